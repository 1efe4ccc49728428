import { byName, columnNames, type Column } from './column-names.js';
import { isFigure, type Figure } from './figures.js';

/** Heads are short. A longer text is a sentence. */
const headCharsMax = 60;

/** The units that a head may name after the name of a figure. Other units, such as 万元, mean another number. */
const units: Readonly<Record<Figure, readonly string[]>> = {
  headcount: ['人', '人次', '名'],
  sessions: ['场', '次', '场次'],
  hours: ['小时', '课时', '学时', '时', 'h'],
  items: ['份', '件', '个', '套'],
  amount: ['元', '人民币', '人民币元', 'RMB', 'CNY', '¥', '单位:元', '单位元'],
};

/** Remarks that say nothing about the unit of a figure. */
const harmless: ReadonlySet<string> = new Set(['必填', '必填项', '选填', '可选', '可空', '数字', '整数']);

/** Heads with a unit that is not in brackets: `金额/元`, `金额元`. */
const withUnit: ReadonlyMap<string, Column> = new Map(
  Object.entries(units).flatMap(([column, words]) =>
    isFigure(column)
      ? words.flatMap((unit) =>
          ['', '/', ':'].map((joint) => [`${columnNames[column]}${joint}${unit}`, column] as const),
        )
      : [],
  ),
);

/** A head without spaces, line breaks and the marks of a required column, in characters of normal width. */
export const squeezed = (head: string): string =>
  head
    .normalize('NFKC')
    .replaceAll(/[\s*※\u200B\uFEFF]/gu, '')
    .replace(/:$/, '');

const bracketed = /\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/gu;

const isAdditionOf = (column: Column, addition: string): boolean =>
  !isFigure(column) || harmless.has(addition) || units[column].includes(addition);

/**
 * The column of the standard format that a head names, with what offices add: `金额（元）`, `姓 名`, `*日期`, line breaks.
 * Null if it names none, or a figure in another unit.
 */
export const columnOfHead = (head: string): Column | null => {
  const exact = byName.get(head);
  if (exact !== undefined) return exact;
  if (head.length > headCharsMax) return null;
  const whole = squeezed(head);
  const name = whole.replaceAll(bracketed, '').replace(/:$/, '');
  const column = byName.get(name) ?? withUnit.get(name) ?? null;
  if (column === null) return null;
  const additions = whole.match(bracketed) ?? [];
  return additions.every((each) => isAdditionOf(column, each.slice(1, -1))) ? column : null;
};
