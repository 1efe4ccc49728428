import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { linesIn, openCommandFixture, type CommandFixture } from '@ledger/test/support/command-fixture.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import type { ExportFilter } from '../options/export-filters.js';
import { exportSheet } from './export-command.js';

let fixture: CommandFixture;
beforeAll(async () => {
  fixture = await openCommandFixture();
  await new MutationClient(fixture.ledger).idOf('recordAct', { ...service, on: '2024-03-01' });
  await fixture.ledger.fold();
});
afterAll(() => fixture.close());

const acts: ExportFilter = { what: 'acts', filter: everyAct };
const exported = (asked: ExportFilter, out: string, names = false) =>
  fixture.ran((asking) => exportSheet(asked, { out, names }, asking), 'zh');
const pathOf = (name: string): string => join(fixture.settings.data.folder, name);

describe('ledger export', () => {
  it('writes a sheet whole, says where it is, and leaves no part of it beside it', async () => {
    const out = pathOf('acts.csv');
    writeFileSync(out, 'an older sheet');
    const reported = await exported(acts, out);
    expect([reported.code, linesIn(reported)]).toStrictEqual([0, [out]]);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('2024-03-01');
    expect(text).not.toContain('韩');
    expect(existsSync(`${out}.part`)).toBe(false);
  });

  it('has names only where they are asked for', async () => {
    const out = pathOf('named.csv');
    await exported(acts, out, true);
    expect(readFileSync(out, 'utf8')).toContain('韩');
  });

  it('writes the history of a person by the number that offices know', async () => {
    const out = pathOf('history.XLSX');
    await exported({ what: 'worker', named: 'RF-0001' }, out);
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
    await expect(exported({ what: 'worker', named: 'RF-9' }, pathOf('nobody.csv'))).rejects.toThrow(
      'nobody has the worker number or membership number “RF-9”',
    );
    expect(existsSync(pathOf('nobody.csv'))).toBe(false);
  });

  it.each(['acts', 'acts.pdf', 'csv'])('writes no other kind of file: %s', async (name) => {
    await expect(exported(acts, name)).rejects.toThrow(`--out is “${name}”; it must end in .csv or .xlsx`);
  });

  it('says where a file cannot be written', async () => {
    const out = pathOf('no-folder/acts.csv');
    await expect(exported(acts, out)).rejects.toThrow(`${out} cannot be written (`);
  });
});
