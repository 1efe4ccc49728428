import { bulkRows } from './bulk.js';
import { emmettRows } from './emmett.js';
import { eventLogRows } from './event-log.js';
import { importRows } from './import.js';
import type { Row } from './measure.js';
import { seasonRows } from './season/bench.js';

/** Rows that are measured together, in a process of their own. `folder` is shared by all benches of one run. */
export type Bench = Readonly<{
  /** `npm run bench -- NAME` runs it alone. */
  name: string;
  run: (folder: string) => Promise<readonly Row[]>;
}>;

/** Every bench, in the order in which they run and stand in the results. */
export const benches: readonly Bench[] = [
  { name: 'append', run: eventLogRows },
  { name: 'bulk', run: bulkRows },
  { name: 'emmett', run: emmettRows },
  { name: 'season', run: seasonRows },
  { name: 'sample', run: importRows },
];
