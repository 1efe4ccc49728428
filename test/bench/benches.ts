import { bulkRows } from './bulk.js';
import { emmettRows } from './emmett.js';
import { eventLogRows } from './event-log.js';
import { importRows } from './import.js';
import { mutationRows } from './http/mutations.js';
import { holdRows } from './http/sheets-hold.js';
import type { Row } from './measure.js';
import { queryRows } from './grown/queries.js';
import { refoldRows } from './grown/refold.js';
import { pairRows } from './pairs.js';
import { seasonRows } from './season/season-bench.js';

/** Rows that one separate process measures. All benches of one run share `folder`. */
export type Bench = Readonly<{
  /** Name on the command line: `npm run bench -- NAME` runs only this bench. */
  name: string;
  run: (folder: string) => Promise<readonly Row[]>;
}>;

/** All benches, in the order in which they run and appear in the results. */
export const benches: readonly Bench[] = [
  { name: 'append', run: eventLogRows },
  { name: 'bulk', run: bulkRows },
  { name: 'emmett', run: emmettRows },
  { name: 'season', run: seasonRows },
  { name: 'refold', run: refoldRows },
  { name: 'queries', run: queryRows },
  { name: 'mutations', run: mutationRows },
  { name: 'hold', run: holdRows },
  { name: 'sample', run: importRows },
  { name: 'pairs', run: pairRows },
];
