import { readFileSync, writeFileSync } from 'node:fs';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { withSheet } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheetOf } from './support/sample.js';
import { openStage } from './support/stage.js';
import { asked, jsonOf, statusOf } from './support/json-output.js';

const stage = openStage();

type Verification = Readonly<{
  ok: boolean;
  events: number;
  covered: number;
  digest: string;
  misfit: string | null;
  lost: readonly Readonly<{ recorded: number; held: number }>[];
  accepted: boolean;
}>;

/** A number in the format that the command prints. */
const count = (number: number): string => number.toLocaleString('en-US');

/** A ledger with one imported sheet, separate for each case, because the cases damage the log. */
const imported = (): Promise<Place> => withSheet(stage, sheetOf('330784'));

const logOf = ({ data }: Place): string => dataFolder(data).log;

/** Changes the log file directly, without the ledger. */
const tamper = (place: Place, ...sql: readonly string[]): void => {
  const db = openDatabase(logOf(place), { readOnly: false, waitMs: 0 });
  for (const each of sql) db.exec(each);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
};

const verificationOf = async (place: Place): Promise<Verification> => {
  const ran = await stage.ledger(place, 'verify', '--log', '--json');
  // Unchecked cast: the cases below compare the exact value.
  const verification = jsonOf(ran) as Verification;
  expect([ran.code, ran.stderr]).toStrictEqual([verification.ok ? 0 : 1, '']);
  return verification;
};

const misfitOf = async (place: Place): Promise<string | null> => (await verificationOf(place)).misfit;

describe('ledger verify --log', () => {
  it(
    'finds a log as it was written, covered to its end, also beside its owner',
    async () => {
      const place = await imported();
      const { events } = await statusOf(stage, place);
      const verification = await verificationOf(place);
      expect(verification).toStrictEqual({
        ok: true,
        events,
        covered: events,
        digest: verification.digest,
        misfit: null,
        lost: [],
        accepted: false,
      });
      expect(verification.digest).toMatch(/^[0-9a-f]{64}$/);
      const server = await stage.serve(place);
      expect(await verificationOf(place)).toStrictEqual(verification);
      await server.stop();
      const reported = await asked(stage, place, 'status');
      expect(reported).toMatchObject({ events });
    },
    patience,
  );

  it(
    'comes to the same digest again from the log alone',
    async () => {
      const place = await imported();
      const before = await verificationOf(place);
      const views = openDatabase(dataFolder(place.data).views, { readOnly: false, waitMs: 0 });
      views.exec(`DELETE FROM c_digests_v1_b1; DELETE FROM c_checkpoints WHERE key = 'digests_v1_b1'`);
      views.close();
      expect(await verificationOf(place)).toStrictEqual({ ...before, covered: 0 });
      await (await stage.serve(place)).stop();
      expect(await verificationOf(place)).toStrictEqual(before);
    },
    patience,
  );

  it(
    'names the event in which one byte of the file was flipped',
    async () => {
      const place = await imported();
      tamper(place);
      const bytes = readFileSync(logOf(place));
      const where = bytes.indexOf('"reference":"YK-2024-000900"');
      expect(where).toBeGreaterThan(0);
      bytes[where + 16] = (bytes[where + 16] ?? 0) ^ 1;
      writeFileSync(logOf(place), bytes);
      expect(await misfitOf(place)).toMatch(
        /^event \d+ at \w{20} \(\w+, [\w-]+, revision \d+\) is not what was recorded there$/,
      );
    },
    patience,
  );

  it(
    'names what stands where an event was removed, and the first of a pair that changed places',
    async () => {
      const [short, swapped] = [await imported(), await imported()];
      tamper(short, 'DELETE FROM events WHERE pos = 5000');
      expect(await misfitOf(short)).toMatch(/^event 5000 at \w{4}0000000000005001 \(.+ is not what was/);
      tamper(
        swapped,
        'UPDATE events SET pos = -1 WHERE pos = 700',
        'UPDATE events SET pos = 700 WHERE pos = 701',
        'UPDATE events SET pos = 701 WHERE pos = -1',
      );
      expect(await misfitOf(swapped)).toMatch(/^event 700 at \w{4}0000000000000700 \(.+ is not what was/);
    },
    patience,
  );

  it(
    'misses the last event, and an event that cannot be read any more',
    async () => {
      const [short, broken] = [await imported(), await imported()];
      const { events } = await statusOf(stage, short);
      tamper(short, 'DELETE FROM events WHERE pos = (SELECT max(pos) FROM events)');
      expect(await verificationOf(short)).toMatchObject({
        ...{ ok: false, events: events - 1, misfit: null },
        lost: [{ recorded: events, held: events - 1 }],
      });
      tamper(broken, 'UPDATE events SET data = substr(data, 2) WHERE pos = 4321');
      expect(await misfitOf(broken)).toMatch(/the event at row 4321 of the log cannot be read/);
      const reported = await stage.ledger(broken, 'verify', '--log');
      expect(reported.code).toBe(1);
      expect(reported.stdout).toContain('the event at row 4321 of the log cannot be read');
    },
    patience,
  );

  it(
    'tells a changed event from missing ones, before and after the next start, and accepts neither then',
    async () => {
      const place = await imported();
      const { events } = await statusOf(stage, place);
      tamper(
        place,
        'DELETE FROM events WHERE pos > (SELECT max(pos) - 7 FROM events)',
        'DELETE FROM streams WHERE sid NOT IN (SELECT sid FROM events)',
        `UPDATE events SET data = replace(data, '"reference":"YK-2024-000900"', '"reference":"YK-2024-000901"')`,
      );
      const held = events - 7;
      const found = await verificationOf(place);
      const changed = Number(
        /^event (\d+) at \w{20} \(.+ is not what was recorded there$/.exec(found.misfit ?? '')?.[1],
      );
      expect(found).toMatchObject({
        ...{ ok: false, events: held, covered: changed - 1 },
        lost: [{ recorded: events, held }],
      });
      const accepting = async (): Promise<void> => {
        const reported = await stage.ledger(place, 'verify', '--log', '--accept');
        expect(reported.code).toBe(1);
        expect(reported.stdout).toContain(
          `7 of ${count(events)} events that were recorded are missing: it was put back`,
        );
        expect(reported.stdout).toContain('nothing was accepted');
      };
      await accepting();
      await (await stage.serve(place)).stop();
      await accepting();
      // The start continues the import, because its last event is among the missing ones, and so appends to the log.
      const { ok, misfit, lost, accepted } = await verificationOf(place);
      expect({ ok, misfit, lost, accepted }).toStrictEqual({
        ok: found.ok,
        misfit: found.misfit,
        lost: found.lost,
        accepted: found.accepted,
      });
    },
    patience,
  );
});
