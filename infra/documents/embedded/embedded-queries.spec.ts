import type { Find, Where } from '@ledger/projections/ports/document-store.js';
import { freshCollection } from '@ledger/test/contract/documents/document-setup.js';
import { openDatabase, text, type Database } from '../../sqlite/sqlite-database.js';
import { createTable, findQuery, sumQuery, type Query } from './embedded-queries.js';

const collection = freshCollection();

/** The query plan of SQLite, one text per step. */
const planOf = (db: Database, { sql, values }: Query): readonly string[] =>
  db
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map((row) => text(row.at(-1)));

describe('a page of documents', () => {
  const db = openDatabase(':memory:', { readOnly: false, waitMs: 0 });
  for (const statement of createTable(collection)) db.exec(statement);
  afterAll(() => {
    db.close();
  });

  const cursors: readonly (readonly [string, Find['after'], Where])[] = [
    ['byMonth', [202603, 'k'], { month: { from: 202601, to: 202612 } }],
    ['byPlace', ['310104', 202603, 'k'], { district: { is: '310104' } }],
    ['byKind', ['training', 100, '310104', 'k'], { kind: { is: 'training' }, month: { is: 202603 } }],
  ];

  it.each(cursors)('is read from the index %s alone, without sorting', (index, after, where) => {
    const finds: readonly Omit<Find, 'direction'>[] = [
      { index, where: {}, after: null, limit: 50 },
      { index, where: {}, after, limit: 50 },
      { index, where, after: null, limit: 50 },
      { index, where, after, limit: 50 },
    ];
    for (const find of finds) {
      for (const direction of ['ascending', 'descending'] as const) {
        const plan = planOf(db, findQuery(collection, { ...find, direction }));
        const name = `i_${collection.name}_${index}`;
        expect(plan.filter((step) => !step.includes('USING INDEX') || !step.includes(name))).toStrictEqual(
          [],
        );
      }
    }
  });

  it('by key is read from the keys alone', () => {
    const find = { index: 'key', where: {}, direction: 'descending', after: ['k'], limit: 50 } as const;
    expect(planOf(db, findQuery(collection, find))).toStrictEqual([
      `SEARCH c_${collection.name} USING INDEX sqlite_autoindex_c_${collection.name}_1 (key<?)`,
    ]);
  });

  it.each([
    ['byPlace', { district: { from: '310100', to: '310199' } }],
    ['byMonth', { month: { from: 202601, to: 202612 } }],
  ] as const)(
    'and a sum that asks for the first field of %s read its part of the table alone',
    (index, where) => {
      const sum = { where, by: ['kind'], measures: [], bytes: null };
      const [first = ''] = planOf(db, sumQuery(collection, sum, 'whole'));
      expect(first).toMatch(
        new RegExp(`^SEARCH c_${collection.name} USING INDEX i_${collection.name}_${index} `),
      );
    },
  );

  it('and a sum ask for nothing by joining values into the text', () => {
    const where: Where = {
      district: { is: `'; DROP TABLE x; --` },
      kind: { in: [`"`, `'`] },
      month: { from: 1, to: 2 },
    };
    const asked = { index: 'byMonth', where, direction: 'ascending', after: [1, `'`], limit: 7 } as const;
    const values = [`'; DROP TABLE x; --`, JSON.stringify([`"`, `'`]), 1, 2];
    expect(findQuery(collection, asked).values).toStrictEqual([...values, 1, `'`, 8]);
    const sum = sumQuery(collection, { where, by: ['kind'], measures: ['acts'], bytes: null }, 'whole');
    expect(sum.values).toStrictEqual(values);
    for (const { sql } of [findQuery(collection, asked), sum]) expect(sql).not.toContain('DROP');
  });
});
