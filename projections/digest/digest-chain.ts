import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { canonical } from './canonical-json.js';
import { beginningOf, printLength, type DigestBlock } from './digest-document.js';

/** SHA-256 of a text, in hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** The digest in front of the first event. */
export const beginning = '0'.repeat(64);

let last: Readonly<{ origin: Recorded['origin']; text: string }> | null = null;

/** An origin as canonical JSON; of events side by side that share theirs it is written once. */
const canonicalOrigin = (origin: Recorded['origin']): string => {
  if (last?.origin !== origin) last = { origin, text: canonical(origin) };
  return last.text;
};

/**
 * The digest behind an event: of the digest in front of it and of everything that the event says, as canonical JSON
 * (RFC 8785), as it is stored. The position is left out, so that a digest survives a move to another log.
 */
export const digestBehind = (sha256: Sha256, before: string, past: Recorded): string => {
  const { stream, revision, id, stored: event = past.event, origin } = past;
  // The keys of the whole in their order.
  const text =
    `{"event":${canonical(event)},"id":${canonical(id)},"origin":${canonicalOrigin(origin)},` +
    `"revision":${canonical(revision)},"stream":${canonical(stream)}}`;
  return sha256(`${before}\n${text}`);
};

export const printOf = (digest: string): string => digest.slice(0, printLength);

/** The block with one event more; a new one where the event is the first of its block. */
export const extended = (block: DigestBlock | null, ordinal: number, digest: string): DigestBlock => ({
  from: block?.from ?? beginningOf(ordinal),
  prints: (block?.prints ?? '') + printOf(digest),
  digest,
});
