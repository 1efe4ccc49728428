import { join } from 'node:path';
import type { SheetRecord, WorkbookFacts } from '@ledger/ledger/ports/sheet-source.js';
import { faultOf } from '@ledger/test/support/sheets.js';
import { settingsFrom } from '../engines/settings.js';
import { workspaceRoot } from '../engines/workspace-root.js';
import { workbookOfWorker } from './sheet-worker-process.js';

const settings = settingsFrom({ LEDGER_DATA: '/nowhere', LEDGER_MASTER_KEY_FILE: '/nowhere/key', PORT: '0' });
const longMs = 60_000;

/** Reads a workbook with a test worker program of that name. Returns the received values and the error at the end. */
const readBy = async (worker: string, stalledAfterMs = longMs): Promise<unknown> => {
  const program = join(workspaceRoot(), 'test', 'faults', 'workers', `${worker}.mjs`);
  const sheet = { place: { path: '/nowhere.xlsx' }, name: '三月.xlsx', worksheet: null };
  const status: unknown[] = [];
  const hear = (facts: WorkbookFacts): void => {
    status.push(facts);
  };
  const hasHeads = ([first]: readonly SheetRecord[]): boolean => first?.fields[0] === '业务编号';
  const reading = (async () => {
    const source = workbookOfWorker({ settings, stalledAfterMs, program }, sheet);
    for await (const { fields } of source.records(hear, hasHeads)) status.push(fields);
    return null;
  })();
  const end = await faultOf(reading);
  return { status, end };
};

describe('a workbook that is read by a process of its own', () => {
  it('gives what the worker tells, in its order, to the fault that it ends with', async () => {
    expect(await readBy('telling')).toStrictEqual({
      status: [
        { notRead: [], merged: ['A1:B2'] },
        ['三月.xlsx', '1'],
        ['三月.xlsx', '2'],
        ['三月.xlsx', '3'],
      ],
      end: {
        ...{ name: 'SheetFault', code: 'LINE_TOO_LONG', file: '三月.xlsx', line: 4 },
        message: '三月.xlsx, line 4: the row is too long',
      },
    });
  });

  it('has its worksheet chosen by this process, which knows the heads', async () => {
    expect(await readBy('asking')).toMatchObject({ status: [['false', 'true']] });
  });

  it('is given up where its worker makes no progress', async () => {
    expect(await readBy('silent', 300)).toMatchObject({ status: [], end: { code: 'STALLED' } });
  });

  it('is too large where its worker has no memory left', async () => {
    expect(await readBy('hungry')).toMatchObject({ status: [], end: { code: 'WORKBOOK_TOO_LARGE' } });
  });

  it('is interrupted where its worker is killed: that is no fault of the sheet', async () => {
    expect(await readBy('gone')).toMatchObject({
      status: [{ notRead: ['二月'] }, ['业务编号']],
      end: { name: 'Error', message: 'the process that read the sheet ended early' },
    });
  });

  it('needs its worker no longer where nobody reads on', async () => {
    const program = join(workspaceRoot(), 'test', 'faults', 'workers', 'telling.mjs');
    const sheet = { place: { path: '/nowhere.xlsx' }, name: '三月.xlsx', worksheet: null };
    const source = workbookOfWorker({ settings, stalledAfterMs: longMs, program }, sheet);
    for await (const { line } of source.records()) {
      expect(line).toBe(1);
      break;
    }
  });
});
