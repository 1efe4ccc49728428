/** One part of a multipart form: a field, or a file if `file` (the file name) is given. */
export type Part = Readonly<{ name: string; value: string; file?: string }>;

/** The bytes of an upload request. The first `headBytes` of them are the request line and the headers. */
export type RawUpload = Readonly<{ bytes: Buffer; headBytes: number }>;

export const boundary = 'cut';

export const field = (name: string, value: string): Part => ({ name, value });
export const sheetPart = (value: string, name = 'sheet'): Part => ({ name, value, file: 'a.csv' });

const partText = ({ name, value, file }: Part): string => {
  const filename = file === undefined ? '' : `; filename="${file}"`;
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${filename}\r\n\r\n${value}\r\n`;
};

/** The text of a complete multipart form. */
export const formOf = (...parts: readonly Part[]): string =>
  `${parts.map(partText).join('')}--${boundary}--\r\n`;

/** A form that ends within its last part: the part's final line break and the closing boundary are missing. */
export const cutForm = (...parts: readonly Part[]): string => parts.map(partText).join('').slice(0, -2);

/**
 * How the end of the body is marked: by a `content-length` header, or by chunked encoding with chunks of this many
 * bytes.
 */
export type Framing = 'length' | number;

const framed = (body: Buffer, framing: Framing): Buffer => {
  if (framing === 'length') return body;
  const chunks: Buffer[] = [];
  for (let at = 0; at < body.length; at += framing) {
    const chunk = body.subarray(at, at + framing);
    chunks.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...chunks, Buffer.from('0\r\n\r\n')]);
};

/** An upload request with this body. `headers` are added to the default headers and can replace them. */
export const uploadOf = (
  text: string,
  framing: Framing = 'length',
  headers: Readonly<Record<string, string>> = {},
): RawUpload => {
  const body = Buffer.from(text);
  const all: Readonly<Record<string, string>> = {
    host: 'localhost',
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...(framing === 'length'
      ? { 'content-length': String(body.length) }
      : { 'transfer-encoding': 'chunked' }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`POST /imports HTTP/1.1\r\n${lines.join('')}\r\n`);
  return { bytes: Buffer.concat([head, framed(body, framing)]), headBytes: head.length };
};
