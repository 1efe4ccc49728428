import { createHash } from 'node:crypto';
import { constants, gunzipSync, inflateRawSync } from 'node:zlib';
import { gb18030 } from './sheets.js';

/** The texts to search for, each under a name that says what it is. */
export type Secrets = Readonly<Record<string, string>>;

const escaped = (text: string): string =>
  Array.from(text, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

/**
 * Index: 0, 1 or 2 bytes that come before a text. Value: how many leading base64 characters then also depend on those
 * bytes and must be left out of the search.
 */
const spoiled = [0, 2, 3] as const;

/**
 * The base64 forms of a text for each alignment (0, 1 or 2 bytes after a multiple of three), without the characters
 * that depend on neighbouring bytes.
 */
const base64sOf = (bytes: Buffer): readonly Buffer[] =>
  spoiled.map((first, before) => {
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return Buffer.from(
      Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .slice(first, whole),
    );
  });

type Dress = readonly [dress: string, bytes: Buffer];

/**
 * The forms in which a text could be found in a file: plain, in another encoding, or as a hash that anybody can
 * compute.
 */
export const dressesOf = (text: string): readonly Dress[] => {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(text).digest();
  return [
    ['UTF-8', bytes],
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['GB18030', Buffer.from(gb18030(text))],
    ['escaped', Buffer.from(escaped(text))],
    ['percent', Buffer.from(encodeURIComponent(text))],
    ...base64sOf(bytes).map((each): Dress => ['base64', each]),
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['SHA-256', hash],
    ['SHA-256 in hex', Buffer.from(hash.toString('hex'))],
    ['SHA-256 in base64', Buffer.from(hash.toString('base64').replace(/=+$/, ''))],
  ];
};

const gzipMark = Buffer.from([0x1f, 0x8b, 0x08]);
const zipMark = Buffer.from('PK\u0003\u0004', 'latin1');
const zipHeaderBytes = 30;

const marksIn = function* (content: Buffer, mark: Buffer): Iterable<number> {
  for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + 1)) yield at;
};

const unpacked = (unpack: () => Buffer): readonly Buffer[] => {
  try {
    return [unpack()];
  } catch {
    // Decompression failed, so the gzip or zip signature occurred in the content only by chance.
    return [];
  }
};

const asFar = { finishFlush: constants.Z_SYNC_FLUSH };

/** Everything in the content that is gzip or zip compressed, decompressed as far as possible. */
const packedIn = (content: Buffer): readonly Buffer[] => [
  ...[...marksIn(content, gzipMark)].flatMap((at) => unpacked(() => gunzipSync(content.subarray(at), asFar))),
  ...[...marksIn(content, zipMark)].flatMap((at) =>
    unpacked(() => {
      const names = content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28);
      return inflateRawSync(content.subarray(at + zipHeaderBytes + names), asFar);
    }),
  ),
];

/**
 * Finds which of the texts the content contains, and in which form. Compressed parts are decompressed and searched,
 * too.
 */
export const readableIn = (
  content: Buffer,
  texts: Secrets,
): readonly (readonly [what: string, dress: string])[] =>
  Object.entries(texts).flatMap(([what, text]) =>
    [content, ...packedIn(content)].flatMap((bytes) =>
      dressesOf(text)
        .filter(([, dressed]) => bytes.includes(dressed))
        .map(([dress]) => [what, dress] as const),
    ),
  );
