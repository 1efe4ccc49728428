import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { canonical } from './canonical-json.js';
import { beginningOf, printLength, type DigestBlock } from './digest-document.js';

/** SHA-256 of a text, as lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** The value of the chain before the first event. */
export const beginning = '0'.repeat(64);

let last: Readonly<{ origin: Recorded['origin']; text: string }> | null = null;

/** An origin as canonical JSON. Consecutive events often share one origin object, so the last text is cached. */
const canonicalOrigin = (origin: Recorded['origin']): string => {
  if (last?.origin !== origin) last = { origin, text: canonical(origin) };
  return last.text;
};

/**
 * The digest after an event. It covers the previous digest and the stored event with its id, stream, revision and
 * origin, as canonical JSON (RFC 8785). It does not cover the position, so that the chain stays valid if the log is
 * moved to another engine.
 */
export const digestAfter = (sha256: Sha256, before: string, past: Recorded): string => {
  const { stream, revision, id, stored: event = past.event, origin } = past;
  // The keys must be written in canonical order.
  const text =
    `{"event":${canonical(event)},"id":${canonical(id)},"origin":${canonicalOrigin(origin)},` +
    `"revision":${canonical(revision)},"stream":${canonical(stream)}}`;
  return sha256(`${before}\n${text}`);
};

export const printOf = (digest: string): string => digest.slice(0, printLength);

/** The part of the hash of an event's id that is stored. */
export const idPrintOf = (sha256: Sha256, { id }: Pick<Recorded, 'id'>): string => printOf(sha256(id));

/** An event with its ordinal in the log (from 1) and the digest after it. */
export type Chained = Readonly<{ past: Recorded; ordinal: number; digest: string }>;

/** The block with the event appended; a new block if the event is the first of its block. */
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
