import { buildName, type ViewId } from '../kernel/projection.js';
import type { Collection } from '../ports/document-store.js';

/** How many events share one document. */
export const eventsPerBlock = 1_000;
/** Letters of a digest that are kept for every event: enough to name the first one that does not fit. */
export const printLength = 12;

/** What a thousand events did to the chain of digests over the log. */
export type DigestBlock = Readonly<{
  /** The ordinal of its first event. */
  from: number;
  /** For each event, the head of the chain's digest after it. */
  prints: string;
  /** For each event, the head of its id's digest: it tells an event that was changed from one that is not there. */
  ids: string;
  /** The whole digest after its last event. */
  digest: string;
  /** When its last event was recorded, as the event says it. */
  at: string;
}>;

/** The digests have builds as a view has: a new one where the log was put back, beside those that tell what it held. */
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

/** The key of the block that an event with this ordinal (from 1) belongs to; blocks are in the order of their keys. */
export const blockOf = (ordinal: number): string => String(numberOf(ordinal)).padStart(keyDigits, '0');

/** The ordinal of the first event of that block. */
export const beginningOf = (ordinal: number): number => numberOf(ordinal) * eventsPerBlock + 1;

/** How many events a block covers. */
export const countOf = ({ prints }: DigestBlock): number => prints.length / printLength;
