import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { dataFolder } from '@ledger/infra/data-folder/data-folder.js';
import { acts } from '@ledger/projections/acts/acts-projection.js';
import { readName } from '@ledger/projections/kernel/projection.js';
import { withSheet } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { sheetOf } from './support/sample.js';
import { openStage } from './support/stage.js';
import { jsonOf, statusOf } from './support/json-output.js';
import { collectionNames, type ViewName } from '../support/known-views.js';

const stage = openStage();

type ViewCheck = Readonly<{ view: string; documents: number; differences: number; first?: string }>;
type Verification = Readonly<{ ok: boolean; views: readonly ViewCheck[]; personsWithoutKey: number }>;

const sheet = sheetOf('330784');

/** A ledger with one imported sheet, separate for each case, because the cases damage the views. */
const imported = (): Promise<Place> => withSheet(stage, sheet);

/** Changes the views file directly, without the ledger. */
const tamper = ({ data }: Place, sql: string): void => {
  const db = openDatabase(dataFolder(data).views, { readOnly: false, waitMs: 0 });
  db.exec(sql);
  db.close();
};

/** The verdict of `verify`, as JSON. The exit code must agree with its `ok`. */
const verificationOf = async (place: Place): Promise<Verification> => {
  const ran = await stage.ledger(place, 'verify', '--json');
  // Unchecked cast: the cases below compare the exact value.
  const verification = jsonOf(ran) as Verification;
  expect([ran.code, ran.stderr]).toStrictEqual([verification.ok ? 0 : 1, '']);
  return verification;
};

const keyOf = ({ data }: Place, table: string): string => {
  const db = openDatabase(dataFolder(data).views, { readOnly: true, waitMs: 0 });
  const found = db.prepare(`SELECT key FROM ${table} ORDER BY key LIMIT 1 OFFSET 7`).get()?.[0];
  db.close();
  if (typeof found !== 'string') throw new Error(`${table} has no eighth document`);
  return found;
};

describe('ledger verify', () => {
  it(
    'finds every view equal to a fresh fold, and how many documents it has',
    async () => {
      const place = await imported();
      const { ok, views, personsWithoutKey } = await verificationOf(place);
      expect([ok, personsWithoutKey]).toStrictEqual([true, 0]);
      expect(views).toStrictEqual(
        ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'].map((view, index) => ({
          view,
          documents: views[index]?.documents,
          differences: 0,
        })),
      );
      const documents = new Map(views.map((each) => [each.view, each.documents]));
      expect([documents.get('acts'), documents.get('entries')]).toStrictEqual([
        sheet.accepted,
        sheet.accepted,
      ]);
      const reported = await stage.ledger(place, 'verify');
      expect([reported.code, reported.stderr]).toStrictEqual([0, '']);
      expect(reported.stdout).toMatch(/\nevery view equals a fresh fold of the log\n$/);
    },
    patience,
  );

  it.each<readonly [ViewName, string, string, string]>([
    [
      'acts',
      'a district in a document',
      `UPDATE ? SET doc = json_set(doc, '$.district', '330824')`,
      'other content than in a fresh fold',
    ],
    [
      'totals',
      'a number that sums are read from',
      'UPDATE ? SET acts = acts + 1',
      'other content than in a fresh fold',
    ],
    ['totals', 'the people of a bucket', `UPDATE ? SET people = x'00'`, 'other content than in a fresh fold'],
    ['workers', 'text that is none any more', `UPDATE ? SET doc = '{'`, 'other content than in a fresh fold'],
    ['entries', 'a document that is gone', 'DELETE FROM ?', 'missing, but a fresh fold has it'],
    [
      'payouts',
      'a document too many',
      'INSERT INTO ? (key, position, amountFen, paidFen, takenBackFen, doc) ' +
        'SELECT key || 0, position, amountFen, paidFen, takenBackFen, doc FROM ?',
      'there, but a fresh fold has no such document',
    ],
  ])(
    'names in %s the first document that was changed by hand: %s',
    async (view, _what, change, difference) => {
      const place = await imported();
      const before = await verificationOf(place);
      const table = `c_${collectionNames[view]}`;
      const key = keyOf(place, table);
      tamper(place, `${change.replaceAll('?', table)} WHERE key = '${key}'`);
      const { ok, views } = await verificationOf(place);
      const more = change.startsWith('INSERT') ? 1 : 0;
      const fewer = change.startsWith('DELETE') ? 1 : 0;
      const first = `${key}${more === 1 ? '0' : ''}: ${difference}`;
      expect(ok).toBe(false);
      expect(views).toStrictEqual(
        before.views.map((each) =>
          each.view === view
            ? { view, documents: each.documents + more - fewer, differences: 1, first }
            : each,
        ),
      );
      const reported = await stage.ledger(place, 'verify');
      expect(reported.code).toBe(1);
      expect(reported.stdout).toContain(first);
      expect(reported.stdout).toMatch(
        /\nthe views differ from the log; “ledger rebuild \w+” folds anew what differs\n$/,
      );
    },
    patience,
  );

  it.each([
    [
      'a position that is none',
      `UPDATE c_${readName(acts)} SET position = 'nowhere'`,
      /views\.db is damaged \(nowhere is not a position\): stop the ledger; views\.db may be removed, it is folded anew/,
    ],
    [
      'a table that is gone',
      `DROP TABLE c_${readName(acts)}`,
      /^the views cannot be compared \(.+\); if views\.db was changed by hand, remove it: it is folded anew\n$/,
    ],
  ])(
    'says what to do where the views cannot even be read: %s',
    async (_what, change, sentence) => {
      const place = await imported();
      tamper(place, change);
      const reported = await stage.ledger(place, 'verify');
      expect([reported.code, reported.stdout]).toStrictEqual([2, '']);
      expect(reported.stderr).toMatch(sentence);
    },
    patience,
  );

  it(
    'goes on while the ledger runs, and changes nothing',
    async () => {
      const place = await imported();
      const alone = await verificationOf(place);
      const server = await stage.serve(place);
      const before = await statusOf(stage, place);
      expect(await verificationOf(place)).toStrictEqual(alone);
      expect(await statusOf(stage, place)).toStrictEqual(before);
      await server.stop();
    },
    patience,
  );

  it(
    'counts the persons whose keys the vault has lost, and says what to do',
    async () => {
      const place = await imported();
      const db = openDatabase(dataFolder(place.data).vault, { readOnly: false, waitMs: 0 });
      const persons = "SELECT subject FROM keys WHERE subject LIKE 'worker-%' ORDER BY subject LIMIT 2";
      const [first] = db.prepare(persons).get() ?? [];
      db.exec(`DELETE FROM keys WHERE subject IN (${persons})`);
      db.close();
      expect(await verificationOf(place)).toMatchObject({ ok: false, personsWithoutKey: 2 });
      const reported = await stage.ledger(place, 'verify');
      expect(reported.code).toBe(1);
      expect(reported.stdout).toContain(
        `2 registered persons, the first ${String(first).slice('worker-'.length)}, have neither a key nor the mark of a ` +
          'destroyed one in the key vault: their names cannot be read; put back a vault that was backed up after this log',
      );
    },
    patience,
  );
});
