import { join } from 'node:path';
import { putPlan, underPlan, type Plan } from '../faults/plan.js';
import type { ApiError } from './support/client.js';
import { Clerk, newKey, type Input } from './support/clerk.js';
import { answerOf } from '../support/until.js';
import { withOneAct } from './support/filled-places.js';
import { actMutation, totalsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheetOf } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import { asked } from './support/json-output.js';

const stage = openStage();

/**
 * Upper limit of acts until the disk must be full. They need more space than the free pages that a database file can
 * have.
 */
const actsMax = 500;
const year = { from: '2024-01', to: '2024-12', by: 'NONE' } as const;

const planFile = ({ root }: Place): string => join(root, 'faults.json');
const put = (place: Place, plan: Plan): void => {
  putPlan(planFile(place), plan);
};

/** A running server with one act, and a fault plan that can make its disk full. */
const opened = async (): Promise<Readonly<{ place: Place; server: Server; clerk: Clerk }>> => {
  const place = await withOneAct(stage);
  put(place, {});
  const server = await stage.serve(place, underPlan(planFile(place)));
  return { place, server, clerk: new Clerk(server.client) };
};

const check = (membership: string): Input => ({
  idempotencyKey: newKey(),
  ...{ kind: 'certificate', on: '2024-03-01', district: '330784' },
  person: { membership, name: '王小明', sex: 'MALE' },
});

type Refused = Readonly<{ input: Input; errors: readonly ApiError[]; accepted: number }>;

/**
 * Records acts until one is refused because the disk is full. Returns its input, its errors, and how many were
 * accepted.
 */
const fill = async (server: Server, clerk: Clerk): Promise<Refused> => {
  for (let accepted = 0; accepted < actsMax; accepted += 1) {
    const input = check(`F-${String(accepted)}`);
    try {
      await clerk.act('recordAct', input);
    } catch {
      return { input, errors: await server.client.fail(actMutation('recordAct'), { input }), accepted };
    }
  }
  throw new Error('the disk was never full');
};

const countOf = async (server: Server, more: Input = {}): Promise<number | undefined> =>
  (await server.client.ask(totalsQuery, { ...year, ...more })).totals.rows[0]?.acts;

describe('a disk that is full', () => {
  it.each(['log.db', 'vault.db'])(
    'under %s refuses what cannot be kept, reads on, and takes it in once there is room',
    async (file) => {
      const { place, server, clerk } = await opened();
      const { position } = await clerk.act('recordAct', check('M-1'));
      put(place, { full: [file] });
      const { input, errors, accepted } = await fill(server, clerk);
      expect(errors.map(({ extensions }) => extensions)).toStrictEqual([{ code: 'DISK_FULL' }]);
      expect(errors[0]?.message).toBe(
        `the disk is full, nothing was written to ${join(place.data, file)} (database or disk is full); make room, then send the same again`,
      );
      expect(server.process.stderr).toContain(`nothing was written to ${join(place.data, file)}`);
      expect(await countOf(server, { atLeast: position })).toBeGreaterThanOrEqual(2);

      put(place, {});
      const written = await clerk.act('recordAct', input);
      expect(await clerk.act('recordAct', input)).toStrictEqual(written);
      expect(await countOf(server, { atLeast: written.position })).toBe(accepted + 3);
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
      expect(await asked(stage, place, 'verify', '--log')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'under views.db stops the views, not the ledger; they go on by themselves once there is room',
    async () => {
      const { place, server, clerk } = await opened();
      put(place, { full: ['views.db'] });
      let last = await clerk.act('recordAct', check('M-0'));
      let accepted = 1;
      for (; !server.process.stderr.includes('the projector ended'); accepted += 1) {
        expect(accepted).toBeLessThan(actsMax);
        last = await clerk.act('recordAct', check(`M-${String(accepted)}`));
      }
      expect(server.process.stderr).toContain(
        `the projector ended (the disk is full, nothing was written to ${join(place.data, 'views.db')} (database or disk is full); make room, then send the same again); it is started again`,
      );
      last = await clerk.act('recordAct', check('M-last'));
      const behind = await server.client.fail(totalsQuery, { ...year, atLeast: last.position });
      expect(behind.map(({ extensions }) => extensions['code'])).toStrictEqual(['VIEW_BEHIND']);

      put(place, {});
      const counted = await answerOf(() =>
        countOf(server, { atLeast: last.position }).then(
          (count) => count ?? null,
          () => null,
        ),
      );
      expect(counted).toBe(accepted + 2);
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'under an import ends it with a sentence; imported again, the rest goes in',
    async () => {
      const place = await withOneAct(stage);
      put(place, { full: ['log.db'] });
      const sheet = sheetOf('330784');
      const failed = await stage.ledgerIn(place, underPlan(planFile(place)), 'import', sheet.file);
      expect([failed.code, failed.stderr]).toStrictEqual([
        2,
        `the disk is full, nothing was written to ${join(place.data, 'log.db')} (database or disk is full); make room, then send the same again\n`,
      ]);
      const [report] = (await asked(stage, place, 'import', sheet.file)) as readonly Readonly<{
        accepted: number;
      }>[];
      expect(report?.accepted).toBe(sheet.accepted);
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );
});
