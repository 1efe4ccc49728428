import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyAct } from '@ledger/projections/acts/acts-queries.js';
import { linesIn, openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { MutationDesk, service } from '@ledger/test/support/mutation-desk.js';
import type { ExportAsked } from '../options/export-asked.js';
import { exportSheet } from './export-command.js';

let desk: CommandDesk;
beforeAll(async () => {
  desk = await openCommandDesk();
  await new MutationDesk(desk.ledger).idOf('recordAct', { ...service, on: '2024-03-01' });
  await desk.ledger.fold();
});
afterAll(() => desk.close());

const acts: ExportAsked = { what: 'acts', filter: everyAct };
const exported = (asked: ExportAsked, out: string, names = false) =>
  desk.ran((asking) => exportSheet(asked, { out, names }, asking), 'zh');
const pathOf = (name: string): string => join(desk.settings.data.folder, name);

describe('ledger export', () => {
  it('writes a sheet whole, says where it is, and leaves no part of it beside it', async () => {
    const out = pathOf('acts.csv');
    writeFileSync(out, 'an older sheet');
    const told = await exported(acts, out);
    expect([told.code, linesIn(told)]).toStrictEqual([0, [out]]);
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
