import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Cells } from '../../support/sheets.js';
import { readableIn, type Secrets } from '../../support/text-dresses.js';
import type { Place } from './place.js';
import type { Server, Stage } from './stage.js';

/** Texts that identify a person. Each is unique, so that a search shows which one was stored unencrypted. */
export const secrets = {
  'a name': '欧阳靖宇',
  'a name of a sheet': '令狐远山',
  'a name that is refused': '司马晴川',
  'a membership number': 'RG-XYZZY-77001',
  'a membership number of a sheet': 'RG-XYZZY-77002',
  'a national id': '33060219900101773X',
  'a phone number': '13957517733',
  'a place': '镜湖南岸小屋',
  'a place of a sheet': '迪荡湖东门口',
  'a note': '左膝旧伤复发',
  'a note of a sheet': '血压偏高复查',
  'a reason': '本人要求撤回登记',
  'the name of a file': '皇甫长歌的体检',
  'the name of a worksheet': '慕容秋白体检表',
  'a mapping': '端木春华的登记表',
  'a cell that is no date': '诸葛青云十三日',
  'a cell that is no kind': '给上官婉清送药',
  'a cell that is no district': '百里长风家旁边',
  'a cell that is no amount': '公孙一鸣欠款',
  'a cell that is no count': '钟离小雨两次',
  'a cell that is no sex': '轩辕若水女士吧',
  'a cell that is no session': 'CC-XYZZY-88',
  'a cell of a line that is broken': '宇文清扬住院',
  'a header that is not known': '东方朔日电话',
  'a row of a killed dry run': '南宫飞燕',
} as const;

/** Text that identifies nobody and may be stored unencrypted. */
export const notPersonal = { 'an employer': '闪送绍兴迪荡站' };

export const plainRow: Cells = { kind: '技能培训', district: '330602', date: '2024-03-01', headcount: '1' };
export const markedPerson: Cells = {
  membership: secrets['a membership number of a sheet'],
  name: secrets['a name of a sheet'],
  place: secrets['a place of a sheet'],
  note: secrets['a note of a sheet'],
  employer: notPersonal['an employer'],
};

/** One accepted row, and rows that are refused for all kinds of reasons whose messages repeat text of a cell. */
export const markedRows: readonly Cells[] = [
  { reference: 'Q-1', ...plainRow, ...markedPerson },
  { reference: 'Q-1', ...plainRow, ...markedPerson },
  { reference: 'Q-1', ...plainRow, ...markedPerson, note: 'another' },
  { reference: 'Q-2', ...plainRow, ...markedPerson, name: secrets['a name that is refused'] },
  { reference: 'Q-3', ...plainRow, ...markedPerson, date: secrets['a cell that is no date'] },
  { reference: 'Q-4', ...plainRow, date: secrets['a cell that is no date'] },
  { reference: 'Q-5', ...plainRow, kind: secrets['a cell that is no kind'] },
  { reference: 'Q-6', ...plainRow, district: secrets['a cell that is no district'] },
  { reference: 'Q-7', ...plainRow, amount: secrets['a cell that is no amount'] },
  { reference: 'Q-8', ...plainRow, headcount: secrets['a cell that is no count'] },
  { reference: 'Q-9', ...plainRow, ...markedPerson, sex: secrets['a cell that is no sex'] },
  { reference: 'Q-10', ...plainRow, ...markedPerson, session: secrets['a cell that is no session'] },
  { reference: '', ...plainRow, ...markedPerson },
  {
    reference: 'Q-11',
    ...plainRow,
    note: `${secrets['a cell of a line that is broken']}\nQ-12${','.repeat(20)}`,
  },
];
export const codesOfMarkedRows = [
  ...[
    'DUPLICATE',
    'REF_REUSED',
    'PERSON_DIFFERS',
    'BAD_DATE',
    'BAD_DATE',
    'UNKNOWN_KIND',
    'UNKNOWN_DISTRICT',
  ],
  ...['BAD_AMOUNT', 'BAD_COUNT', 'BAD_SEX', 'UNKNOWN_SESSION', 'MISSING_REF', 'BROKEN_ROW', 'BROKEN_ROW'],
];

export const markedFile = `${secrets['the name of a file']}.csv`;

/** A place with a separate folder for temporary files, and the environment that makes its processes use it. */
export const placeWithTemporaries = (
  stage: Stage,
): Readonly<{ place: Place; temporary: string; more: Readonly<Record<string, string>> }> => {
  const place = stage.place();
  const temporary = join(place.root, 'tmp');
  mkdirSync(temporary);
  return { place, temporary, more: { NODE_ENV: 'production', LOG_LEVEL: 'debug', TMPDIR: temporary } };
};

/** The files below a folder with their content. Files that are deleted during the search are left out. */
export const filesIn = (folder: string): readonly (readonly [name: string, content: Buffer])[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    try {
      const path = join(folder, name);
      return statSync(path).isFile() ? [[name, readFileSync(path)] as const] : [];
    } catch {
      return [];
    }
  });

type Found = readonly (readonly [file: string, what: string, dress: string])[];

/**
 * Searches for texts in the names and bytes of all files of a place and in the output of processes. Returns each match.
 */
export const readableAt = (place: Place, texts: Secrets, ...processes: readonly Server[]): Found => [
  ...filesIn(place.root).flatMap(([name, content]) =>
    readableIn(Buffer.concat([Buffer.from(`${name}\n`), content]), texts).map(
      ([what, dress]) => [name, what, dress] as const,
    ),
  ),
  ...processes.flatMap(({ process }) =>
    readableIn(Buffer.from(process.stdout + process.stderr), texts).map(
      ([what, dress]) => ['what it said', what, dress] as const,
    ),
  ),
];
