import { readFileSync } from 'node:fs';
import { sheets, type Sheet } from './sample.js';
import type { Measures } from './wire.js';

/**
 * A simple second reader of the sample, independent of the project's code. It reads whole files character by character
 * and returns only rows that are known to be accepted, so that it needs no rules for refusals.
 */

/** An accepted row of the sample. */
export type Row = Readonly<{
  kind: string;
  district: string;
  /** Date of the act, `YYYY-MM-DD`. */
  on: string;
  membership: string;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: number;
}>;

const kindCodes: Readonly<Record<string, string>> = {
  免费体检: 'health-check',
  两癌筛查: 'cancer-screening',
  医疗互助参保: 'medical-mutual-aid-enrolment',
  医疗互助报销: 'medical-mutual-aid-payout',
  生育互助金: 'maternity-mutual-aid-payout',
  学历技能提升补助: 'education-subsidy',
  困难帮扶: 'hardship-relief',
  慰问金: 'condolence-payment',
  转岗再就业培训: 'retraining',
  再就业: 're-employment',
  技能培训: 'skills-training',
  免费课程: 'free-course',
  证书: 'certificate',
  急救员证书: 'first-aid-certificate',
  技能竞赛: 'skills-contest',
  法律咨询: 'legal-consultation',
  法律服务: 'legal-case',
  维权: 'rights-case',
  劳动争议调解: 'dispute-mediation',
  维权热线: 'hotline-case',
  普法讲座: 'legal-lecture',
  驿站服务: 'station-visit',
  慰问品: 'comfort-parcel',
  驿站活动: 'station-event',
  户外劳动者日: 'outdoor-workers-day',
  趣味运动会: 'sports-day',
  文体活动: 'sports-event',
  年夜饭: 'new-year-dinner',
  疗休养: 'recuperation',
  爱心托班: 'childcare-class',
  交友活动: 'social-event',
};

/** All kinds as pairs of Chinese name and code, in the order of the sheet standard. */
export const kinds: readonly (readonly [zh: string, code: string])[] = Object.entries(kindCodes);

const textOf = (file: string): string => {
  const bytes = readFileSync(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
};

type Fields = Readonly<{ line: number; fields: readonly string[] }>;

/** The records of a CSV text, each with the number of its first line. */
const recordsOf = (text: string): readonly Fields[] => {
  const records: Fields[] = [];
  let [line, start, field, quoted]: [number, number, string, boolean] = [1, 1, '', false];
  let fields: string[] = [];
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      fields.push(field);
      field = '';
    } else if (character === '\n' && !quoted) {
      records.push({ line: start, fields: [...fields, field] });
      [fields, field, start] = [[], '', line + 1];
    } else field += character;
    if (character === '\n') line += 1;
  }
  return field === '' && fields.length === 0
    ? records
    : [...records, { line: start, fields: [...fields, field] }];
};

const plain = (text: string): string =>
  text
    .replaceAll(/[０-９．，－／]/g, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0))
    .replaceAll(/[\s　]/g, '');

const dayOf = (text: string): string => {
  const [year = '', month = '', day = ''] = plain(text).match(/\d+/g) ?? [];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};

const numberOf = (text: string): number => Number(plain(text).replaceAll(/[¥￥,]/g, ''));

const rowOf = (fields: readonly string[]): Row => {
  const cell = (index: number): string => (fields[index] ?? '').trim();
  return {
    kind: kindCodes[cell(1)] ?? cell(1),
    district: cell(2),
    on: dayOf(cell(4)),
    membership: cell(6),
    headcount: numberOf(cell(11)),
    sessions: numberOf(cell(12)),
    minutes: Math.round(numberOf(cell(13)) * 60),
    items: numberOf(cell(14)),
    amountFen: Math.round(numberOf(cell(15)) * 100),
  };
};

const acceptedOf = ({ file, rejected }: Sheet): readonly Row[] => {
  const lines = new Set(rejected.map(({ row }) => row));
  return recordsOf(textOf(file))
    .slice(1)
    .filter(({ line, fields }) => !lines.has(line) && fields.join('').trim() !== '')
    .map(({ fields }) => rowOf(fields));
};

/** All accepted rows of the sample. */
export const acceptedRows: readonly Row[] = sheets.flatMap(acceptedOf);

const disputed = new Set(['dispute-mediation', 'hotline-case']);

const sumOf = (rows: readonly Row[], number: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + number(row), 0);

/**
 * The totals that these rows must give. In the sample, a session row with attendance rows has no headcount of its own,
 * so a plain sum counts nobody twice.
 */
export const measuresOf = (rows: readonly Row[]): Measures => ({
  acts: rows.length,
  headcount: sumOf(rows, ({ headcount }) => headcount),
  people: new Set(rows.map(({ membership }) => membership).filter((each) => each !== '')).size,
  sessions: sumOf(rows, ({ sessions }) => sessions),
  hours: sumOf(rows, ({ minutes }) => minutes) / 60,
  items: sumOf(rows, ({ items }) => items),
  amountFen: sumOf(rows, ({ amountFen }) => amountFen),
  paidFen: sumOf(rows, ({ kind, amountFen }) => (disputed.has(kind) ? 0 : amountFen)),
});

/** The rows of a district and the districts below it, from one month to another (both included, `YYYY-MM`). */
export const rowsIn = (district: string, from: string, to: string): readonly Row[] => {
  const prefix = district === '100000' ? '' : district.replace(/(00)+$/, '');
  return acceptedRows.filter(
    (row) => row.district.startsWith(prefix) && row.on.slice(0, 7) >= from && row.on.slice(0, 7) <= to,
  );
};

/** Groups the rows by a key and returns the measures of each group, sorted by key. */
export const measuresBy = (
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): readonly (readonly [key: string, measures: Measures])[] => {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) byKey.set(keyOf(row), [...(byKey.get(keyOf(row)) ?? []), row]);
  return [...byKey]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => [key, measuresOf(members)]);
};
