import { buildName, type ViewId } from '../kernel/projection.js';
import type { Collection } from '../ports/document-store.js';

/** The number of events per document. */
export const eventsPerBlock = 1_000;
/**
 * The number of hexadecimal digits that are stored of each digest. It suffices to find the first event that differs.
 */
export const printLength = 12;

/** The chain of digests over `eventsPerBlock` consecutive events of the log. */
export type DigestBlock = Readonly<{
  /** The ordinal (from 1) of its first event. */
  from: number;
  /** For each event, the first digits of the chain's digest after it. */
  prints: string;
  /**
   * For each event, the first digits of the digest of its id. They distinguish an event that was changed from one that
   * is missing.
   */
  ids: string;
  /** The whole digest after the last event of the block. */
  digest: string;
  /** When the last event of the block was recorded, according to the event (UTC). */
  at: string;
}>;

/**
 * Digests are stored in builds, as views are. If the log was restored from an older copy, a new build begins, and the
 * old one still shows what the log contained.
 */
export const digests: ViewId = { name: 'digests', version: 1 };

/** The collection of a build of the digests. */
export const digestsOf = (build: number): Collection => ({
  name: buildName(digests, build),
  fields: {},
  indexes: {},
  measures: [],
  bytes: [],
});

const keyDigits = 9;

const numberOf = (ordinal: number): number => Math.floor((ordinal - 1) / eventsPerBlock);

/** The key of the block that contains the event with this ordinal (from 1). Keys sort in the order of the blocks. */
export const blockOf = (ordinal: number): string => String(numberOf(ordinal)).padStart(keyDigits, '0');

/** The ordinal of the first event of the block that contains this ordinal. */
export const beginningOf = (ordinal: number): number => numberOf(ordinal) * eventsPerBlock + 1;

/** The number of events in a block. */
export const countOf = ({ prints }: DigestBlock): number => prints.length / printLength;
