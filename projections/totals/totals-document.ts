import type { WrittenSum } from '@ledger/ledger/kernel/exact-sums.js';
import type { FacetsBlob } from './facets-blob.js';
import type { PeopleBlob } from './people-blob.js';

/**
 * One bucket: the sums for one district, kind, month of the acts and month of recording. They may be negative, because
 * a reversal is recorded in a later month.
 */
export type TotalsDocument = Readonly<{
  district: string;
  kind: string;
  /** The month in which the acts count, `YYYY-MM`. */
  month: string;
  /** The month of recording in Asia/Shanghai, `YYYY-MM`. */
  recorded: string;
  acts: WrittenSum;
  headcount: WrittenSum;
  sessions: WrittenSum;
  minutes: WrittenSum;
  items: WrittenSum;
  amountFen: WrittenSum;
  paidFen: WrittenSum;
  people: PeopleBlob;
  /** The same sums, split by the persons that the acts are about (sex, occupation, employer). */
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
