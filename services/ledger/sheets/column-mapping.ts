import { cleaned } from '../kernel/plain-text.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import * as z from 'zod';
import { messageOf } from '../kernel/error-message.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import { sheetFault, type SheetFault } from '../ports/sheet-fault.js';
import type { SheetProblem } from '../ports/sheet-problems.js';
import { columnNamed, columnNames, type Column } from './column-names.js';
import { dateFormat, type DateFormat } from './date-formats.js';

/** How a sheet with other columns and words is translated to the standard format (column-names.ts). */
export type Mapping = Readonly<{
  /** Name of the column in the sheet → column of the standard format. */
  columns: ReadonlyMap<string, Column>;
  /** Names of columns in the sheet that are not read. */
  ignored: ReadonlySet<string>;
  /** Columns whose cell is the same in every row, with its text. */
  constants: ReadonlyMap<Column, string>;
  /** Column → word in the sheet → word of the standard format. */
  words: ReadonlyMap<Column, ReadonlyMap<string, string>>;
  dates: readonly DateFormat[];
  amountsIn: 'yuan' | 'fen';
}>;

/** The longest mapping file, in characters. */
export const mappingCharsMax = 256 * 1024;

const texts = z.record(z.string(), z.string());
const shape = z.strictObject({
  columns: texts.default({}),
  ignored: z.array(z.string()).default([]),
  constants: texts.default({}),
  kinds: texts.default({}),
  words: z.record(z.string(), texts).default({}),
  dates: z.array(z.string()).default([]),
  amountsIn: z.enum(['yuan', 'fen']).default('yuan'),
});
type WrittenMapping = z.infer<typeof shape>;

/** Reads the parts of a mapping file. Each fault names the part that is wrong. */
class MappingReader {
  constructor(
    private readonly file: string,
    private readonly catalogue: Catalogue,
  ) {}

  /** A fault of the mapping file. The fact `place` is the path of the wrong part in the file. */
  fault(problem: SheetProblem, facts: RefusalDetails): SheetFault {
    return sheetFault(problem, { file: this.file, line: null }, facts);
  }

  shapeOf(text: string): WrittenMapping {
    if (text.length > mappingCharsMax) throw this.fault('longMapping', { max: mappingCharsMax });
    const read = shape.safeParse(this.json(text));
    if (read.success) return read.data;
    const [{ path, message: why } = { path: [], message: read.error.message }] = read.error.issues;
    const place = path.join('.');
    throw place === '' ? this.fault('wrongMapping', { why }) : this.fault('wrongMappingPart', { place, why });
  }

  private json(text: string): unknown {
    try {
      return JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch (error) {
      throw this.fault('noJsonMapping', { why: messageOf(error) });
    }
  }

  column(path: string, name: string): Column {
    const column = columnNamed(name);
    if (column !== null) return column;
    const fields = Object.values(columnNames).join(' ');
    throw this.fault('unknownField', { place: path, field: name, fields });
  }

  columns(written: WrittenMapping['columns']): Mapping['columns'] {
    const columns = new Map<string, Column>();
    for (const [name, field] of Object.entries(written)) {
      const path = `columns.${name}`;
      const column = this.column(path, field);
      const other = [...columns].find(([, known]) => known === column);
      if (other !== undefined) throw this.fault('fieldMappedTwice', { place: path, field, column: other[0] });
      if (columns.has(name.trim())) throw this.fault('columnMappedTwice', { place: path, column: name });
      columns.set(name.trim(), column);
    }
    return columns;
  }

  constants(written: WrittenMapping['constants'], columns: Mapping['columns']): Mapping['constants'] {
    const constants = new Map<Column, string>();
    for (const [field, text] of Object.entries(written)) {
      const path = `constants.${field}`;
      const column = this.column(path, field);
      const other = [...columns].find(([, known]) => known === column);
      if (other !== undefined) throw this.fault('fieldMappedTwice', { place: path, field, column: other[0] });
      if (column === 'reference') throw this.fault('constantReference', { place: path, field });
      constants.set(column, column === 'kind' ? this.kind(path, text) : cleaned(text));
    }
    return constants;
  }

  words({ words: written, kinds }: WrittenMapping): Mapping['words'] {
    const all = new Map<Column, ReadonlyMap<string, string>>();
    for (const [field, meanings] of Object.entries(written)) {
      const column = this.column(`words.${field}`, field);
      if (column === 'kind') throw this.fault('kindsAmongWords', { place: `words.${field}` });
      const words = Object.entries(meanings).map(
        ([word, meaning]) => [cleaned(word), cleaned(meaning)] as const,
      );
      all.set(column, new Map(words));
    }
    const names = Object.entries(kinds).map(
      ([name, code]) => [cleaned(name), this.kind(`kinds.${name}`, code)] as const,
    );
    return all.set('kind', new Map(names));
  }

  /** The name of a kind that is written as code or Chinese name. */
  private kind(place: string, word: string): string {
    const kind = this.catalogue.kindNamed(cleaned(word));
    if (kind !== undefined) return kind.zh;
    const kinds = this.catalogue.kinds.map(({ zh, code }) => `${zh} (${code})`).join(', ');
    throw this.fault('unknownKind', { place, kind: word, kinds });
  }

  dates(written: WrittenMapping['dates']): Mapping['dates'] {
    const formats: DateFormat[] = [];
    for (const [index, pattern] of written.entries()) {
      const path = `dates.${String(index)}`;
      const format = dateFormat(pattern);
      if (format === null) throw this.fault('unknownDateFormat', { place: path, pattern });
      const same = formats.findIndex((each) => each.shape === format.shape);
      if (same >= 0) throw this.fault('sameDateFormat', { place: path, pattern, other: written[same] ?? '' });
      formats.push(format);
    }
    return formats;
  }
}

/**
 * Reads a mapping file (JSON; its format is described in `services/README.md`). `file` is the name that the user gave. Throws
 * SheetFault with the place in the file: BAD_MAPPING, MAPPING_CLASH, MAPPING_UNKNOWN_FIELD or MAPPING_UNKNOWN_KIND.
 * Whether the sheet has the mapped columns is checked later, when the sheet is read.
 */
export const readMapping = (file: string, text: string, catalogue: Catalogue): Mapping => {
  const reader = new MappingReader(file, catalogue);
  const written = reader.shapeOf(text);
  const columns = reader.columns(written.columns);
  const constants = reader.constants(written.constants, columns);
  const ignored = new Set(written.ignored.map((name) => name.trim()));
  const torn = [...columns.keys()].find((name) => ignored.has(name));
  if (torn !== undefined) throw reader.fault('ignoredMapped', { place: 'ignored', column: torn });
  return {
    columns,
    ignored,
    constants,
    words: reader.words(written),
    dates: reader.dates(written.dates),
    amountsIn: written.amountsIn,
  };
};
