/** One HTTP/1.1 response, parsed from the received bytes. Header names are in lower case. */
export type RawAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
}>;

type Read = Readonly<{ body: Buffer; end: number }>;

const lineEnd = '\r\n';
const headEnd = '\r\n\r\n';

/** Responses with these status codes never have a body: 1xx, 204, 304. */
const isBodiless = (status: number): boolean => status < 200 || status === 204 || status === 304;

const chunked = (bytes: Buffer, start: number): Read | null => {
  const parts: Buffer[] = [];
  for (let at = start; ;) {
    const sizeEnd = bytes.indexOf(lineEnd, at);
    if (sizeEnd < 0) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, sizeEnd), 16);
    const from = sizeEnd + lineEnd.length;
    const end = from + size + lineEnd.length;
    if (bytes.length < end) return null;
    if (size === 0) return { body: Buffer.concat(parts), end };
    parts.push(bytes.subarray(from, from + size));
    at = end;
  }
};

const sized = (bytes: Buffer, start: number, size: number): Read | null =>
  bytes.length < start + size ? null : { body: bytes.subarray(start, start + size), end: start + size };

const headersOf = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );

const answerAt = (bytes: Buffer, start: number): Readonly<{ answer: RawAnswer; end: number }> | null => {
  const end = bytes.indexOf(headEnd, start);
  if (end < 0) return null;
  const [first = '', ...lines] = bytes.toString('latin1', start, end).split(lineEnd);
  const [, code] = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(first) ?? [];
  if (code === undefined) throw new Error(`this is no head of an answer: ${first}`);
  const status = Number(code);
  const headers = headersOf(lines);
  const from = end + headEnd.length;
  const isChunked = headers['transfer-encoding'] === 'chunked';
  const size = isBodiless(status) ? 0 : Number(headers['content-length'] ?? 0);
  const read = isChunked ? chunked(bytes, from) : sized(bytes, from, size);
  return read && { answer: { status, headers, body: read.body.toString() }, end: read.end };
};

/**
 * The complete responses in the received bytes, in order. `restBytes` counts the bytes after them: an incomplete
 * response.
 */
export const answersIn = (bytes: Buffer): Readonly<{ answers: readonly RawAnswer[]; restBytes: number }> => {
  const answers: RawAnswer[] = [];
  let at = 0;
  for (let next = answerAt(bytes, at); next !== null; next = answerAt(bytes, at)) {
    answers.push(next.answer);
    at = next.end;
  }
  return { answers, restBytes: bytes.length - at };
};
