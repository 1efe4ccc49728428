import { plusWritten } from '@ledger/ledger/kernel/exact-sums.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import type { Entry } from '@ledger/schema/events/values.js';
import { countingEvents, linesOf, recordedMonth, type CountingEvent } from '../kernel/count-lines.js';
import type { Projection } from '../kernel/projection.js';
import { totalsMeasures, type TotalsDocument } from './totals-document.js';
import { noFacets, withEntry } from './facets-blob.js';
import { nobody, withActs } from './people-blob.js';

const keyOf = ({ district, kind, on }: Entry, recorded: string): string =>
  `${district}|${kind}|${on.slice(0, 7)}|${recorded}`;

const emptyBucket = ({ district, kind, on }: Entry, recorded: string): TotalsDocument => ({
  district,
  kind,
  month: on.slice(0, 7),
  recorded,
  acts: 0,
  headcount: 0,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 0,
  paidFen: 0,
  people: nobody,
  facets: noFacets,
});

/** Copies field by field, because a spread is several times slower and this runs for every line of every act. */
const plus = (bucket: TotalsDocument, line: Entry): TotalsDocument => {
  const { worker, counts } = line;
  const { district, kind, month, recorded } = bucket;
  return {
    district,
    kind,
    month,
    recorded,
    acts: plusWritten(bucket.acts, counts.acts),
    headcount: plusWritten(bucket.headcount, counts.headcount),
    sessions: plusWritten(bucket.sessions, counts.sessions),
    minutes: plusWritten(bucket.minutes, counts.minutes),
    items: plusWritten(bucket.items, counts.items),
    amountFen: plusWritten(bucket.amountFen, counts.amountFen),
    paidFen: plusWritten(bucket.paidFen, counts.paidFen),
    people: worker === null ? bucket.people : withActs(bucket.people, worker, counts.acts),
    facets: withEntry(bucket.facets, line),
  };
};

const keysOf = (past: Recorded<CountingEvent>): readonly string[] => {
  const recorded = recordedMonth(past);
  const [first, ...others] = linesOf(past.event);
  if (first === undefined) return [];
  const key = keyOf(first, recorded);
  return others.length === 0 ? [key] : [...new Set([key, ...others.map((line) => keyOf(line, recorded))])];
};

const fold = (
  doc: TotalsDocument | null,
  past: Recorded<CountingEvent>,
  key: string,
): TotalsDocument | null => {
  const recorded = recordedMonth(past);
  let bucket = doc;
  for (const line of linesOf(past.event)) {
    if (keyOf(line, recorded) === key) bucket = plus(bucket ?? emptyBucket(line, recorded), line);
  }
  return bucket;
};

/** The view of totals, with one document per district, kind, month of the acts and month of recording. */
export const totals: Projection<TotalsDocument, CountingEvent> = {
  name: 'totals',
  version: 3,
  readable: [],
  types: countingEvents,
  keysOf,
  opens: () => false,
  fold,
  shape: {
    fields: { district: 'text', kind: 'text', month: 'text', recorded: 'text' },
    indexes: { byDistrict: ['district', 'month', 'kind'] },
    measures: totalsMeasures,
    bytes: ['people', 'facets'],
  },
};
