import { listImports } from '@ledger/projections/imports/imports-queries.js';
import type { Scalar } from '@ledger/projections/ports/document-store.js';
import type { ListSlice } from '@ledger/projections/reading/list-slice.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { openImports } from '@ledger/test/support/imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { csv, sheet } from '@ledger/test/support/sheets.js';
import type { OwnImports } from './own-imports.js';
import { isSettled, type ImportStatus } from './import-status.js';

/** Two owners of the same ledger, each with its own data folder. */

const folder = temporaryFolders();
const never = new AbortController().signal;
const by = { actor: 'li', role: 'caseworker', district: null };
const sent = { file: '三月.csv', office: 'kq', worksheet: null, mapping: null, dryRun: false, by };
const row = (reference: string) => ({
  ...{ reference, kind: '维权热线', district: '330603', date: '2026-03-01', headcount: '1' },
});
const mixed = csv(row('R-1'), { ...row('R-2'), date: '明天' });

let ledger: TestLedger;
let one: OwnImports;
let other: OwnImports;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
  const report = { rows: 1, accepted: 1, refused: [] };
  const dryRun = async () => ({ import: async () => report, close: async () => undefined });
  one = await openImports(ledger, folder(), [], { place: 'one', dryRun });
  other = await openImports(ledger, folder(), [], { place: 'other' });
});
afterEach(async () => {
  await one.close();
  await other.close();
  await ledger.close();
});

const take = async (owner: OwnImports, text: string, dryRun = false): Promise<ImportStatus> => {
  ledger.clock.set(new Date(Date.parse(ledger.clock.now()) + 1_000).toISOString());
  const { id } = await owner.receive({ ...sent, dryRun }, sheet(text).bytes());
  for await (const status of owner.watch(id, never)) if (isSettled(status)) return status;
  throw new Error(`the import ${id} was lost`);
};

const pageOf = async (owner: OwnImports, slice: ListSlice) => {
  await ledger.fold();
  return owner.page(await listImports(ledger.store, slice), slice);
};
const idsOf = async (owner: OwnImports): Promise<readonly string[]> =>
  (await pageOf(owner, { from: 'front', first: 10, after: null })).items.map(({ key }) => key);

describe('an import of another owner', () => {
  it('is listed and told as its own', async () => {
    const [a, b] = [await take(one, mixed), await take(other, csv(row('R-3')))];
    expect([await idsOf(one), await idsOf(other)]).toStrictEqual([
      [b.id, a.id],
      [b.id, a.id],
    ]);
    expect(await other.get(a.id)).toStrictEqual(await one.get(a.id));
    expect(await other.outcome(a.id)).toStrictEqual(await one.outcome(a.id));
  });

  it('is undone', async () => {
    const { id } = await take(one, mixed);
    await other.undo(id, '错', { ...by, actor: 'wang' });
    for await (const status of other.watch(id, never)) if (isSettled(status)) break;
    expect(await one.get(id)).toMatchObject({ state: 'undone', undo: { undone: 1, by: { actor: 'wang' } } });
  });

  it('has its sheet elsewhere, as long as that is kept; then it is gone', async () => {
    const { id } = await take(one, mixed);
    await expect(other.sheet(id)).rejects.toMatchObject({ code: 'SHEET_ELSEWHERE', facts: { place: 'one' } });
    expect((await one.sheet(id)).source.name).toBe('三月.csv');
    ledger.clock.set('2027-01-01T00:00:00.000Z');
    await expect(other.sheet(id)).rejects.toMatchObject({ code: 'SHEET_GONE' });
  });

  it('whose sheet is of no use any more is gone for everybody', async () => {
    const { id } = await take(one, csv(row('R-1')));
    for (const owner of [one, other])
      await expect(owner.sheet(id)).rejects.toMatchObject({ code: 'SHEET_GONE' });
  });

  it('that failed is resumed where its sheet lies, and nowhere else', async () => {
    await one.close();
    const place = folder();
    let broken = true;
    const { importer } = ledger.write;
    const failing: TestLedger = {
      ...ledger,
      write: {
        ...ledger.write,
        importer: {
          import: async (given) => {
            if (broken) throw new Error('out of order');
            return importer.import(given);
          },
        },
      },
    };
    one = await openImports(failing, place, [], { place: 'one' });
    const { id, failure } = await take(one, mixed);
    expect(failure?.code).toBe('INTERNAL_ERROR');
    await expect(other.retry(id, by)).rejects.toMatchObject({ code: 'SHEET_ELSEWHERE' });
    expect((await other.get(id))?.state).toBe('failed');
    broken = false;
    expect((await one.retry(id, by)).state).toBe('received');
    for await (const status of one.watch(id, never)) if (isSettled(status)) break;
    expect(await other.get(id)).toMatchObject({ state: 'done', accepted: 1, failure: null });
  });
});

describe('the dry runs of an owner', () => {
  it('stand in its own list, in the order of all imports, and on the pages where they belong', async () => {
    const a = await take(one, mixed);
    const dry = await take(one, csv(row('R-7')), true);
    const b = await take(other, csv(row('R-8')));
    expect(await idsOf(one)).toStrictEqual([b.id, dry.id, a.id]);
    expect(await idsOf(other)).toStrictEqual([b.id, a.id]);
    const seen: string[] = [];
    for (let after: readonly Scalar[] | null = null, more = true; more;) {
      const page = await pageOf(one, { from: 'front', first: 1, after });
      seen.push(...page.items.map(({ key }) => key));
      [after, more] = [page.items.at(-1)?.cursor ?? null, page.hasNext];
    }
    expect(seen).toStrictEqual([b.id, dry.id, a.id]);
    const last = await pageOf(one, { from: 'end', last: 2, before: null });
    expect([last.items.map(({ key }) => key), last.hasPrevious]).toStrictEqual([[dry.id, a.id], true]);
    const before = last.items[0]?.cursor ?? null;
    const rest = await pageOf(one, { from: 'end', last: 2, before });
    expect([rest.items.map(({ key }) => key), rest.hasPrevious]).toStrictEqual([[b.id], false]);
  });
});
