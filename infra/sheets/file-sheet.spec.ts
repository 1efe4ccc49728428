import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextSource } from '@ledger/ledger/ports/sheet-source.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { fileSheet } from './file-sheet.js';

const contentOf = async (sheet: TextSource): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of sheet.bytes()) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  const fault: unknown = await work.catch((error: unknown) => error);
  return typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : fault;
};

describe('a sheet on disk', () => {
  const folder = temporaryFolders();

  it('has the name that its user gave it', () => {
    expect(fileSheet('../三月.csv').name).toBe('../三月.csv');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a line', Buffer.from('姓名,日期\r\n')],
    [
      'bytes of every kind, more than one chunk',
      Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 256)),
    ],
  ])('is read as it is, as often as one likes: %s', async (_what, content) => {
    const file = join(folder(), '三月.csv');
    writeFileSync(file, content);
    const sheet = fileSheet(file);
    expect((await contentOf(sheet)).equals(content)).toBe(true);
    expect((await contentOf(sheet)).equals(content)).toBe(true);
  });

  it('is read as far as somebody wants, and from the beginning the next time', async () => {
    const file = join(folder(), 'long.csv');
    writeFileSync(file, Buffer.alloc(1_000_000, 'a,b\n'));
    const sheet = fileSheet(file);
    for await (const chunk of sheet.bytes()) {
      expect(chunk.length).toBeLessThan(1_000_000);
      break;
    }
    expect(await contentOf(sheet)).toHaveLength(1_000_000);
  });

  it('is looked for when it is read: one that is missing, or a folder, tells so then', async () => {
    const path = folder();
    mkdirSync(join(path, 'folder.csv'));
    expect(await codeOf(contentOf(fileSheet(join(path, 'missing.csv'))))).toBe('ENOENT');
    expect(await codeOf(contentOf(fileSheet(join(path, 'folder.csv'))))).toBe('EISDIR');
  });
});
