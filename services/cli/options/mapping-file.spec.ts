import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { readMapping } from '@ledger/ledger/sheets/column-mapping.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMapping } from './mapping-file.js';

const folder = mkdtempSync(join(tmpdir(), 'ledger-mapping-file-'));
const path = join(folder, 'map.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const opened = (content: string | Uint8Array): ReturnType<typeof openMapping> => {
  writeFileSync(path, content);
  return openMapping(path);
};

describe('a mapping file', () => {
  it.each(['{}', '{"ignored":["备注一"],"amountsIn":"fen"}', ' {"dates":[]}\n'])(
    'is read with its text: %s',
    async (text) => {
      expect(await opened(text)).toStrictEqual({ text, mapping: readMapping(path, text, catalogue) });
    },
  );

  it('may begin with the mark of UTF-8', async () => {
    expect((await opened('\ufeff{}')).text).toBe('{}');
  });

  it.each<readonly [string, string | Uint8Array, string, RegExp]>([
    ['is no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), 'UNREADABLE', /^the file cannot be read \(.+\)$/],
    ['is no JSON', '{', 'BAD_MAPPING', /./],
    ['is a list', '[]', 'BAD_MAPPING', /./],
    ['says what no mapping says', '{"colums":{}}', 'BAD_MAPPING', /colums/],
    ['is empty', '', 'BAD_MAPPING', /./],
  ])('is refused where it %s', async (_what, content, code, problem) => {
    const refused = await opened(content).catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'SheetFault', code, file: path, line: null });
    expect(String(refused).replace(`SheetFault: ${path}: `, '')).toMatch(problem);
  });

  it('is refused where it is missing', async () => {
    const missing = join(folder, 'missing.json');
    const read = openMapping(missing);
    await expect(read).rejects.toMatchObject({
      name: 'SheetFault',
      code: 'UNREADABLE',
      file: missing,
      line: null,
    });
    await expect(read).rejects.toThrow(`${missing}: the file cannot be read (`);
    await expect(read).rejects.toThrow(`ENOENT: no such file or directory, open '${missing}')`);
  });
});
