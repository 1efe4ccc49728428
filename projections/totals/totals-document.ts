import type { WrittenSum } from '@ledger/ledger/kernel/exact-sums.js';
import type { FacetsBlob } from './facets-blob.js';
import type { PeopleBlob } from './people-blob.js';

/** One bucket: what was given of a kind in a district in a month, as recorded in a month. Signed. */
export type TotalsDocument = Readonly<{
  district: string;
  kind: string;
  /** The month in which the acts count, `YYYY-MM`. */
  month: string;
  /** The month of recording, in Asia/Shanghai. */
  recorded: string;
  acts: number;
  headcount: number;
  sessions: number;
  minutes: number;
  items: number;
  amountFen: WrittenSum;
  paidFen: WrittenSum;
  people: PeopleBlob;
  /** The same, split by whom it is about. */
  facets: FacetsBlob;
}>;

export const totalsMeasures = [
  'acts',
  'headcount',
  'sessions',
  'minutes',
  'items',
  'amountFen',
  'paidFen',
] as const;
