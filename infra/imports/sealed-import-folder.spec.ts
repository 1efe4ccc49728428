import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import { subjectKey, subjectKeyBytes } from '../key-vault/envelope.js';
import { importFolder } from './sealed-import-folder.js';

const folders = temporaryFolders();
const keyOf = (subject: string) => subjectKey(subject, randomBytes(subjectKeyBytes));
const key = keyOf('sheet-1');
const bytesMax = 1_000_000;

const inChunks = async function* (bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};

const all = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
};

let root: string;
let folder: ImportFolder;
beforeEach(() => {
  root = join(folders(), 'imports');
  folder = importFolder(root);
});

describe('kept bytes', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])('come back as they were: %i of them', async (size) => {
    const bytes = randomBytes(size);
    expect(await folder.keep('a', inChunks(bytes, 7_001), { key, bytesMax })).toBe(size);
    const kept = folder.open('a', key, size);
    expect(await all(kept.bytes())).toStrictEqual(bytes);
    for (const [from, length] of [
      [0, 10],
      [65_530, 12],
      [131_071, 2],
      [size - 5, 100],
    ] as const) {
      const start = Math.max(0, from);
      expect(Buffer.from(await kept.read(start, length))).toStrictEqual(
        bytes.subarray(start, start + length),
      );
    }
  });

  it('are for their user alone, and say nothing without the key', async () => {
    const text = '姓名王小明'.repeat(20_000);
    const size = await folder.keep('a', inChunks(Buffer.from(text), 4_096), { key, bytesMax });
    const file = join(root, 'a.sealed');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('王小明')).toBe(false);
    await expect(all(folder.open('a', keyOf('sheet-1'), size).bytes())).rejects.toMatchObject({
      code: 'UNREADABLE',
    });
  });

  it('that were changed, shortened or put in another order are refused', async () => {
    const size = await folder.keep('a', inChunks(randomBytes(150_000), 9_999), { key, bytesMax });
    const file = join(root, 'a.sealed');
    const good = readFileSync(file);
    const piece = 65_536 + 28;
    const flipped = Buffer.from(good);
    flipped[70_000] = (flipped[70_000] ?? 0) ^ 1;
    const swapped = Buffer.concat([
      good.subarray(piece, 2 * piece),
      good.subarray(0, piece),
      good.subarray(2 * piece),
    ]);
    for (const bad of [flipped, swapped]) {
      writeFileSync(file, bad);
      await expect(all(folder.open('a', key, size).bytes())).rejects.toMatchObject({ code: 'UNREADABLE' });
    }
    writeFileSync(file, good);
    truncateSync(file, 2 * piece);
    await expect(all(folder.open('a', key, size).bytes())).rejects.toMatchObject({ code: 'UNREADABLE' });
  });

  it('leave nothing behind where they are too many, or break off', async () => {
    const many = folder.keep('a', inChunks(randomBytes(bytesMax + 1), 64_000), { key, bytesMax });
    await expect(many).rejects.toMatchObject({ code: 'TOO_LARGE' });
    const broken = async function* (): AsyncIterable<Uint8Array> {
      yield randomBytes(100_000);
      throw new Error('the line went dead');
    };
    await expect(folder.keep('b', broken(), { key, bytesMax })).rejects.toThrow('the line went dead');
    expect(readdirSync(root)).toStrictEqual([]);
  });

  it('are removed, also twice', async () => {
    await folder.keep('a', inChunks(randomBytes(10), 10), { key, bytesMax });
    await folder.remove('a');
    await folder.remove('a');
    expect(readdirSync(root)).toStrictEqual([]);
  });
});

describe('the folder', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    'tells what it keeps, and of what size: %i',
    async (size) => {
      expect([await folder.kept(), await folder.sizeOf('a')]).toStrictEqual([[], null]);
      for (const name of ['b', 'a', 'a.report'])
        await folder.keep(name, inChunks(randomBytes(size), 999), { key, bytesMax });
      expect(await folder.kept()).toStrictEqual(['a', 'a.report', 'b']);
      expect([await folder.sizeOf('a'), await folder.sizeOf('x'), await folder.sizeOf('../a')]).toStrictEqual(
        [size, null, null],
      );
    },
  );

  it('replaces as a whole what it keeps, and leaves it where new bytes break off', async () => {
    const bytes = randomBytes(100_000);
    await folder.keep('a', inChunks(randomBytes(70_000), 999), { key, bytesMax });
    await folder.keep('a', inChunks(bytes, 999), { key, bytesMax });
    await expect(
      folder.keep('a', inChunks(randomBytes(bytesMax + 1), 9_999), { key, bytesMax }),
    ).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(await all(folder.open('a', key, 100_000).bytes())).toStrictEqual(bytes);
  });

  it('is tidied of what was left by a process that was killed, and of nothing else', async () => {
    await folder.tidy();
    await folder.keep('a', inChunks(randomBytes(10), 10), { key, bytesMax });
    writeFileSync(join(root, 'b.sealed.draft'), '');
    await folder.tidy();
    expect(readdirSync(root)).toStrictEqual(['a.sealed']);
  });
});
