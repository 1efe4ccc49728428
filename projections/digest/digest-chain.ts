import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { canonical } from './canonical-json.js';
import { beginningOf, printLength, type DigestBlock } from './digest-document.js';

/** SHA-256 of a text, in hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** The digest before the first event. */
export const beginning = '0'.repeat(64);

let last: Readonly<{ origin: Recorded['origin']; text: string }> | null = null;

/** An origin as canonical JSON; of events side by side that share theirs it is written once. */
const canonicalOrigin = (origin: Recorded['origin']): string => {
  if (last?.origin !== origin) last = { origin, text: canonical(origin) };
  return last.text;
};

/**
 * The digest after an event: of the digest before it and of everything that the event says, as canonical JSON
 * (RFC 8785), as it is stored. The position is left out, so that a digest survives a move to another log.
 */
export const digestAfter = (sha256: Sha256, before: string, past: Recorded): string => {
  const { stream, revision, id, stored: event = past.event, origin } = past;
  // The keys of the whole in their order.
  const text =
    `{"event":${canonical(event)},"id":${canonical(id)},"origin":${canonicalOrigin(origin)},` +
    `"revision":${canonical(revision)},"stream":${canonical(stream)}}`;
  return sha256(`${before}\n${text}`);
};

export const printOf = (digest: string): string => digest.slice(0, printLength);

/** What is kept of the id of an event. */
export const idPrintOf = (sha256: Sha256, { id }: Pick<Recorded, 'id'>): string => printOf(sha256(id));

/** An event with its place in the log and the digest after it. */
export type Chained = Readonly<{ past: Recorded; ordinal: number; digest: string }>;

/** The block with one event more; a new one where the event is the first of its block. */
export const extended = (
  block: DigestBlock | null,
  { past, ordinal, digest }: Chained,
  sha256: Sha256,
): DigestBlock => ({
  from: block?.from ?? beginningOf(ordinal),
  prints: (block?.prints ?? '') + printOf(digest),
  ids: (block?.ids ?? '') + idPrintOf(sha256, past),
  digest,
  at: past.origin.at,
});
