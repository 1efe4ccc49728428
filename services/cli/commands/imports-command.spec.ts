import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openImports } from '@ledger/test/support/imports.js';
import { csv } from '@ledger/test/support/sheets.js';
import { listImports } from './imports-command.js';

let fixture: CommandFixture;
beforeEach(async () => {
  fixture = await openCommandFixture();
});
afterEach(() => fixture.close());

const reported = (json: boolean, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => listImports({ json }, asking), language);
const row = { kind: '维权热线', district: '330500', date: '2024-10-26', headcount: '1' };
const { actor, role, district } = caseworker;

/** Hands a sheet in and waits until it is judged, then lets go of the ledger. */
const given = async (file: string, ...references: readonly string[]): Promise<void> => {
  const jobs = await openImports(fixture.ledger, fixture.settings.data.imports);
  const request = { file, office: 'keqiao', worksheet: null, mapping: null, dryRun: false };
  const bytes = async function* () {
    yield Buffer.from(csv(...references.map((reference) => ({ ...row, reference }))));
  };
  const { id } = await jobs.receive({ ...request, by: { actor, role, district } }, bytes());
  for await (const { state } of jobs.watch(id, new AbortController().signal)) if (state === 'done') break;
  await jobs.close();
  await fixture.ledger.fold();
};

describe('ledger imports, of a ledger that nobody runs', () => {
  it('are none where no sheet was imported', async () => {
    expect(jsonIn(await reported(true))).toStrictEqual([]);
  });

  it('are told from the newest on, with what became of each', async () => {
    await given('march.csv', 'R-1', 'R-2');
    await given('april.csv', 'R-3', '');
    expect(jsonIn(await reported(true))).toMatchObject([
      { file: 'april.csv', state: 'done', office: 'KEQIAO', actor, rows: 2, judged: 2, accepted: 1 },
      { file: 'march.csv', state: 'done', office: 'KEQIAO', actor, rows: 2, judged: 2, accepted: 2 },
    ]);
    const lines = linesIn(await reported(false));
    expect(lines.filter((line) => / done \S+ li \w+\.csv 2 2 [12]$/.test(line))).toHaveLength(2);
  });
});
