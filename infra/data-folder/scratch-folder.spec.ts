import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { makeScratch, sweepScratch } from './scratch-folder.js';

const folders = temporaryFolders();

let data: DataFolder;
beforeEach(() => {
  data = dataFolder(join(folders(), 'data'));
});

/** Creates a scratch folder without a lock, as a killed process leaves one. */
const left = (name: string): void => {
  mkdirSync(join(data.scratch, name), { recursive: true });
  writeFileSync(join(data.scratch, name, 'log.db'), '王小明');
};

it('is for its user alone, and nothing is left once it was removed', () => {
  const scratch = makeScratch(data);
  writeFileSync(join(scratch.folder, 'log.db'), '王小明');
  expect([scratch.folder, data.scratch].map((folder) => statSync(folder).mode & 0o777)).toStrictEqual([
    0o700, 0o700,
  ]);
  scratch.remove();
  expect(existsSync(data.folder)).toBe(false);
});

it('leaves a data folder that was there before it, also an empty one', () => {
  mkdirSync(data.folder);
  makeScratch(data).remove();
  expect(readdirSync(data.folder)).toStrictEqual([]);
});

it('is removed by the next sweep where its process has ended, and by the next that is made', () => {
  left('a');
  sweepScratch(data);
  expect(existsSync(data.scratch)).toBe(false);
  left('b');
  const scratch = makeScratch(data);
  expect(readdirSync(data.scratch).map((name) => join(data.scratch, name))).toStrictEqual([scratch.folder]);
  scratch.remove();
});

it('is left alone while it is in use, whoever sweeps or makes another', () => {
  const [one, other] = [makeScratch(data), makeScratch(data)];
  sweepScratch(data);
  expect([existsSync(one.folder), existsSync(other.folder)]).toStrictEqual([true, true]);
  one.remove();
  expect([existsSync(one.folder), existsSync(other.folder)]).toStrictEqual([false, true]);
  other.remove();
  expect(existsSync(data.scratch)).toBe(false);
});

it('does not stumble over a file that lies where folders are expected', () => {
  mkdirSync(data.scratch, { recursive: true });
  writeFileSync(join(data.scratch, 'notes.txt'), '');
  sweepScratch(data);
  expect(readdirSync(data.scratch)).toStrictEqual(['notes.txt']);
});
