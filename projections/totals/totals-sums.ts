import { plus, type Exact } from '@ledger/ledger/kernel/exact-sums.js';
import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { mostWritten } from '@ledger/ledger/kernel/most-written.js';
import { isEverybody, type TotalsScope, type WhomFilter } from '../reading/totals-scope.js';
import type { SumGroup } from '../ports/document-store.js';
import { totalsMeasures } from './totals-document.js';
import { facetsIn, type FacetLine, type Whom } from './facets-blob.js';
import type { PeopleBlob } from './people-blob.js';
import {
  fieldsOf,
  isFacet,
  isOpen,
  restRow,
  rowOfGroup,
  rowOfLine,
  valueRow,
  type Facet,
  type RowName,
  type TotalsBy,
} from './totals-splits.js';

/** A row while it is added up: its measures in the order of `totalsMeasures`, and the people of each of its buckets. */
export type Part = Readonly<{ name: RowName; sums: Exact[]; people: PeopleBlob[] }>;

/** Maps all spellings of a value to the same text. */
type FormOf = (value: string) => string;

const asItIs: FormOf = (value) => value;

/** The canonical form of employers, with a cache. */
const employerForms = (): FormOf => {
  const known = new Map<string, string>();
  return (employer) => {
    const form = known.get(employer) ?? canonicalText(employer);
    known.set(employer, form);
    return form;
  };
};

class Parts {
  private readonly parts = new Map<string, Part>();
  /** The number of acts per spelling of each row. */
  private readonly spellings = new Map<string, Map<string, number>>();

  constructor(private readonly formOf: FormOf = asItIs) {}

  /**
   * The row of this name or of another spelling of it. `acts` is the number of acts that the caller adds to it; it
   * decides which spelling is shown.
   */
  of(name: RowName, acts = 0): Part {
    const key = name.key === null ? name.status : `value ${this.formOf(name.key)}`;
    if (name.key !== null && this.formOf !== asItIs) this.write(key, name.key, acts);
    const known = this.parts.get(key);
    if (known !== undefined) return known;
    const part = { name, sums: totalsMeasures.map(() => 0), people: [] };
    this.parts.set(key, part);
    return part;
  }

  /** All rows, each with the spelling that most of its acts have. */
  all(): readonly Part[] {
    return [...this.parts].map(([key, part]) => {
      const spellings = this.spellings.get(key);
      return spellings === undefined ? part : { ...part, name: valueRow(mostWritten(spellings)) };
    });
  }

  private write(key: string, spelling: string, acts: number): void {
    const spellings = this.spellings.get(key) ?? new Map<string, number>();
    spellings.set(spelling, (spellings.get(spelling) ?? 0) + acts);
    this.spellings.set(key, spellings);
  }
}

const add = ({ sums }: Part, more: readonly Exact[]): void => {
  for (const [index, value] of more.entries()) sums[index] = plus(sums[index] ?? 0, value);
};

type Matches = (whom: Whom) => boolean;

const anyOf = (
  asked: readonly (string | null)[] | null,
  formOf = asItIs,
): ((value: string | null) => boolean) => {
  if (asked === null) return () => true;
  const form = (value: string | null): string | null => (value === null ? null : formOf(value));
  const values = new Set(asked.map(form));
  return (value) => values.has(form(value));
};

/** Whether a line is about persons that match the filter of the query. */
const matching = ({ sex, occupation, employer, named }: WhomFilter, formOf: FormOf): Matches => {
  const [isSex, isOccupation, isEmployer] = [anyOf(sex), anyOf(occupation), anyOf(employer, formOf)];
  return (whom) =>
    (named === null || named === whom.named) &&
    isSex(whom.sex) &&
    isOccupation(whom.occupation) &&
    isEmployer(whom.employer);
};

const valueOf = (by: TotalsBy, { by: group }: SumGroup): string => String(group[fieldsOf(by)[0] ?? '']);

/** Adds up rows from whole buckets. A bucket is the stored sum of one district, kind and month. */
const addBuckets = (
  by: Exclude<TotalsBy, Facet>,
  scope: TotalsScope,
  groups: readonly SumGroup[],
): readonly Part[] => {
  const parts = new Parts();
  for (const group of groups) {
    const part = parts.of(rowOfGroup(by, scope, valueOf(by, group)));
    add(
      part,
      totalsMeasures.map((measure) => group.sums[measure] ?? 0),
    );
    for (const blob of group.bytes) part.people.push(blob);
  }
  return parts.all();
};

const linesIn = function* ({ bytes }: SumGroup): Iterable<FacetLine> {
  for (const blob of bytes) yield* facetsIn(blob);
};

const addLine = (part: Part, { counts, people }: FacetLine): void => {
  add(part, counts);
  if (people.length > 0) part.people.push(people);
};

/** Adds up rows from the lines inside the buckets. Only lines about persons that match the query are counted. */
const addLines = (by: TotalsBy, scope: TotalsScope, groups: readonly SumGroup[]): readonly Part[] => {
  const formOf = employerForms();
  const parts = new Parts(by === 'employer' ? formOf : asItIs);
  const matches = matching(scope.whom, formOf);
  for (const group of groups) {
    const rowOf = isFacet(by)
      ? (whom: Whom) => rowOfLine(by, whom)
      : () => rowOfGroup(by, scope, valueOf(by, group));
    for (const line of linesIn(group)) {
      if (matches(line.whom)) addLine(parts.of(rowOf(line.whom), Number(line.counts[0])), line);
    }
  }
  return parts.all();
};

/** Whether the totals need the lines inside the buckets, because they are split or filtered by person. */
export const needsLines = (by: TotalsBy, { whom }: TotalsScope): boolean => isFacet(by) || !isEverybody(whom);

/** The rows of a split, in no particular order. */
export const addedUp = (by: TotalsBy, scope: TotalsScope, groups: readonly SumGroup[]): readonly Part[] =>
  isFacet(by) || !isEverybody(scope.whom) ? addLines(by, scope, groups) : addBuckets(by, scope, groups);

const isEmpty = ({ sums }: Part): boolean => sums.every((sum) => sum === 0);

const statuses = ['all', 'value', 'not-stated', 'not-named', 'rest'];

/**
 * The display order of rows: rows of a value first, then the others (such as “not stated”). Occupations and employers
 * are ordered by acts and headcount, the largest first; other values by their text.
 */
const inOrder =
  (by: TotalsBy) =>
  (a: Part, b: Part): number => {
    const status = statuses.indexOf(a.name.status) - statuses.indexOf(b.name.status);
    if (status !== 0) return status;
    const bySize = (index: number): number => Number(b.sums[index] ?? 0) - Number(a.sums[index] ?? 0);
    const size = isOpen(by) ? bySize(0) || bySize(1) : 0;
    return size || ((a.name.key ?? '') < (b.name.key ?? '') ? -1 : 1);
  };

/** All parts added up to one `rest` row. */
const united = (parts: readonly Part[]): Part => {
  const whole: Part = {
    name: restRow(parts.flatMap(({ name }) => name.key ?? [])),
    sums: totalsMeasures.map(() => 0),
    people: parts.flatMap(({ people }) => people),
  };
  for (const part of parts) add(whole, part.sums);
  return whole;
};

/**
 * The non-empty parts in display order. Of occupations or employers, at most `top` have a row of their own; all others
 * are added up to a last row (`rest`).
 */
export const ranked = (by: TotalsBy, parts: readonly Part[], top: number | null): readonly Part[] => {
  const sorted = parts.filter((part) => !isEmpty(part)).toSorted(inOrder(by));
  const values = sorted.filter(({ name }) => name.status === 'value');
  if (!isOpen(by) || top === null || values.length <= top) return sorted;
  const unknown = sorted.filter(({ name }) => name.status !== 'value');
  return [...values.slice(0, top), ...unknown, united(values.slice(top))];
};
