import { jest } from '@jest/globals';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { shortSheet } from '@ledger/test/support/refused-uploads.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { csv } from '@ledger/test/support/sheets.js';
import { openUploadServer, ownerToken, type UploadServer } from '@ledger/test/support/upload-server.js';

let uploadServer: UploadServer;
beforeEach(async () => {
  uploadServer = await openUploadServer();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await uploadServer.close();
});

const headers = { authorization: `Bearer ${ownerToken}` };
const at = (path: string): string => `http://127.0.0.1:${String(uploadServer.port)}/imports${path}`;

const upload = (text: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('sheet', new Blob([text]), '三月.csv');
  return fetch(at('/'), { method: 'POST', body: form, headers });
};

/** Uploads a sheet, waits until its import has ended, and requests its report. */
const reportOf = async (text: string, fields: Readonly<Record<string, string>> = {}): Promise<unknown> => {
  const { id } = (await (await upload(text, fields)).json()) as { id: string };
  await eventually('the sheet is judged', async () => (await uploadServer.imports.get(id))?.endedAt !== null);
  const response = await fetch(at(`/${id}/report`), { headers });
  return [response.status, await response.json()];
};

test('a sheet that finds no room may be sent again later', async () => {
  const fault = new ImportFault('TOO_MANY_WAITING', 'too many sheets wait');
  jest.spyOn(uploadServer.imports, 'receive').mockRejectedValue(fault);
  const response = await upload(shortSheet('R-1'));
  expect([response.status, response.headers.get('retry-after'), await response.json()]).toStrictEqual([
    ...[503, '60'],
    { error: { code: 'TOO_MANY_WAITING', message: 'too many sheets wait' } },
  ]);
});

test('the report of a sheet says what was not judged', async () => {
  const signed = `${shortSheet('R-1')}填表人：张三\r\n`;
  expect(await reportOf(signed)).toMatchObject([
    200,
    { rows: 1, accepted: 1, notRead: { rows: { count: 1, at: [{ from: 3, to: 3 }] } } },
  ]);
});

test('the report of a sheet that failed is its failure', async () => {
  const message = '三月.csv: the sheet has 1 rows that are acts, not 2; nothing was written';
  expect(await reportOf(shortSheet('R-1'), { rows: '2', sum: '0' })).toMatchObject([
    422,
    { rows: 0, accepted: 0, refused: [], error: { code: 'CONTROLS_DIFFER', message, line: null } },
  ]);
});

test('the report of a sheet that was kept out as a whole says which rows are refused', async () => {
  expect(await reportOf(csv({ kind: '证书' }), { allOrNothing: 'true' })).toMatchObject([
    422,
    {
      ...{ rows: 1, accepted: 0, refused: [{ row: 2, code: 'MISSING_REF' }] },
      error: { code: 'NOT_ALL_ACCEPTED' },
    },
  ]);
});
