import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

const header =
  '业务编号,服务类别,区划代码,地点,日期,场次编号,会员编号,姓名,性别,职业,单位,人次,场次,课时,份数,金额,备注';
const visit = '驿-1,驿站服务,330604,,2024-05-06,,,,,,,3,,,,,';

/** Writes a valid sheet with one row. Returns its path. */
export const goodSheet = (folder: string): string => {
  const file = join(folder, 'good.csv');
  writeFileSync(file, `${header}\r\n${visit}\r\n`);
  return file;
};

const lines = (...all: readonly string[]): string => all.map((line) => `${line}\r\n`).join('');
const bytes = (...numbers: readonly number[]): Buffer => Buffer.from(numbers);

/**
 * Files that are not valid sheets, with the error that must be reported after the file name. Each begins with a valid
 * row.
 */
export const badSheets: readonly (readonly [
  what: string,
  content: string | Buffer,
  reported: Readonly<{ code: string; line: number | null; sentence: RegExp }>,
])[] = [
  ['an empty file', '', { code: 'NO_HEADER', line: null, sentence: /^: the file is empty$/ }],
  [
    'a table of something else',
    lines('name,age', '陈伟,44'),
    {
      code: 'NO_HEADER',
      line: null,
      sentence: /^: none of the first 20 rows names the columns; name them: 业务编号 .* 备注$/,
    },
  ],
  [
    'a sheet without its amounts',
    lines(header.replace(',金额', ''), visit),
    { code: 'WRONG_HEADER', line: 1, sentence: /^, line 1: columns missing: 金额$/ },
  ],
  [
    'a sheet with a column twice',
    lines(`${header},备注`, visit),
    {
      code: 'WRONG_HEADER',
      line: 1,
      sentence: /^, line 1: columns named twice: 备注$/,
    },
  ],
  [
    'UTF-8 with bytes that are none',
    Buffer.concat([Buffer.from(lines(header, visit)), bytes(0xff, 0xff, 0x0d, 0x0a)]),
    {
      code: 'UNKNOWN_ENCODING',
      line: 3,
      sentence: /^, line 3: the line holds bytes that are no UTF-8, .*; save the sheet as CSV in UTF-8 .*$/,
    },
  ],
  [
    'a workbook that breaks off',
    Buffer.from('504b0304140006000800000021ff', 'hex'),
    {
      code: 'BROKEN_WORKBOOK',
      line: null,
      sentence: /^: the workbook is cut off or damaged \(.*\); save it again and import the whole file$/,
    },
  ],
  [
    'an old workbook',
    Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
    {
      code: 'WRONG_FORMAT',
      line: null,
      sentence: /^: this is an old workbook \(\.xls\); save it as \.xlsx .*$/,
    },
  ],
  [
    'a picture',
    bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d),
    { code: 'UNKNOWN_ENCODING', line: null, sentence: /^: this is neither UTF-8 nor GB18030 text; .*$/ },
  ],
  [
    'a quotation mark that is never closed',
    lines(header, visit, '"驿-2,驿站服务', visit),
    {
      code: 'BROKEN_CSV',
      line: 3,
      sentence: /^, line 3: a quotation mark that opens on this line is never closed$/,
    },
  ],
];

/** Writes a sheet whose third line has the given size (in MB) and no line end. */
export const overlongSheet = async (folder: string, megabytes: number): Promise<string> => {
  const file = join(folder, 'overlong.csv');
  const stream = createWriteStream(file);
  stream.write(lines(header, visit));
  const chunk = 'x'.repeat(1_000_000);
  for (let written = 0; written < megabytes; written += 1) {
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return file;
};

export const badFile = (folder: string, what: string, content: string | Buffer): string => {
  const file = join(folder, `${what}.csv`);
  writeFileSync(file, content);
  return file;
};

export const folderNamedLikeASheet = (folder: string): string => {
  const path = join(folder, 'folder.csv');
  mkdirSync(path);
  return path;
};
