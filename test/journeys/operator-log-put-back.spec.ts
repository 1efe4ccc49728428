import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pairHere } from '../support/pair.js';
import { itUnless } from '../contract/skipped-cases.js';
import { caughtUp, Clerk } from './support/clerk.js';
import { backUpLog, noBackups, type LogBackup } from './support/log-backup.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage } from './support/stage.js';
import { asked, jsonOf, statusOf } from './support/json-output.js';

/**
 * The log is restored from a backup that is older than the views. The views then contain events that the log does not
 * have.
 */

const stage = openStage();

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
const everything = { from: '2000-01', to: '2099-12' };
const views = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];

const sentence =
  /^view \w+ was folded from events that the log does not hold: it was put back to an older copy, or has lost its end; “ledger start” sets it aside and folds it anew, “ledger verify --log” counts the events that are missing\n$/;
const news = new RegExp(
  `set aside and folded anew: ${[...views, 'digests'].join(', ')}, folded from events that the log does not hold`,
);

type Left = Readonly<{ place: Place; backup: LogBackup; held: number; recorded: number; act: string }>;

/** A ledger that recorded three acts, and whose log was then restored to a backup with only the first. */
const putBack = async (): Promise<Left> => {
  const place = await withOneAct(stage);
  const { events: held } = await statusOf(stage, place);
  const backup = backUpLog(stage, place);
  const server = await stage.serve(place);
  const clerk = new Clerk(server.client);
  await clerk.act('recordAct', visit);
  const { act } = await clerk.act('recordAct', visit);
  await caughtUp(clerk);
  const recorded = await clerk.events();
  await server.stop();
  await backup.putBack();
  return { place, backup, held, recorded, act: act.id };
};

const verificationOf = async (place: Place, ...more: readonly string[]): Promise<unknown> => {
  const ran = await stage.ledger(place, 'verify', '--log', '--json', ...more);
  const verification = jsonOf(ran);
  expect(verification).toMatchObject({ ok: ran.code === 0, misfit: null });
  return verification;
};

const lostOf = ({ held, recorded }: Left): unknown => ({ ok: false, lost: [{ recorded, held }] });

const onBackups = (name: string, work: () => Promise<void>): void => {
  itUnless(noBackups, name, work, patience);
};

describe('the views of a log that came back as an older copy', () => {
  onBackups(
    'are answered from by no command, each of which says what to do; accepted, they are set aside',
    async () => {
      const left = await putBack();
      const { place, act } = left;
      const sheet = join(place.root, 'totals.csv');
      for (const command of [
        ['totals', '--from', '2000-01', '--to', '2099-12'],
        ['act', act],
        ['payouts'],
        ['export', 'totals', '--from', '2000-01', '--to', '2099-12', '--out', sheet],
        ['verify'],
      ]) {
        const reported = await stage.ledger(place, ...command);
        expect([reported.code, reported.stdout]).toStrictEqual([2, '']);
        expect(reported.stderr).toMatch(sentence);
      }
      expect(existsSync(sheet)).toBe(false);
      const status = await statusOf(stage, place);
      expect(status).toMatchObject({ events: left.held, aside: [] });
      expect(status.views.map(({ name, past }) => [name, past])).toStrictEqual(
        views.map((name) => [name, 'another']),
      );
      expect(await verificationOf(place)).toMatchObject({ ...Object(lostOf(left)), events: left.held });

      const accepted = await stage.ledger(place, 'verify', '--log', '--accept');
      expect(accepted.code).toBe(0);
      expect(accepted.stdout).toContain('accepted: from now on they are not reported');
      expect(accepted.stderr).toMatch(news);
      expect(await verificationOf(place)).toMatchObject({ ok: true, lost: [], events: left.held });
    },
  );

  onBackups(
    'are set aside by the owner, who says so, and folded anew; what is missing is told until it is accepted',
    async () => {
      const left = await putBack();
      const { place, held } = left;
      const server = await stage.serve(place);
      await server.process.says(news, 'stderr');
      const clerk = new Clerk(server.client);
      await caughtUp(clerk);
      expect((await clerk.totals(everything)).rows.map(({ acts }) => acts)).toStrictEqual([1]);
      const { position } = await clerk.act('recordAct', visit);
      const { rows } = await clerk.totals({ ...everything, atLeast: position });
      expect(rows.map(({ acts }) => acts)).toStrictEqual([2]);
      const status = await statusOf(stage, place);
      expect(status.aside).toStrictEqual([...views, 'digests'].map((view) => ({ view, build: 1 })));
      expect(status.views.every(({ past }) => past === 'this')).toBe(true);
      expect((await stage.ledger(place, 'status')).stdout).toContain('set aside: workers (build 1), acts');
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
      expect(await verificationOf(place)).toMatchObject(Object(lostOf(left)));
      const reported = await stage.ledger(place, 'verify', '--log');
      expect(reported.stdout).toContain(
        `${String(left.recorded - held)} of ${String(left.recorded)} events that were recorded are missing: ` +
          `the log holds them up to event ${String(held)}`,
      );
      expect(await verificationOf(place, '--accept')).toMatchObject({ ok: true, accepted: true });
      expect(await verificationOf(place)).toMatchObject({ ok: true, lost: [] });
      for (const view of views) await asked(stage, place, 'rebuild', view, '--drop');
      expect((await statusOf(stage, place)).aside).toStrictEqual([]);
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
  );
});

/** The owner holds its log file open, so an embedded log cannot be replaced while the owner runs. */
const noServer =
  pairHere().log === 'embedded' ? 'skipped: only a log on a server is put back under its owner' : null;

describe('a log that is put back under its running owner', () => {
  itUnless(
    noServer ?? noBackups,
    'is written to no more until the owner is started again; its views are set aside at once',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      await clerk.act('recordAct', visit);
      await caughtUp(clerk);
      const held = await clerk.events();
      const backup = backUpLog(stage, place);
      await clerk.act('recordAct', visit);
      await caughtUp(clerk);
      const recorded = await clerk.events();
      await backup.putBack();
      await server.process.says(news, 'stderr');
      await expect(clerk.act('recordAct', visit)).rejects.toThrow(
        /the server came back with an older log.*start the ledger again.*LEDGER_UNAVAILABLE/s,
      );
      await expect(clerk.totals(everything)).rejects.toThrow(/LEDGER_UNAVAILABLE/);
      expect(await statusOf(stage, place)).toMatchObject({ events: held });
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      const again = await stage.serve(place);
      const after = new Clerk(again.client);
      const { position } = await after.act('recordAct', visit);
      const { rows } = await after.totals({ ...everything, atLeast: position });
      expect(rows.map(({ acts }) => acts)).toStrictEqual([3]);
      await again.stop();
      expect(again.process.stderr).not.toMatch(news);
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
      expect(await verificationOf(place)).toMatchObject({ ok: false, lost: [{ recorded, held }] });
    },
    patience,
  );
});

it('a check of the views has nothing to accept', async () => {
  const reported = await stage.ledger(stage.place(), 'verify', '--accept');
  expect([reported.code, reported.stdout, reported.stderr]).toStrictEqual([
    2,
    '',
    '--accept goes with --log\n',
  ]);
});
