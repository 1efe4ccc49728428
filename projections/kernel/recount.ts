import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Counts } from '@ledger/schema/events/values.js';
import type { Document } from '../ports/document-store.js';
import { printOf, printOfBytes } from './recounted-people.js';

/** A document or bucket whose figures differ from the sum of its events: its key, and the difference in words. */
export type Miscounted = Readonly<{ key: string; how: string }>;

/**
 * Adds up the events of a view independently and compares the sums with the documents: every measure, and the people
 * by a fingerprint. It shares no code with the folds, because an error in a fold would then repeat itself. It uses
 * bigints and is not fast.
 */
export interface Recount {
  /** Takes an event that the view has folded. */
  take(past: Recorded): void;
  /** Takes a document of the view. Call it only after all events have been taken. */
  see(doc: Document): void;
  miscounted(): readonly Miscounted[];
}

const measures = ['acts', 'headcount', 'sessions', 'minutes', 'items', 'amountFen', 'paidFen'] as const;
type Measure = (typeof measures)[number];
/** Sums of a bucket. `people` is a fingerprint of its workers with the acts of each. */
type Sums = Record<Measure | 'people', bigint>;

/** A signed line of an event: counts with the kind, district and day under which they are added. */
type Line = Readonly<{ kind: string; district: string; on: string; worker?: unknown; counts: Counts }>;

const has = <K extends string>(value: unknown, key: K): value is Readonly<Record<K, unknown>> =>
  typeof value === 'object' && value !== null && key in value;

const isCounts = (value: unknown): value is Counts =>
  measures.every((measure) => has(value, measure) && typeof value[measure] === 'number');

const isText = <K extends string>(value: unknown, key: K): value is Readonly<Record<K, string>> =>
  has(value, key) && typeof value[key] === 'string';

const isLine = (value: unknown): value is Line =>
  has(value, 'counts') &&
  isCounts(value.counts) &&
  isText(value, 'kind') &&
  isText(value, 'district') &&
  isText(value, 'on');

/** The lines in the data of an event: the data itself, `entry` and `undone`, if they have the fields of a line. */
const linesIn = (data: unknown): readonly Line[] =>
  [data, has(data, 'entry') ? data.entry : null, has(data, 'undone') ? data.undone : null].filter(isLine);

/** The district under which the headcount of an attendance is added: that of its session. */
const heldIn = (data: unknown, { district }: Line): string =>
  isText(data, 'heldIn') ? data.heldIn : district;

const hoursAhead = 8;
const msPerHour = 3_600_000;

/**
 * The month of an instant in Asia/Shanghai. The offset of eight hours is fixed, because China has had no daylight
 * saving time since 1992.
 */
const recordedIn = (at: string): string =>
  new Date(Date.parse(at) + hoursAhead * msPerHour).toISOString().slice(0, 'YYYY-MM'.length);

const nothing = (): Sums => ({
  acts: 0n,
  headcount: 0n,
  sessions: 0n,
  minutes: 0n,
  items: 0n,
  amountFen: 0n,
  paidFen: 0n,
  people: 0n,
});

const wholeNumber = (value: unknown): bigint =>
  typeof value === 'number' || typeof value === 'string' ? BigInt(value) : 0n;

/** The people of a bucket, in its bytes, or the one worker of a line. */
const peopleOf = ({ people, worker, acts }: Document): bigint => {
  if (people instanceof Uint8Array) return printOfBytes(people);
  return typeof worker === 'number' && typeof acts === 'number' ? printOf(worker, acts) : 0n;
};

/** What differs between the documents of a bucket and its events, in words. */
const differencesOf = (kept: Sums, said: Sums): readonly string[] => [
  ...measures
    .filter((measure) => said[measure] !== kept[measure])
    .map(
      (measure) =>
        `${measure} is ${String(kept[measure])}, but the events add up to ${String(said[measure])}`,
    ),
  ...(said.people === kept.people ? [] : ['the people are not those of the events']),
];

class Buckets {
  private readonly sums = new Map<string, Sums>();

  get keys(): readonly string[] {
    return [...this.sums.keys()];
  }

  of(key: string): Sums {
    const known = this.sums.get(key);
    if (known !== undefined) return known;
    const none = nothing();
    this.sums.set(key, none);
    return none;
  }
}

const keyOf = (parts: readonly unknown[]): string => parts.map(String).join('|');

class BucketRecount implements Recount {
  private readonly said = new Buckets();
  private readonly kept = new Buckets();

  take({ event, origin }: Recorded): void {
    const recorded = recordedIn(origin.at);
    for (const line of linesIn(event.data)) {
      const { kind, on, counts } = line;
      const bucketIn = (district: string): Sums =>
        this.said.of(keyOf([district, kind, on.slice(0, 'YYYY-MM'.length), recorded]));
      for (const measure of measures) {
        const district = measure === 'headcount' ? heldIn(event.data, line) : line.district;
        if (counts[measure] !== 0) bucketIn(district)[measure] += BigInt(counts[measure]);
      }
      if (typeof line.worker === 'number' && counts.acts !== 0)
        bucketIn(line.district).people += printOf(line.worker, counts.acts);
    }
  }

  see(doc: Document): void {
    const sums = this.kept.of(keyOf([doc['district'], doc['kind'], doc['month'], doc['recorded']]));
    for (const measure of measures) sums[measure] += wholeNumber(doc[measure]);
    sums.people += peopleOf(doc);
  }

  miscounted(): readonly Miscounted[] {
    return [...new Set([...this.said.keys, ...this.kept.keys])].flatMap((key) => {
      const how = differencesOf(this.kept.of(key), this.said.of(key));
      return how.length === 0 ? [] : [{ key, how: how.join('; ') }];
    });
  }
}

/** The recount of a view whose documents are sums per district, kind, month of the act and month of recording. */
export const bucketRecount = (): Recount => new BucketRecount();
