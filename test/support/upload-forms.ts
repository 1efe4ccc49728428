/** A part of a form: a field, or the file where it has a name of a file. */
export type Part = Readonly<{ name: string; value: string; file?: string }>;

/** A request that uploads, as bytes; how many of them are its head. */
export type RawUpload = Readonly<{ bytes: Buffer; headBytes: number }>;

export const boundary = 'cut';

export const field = (name: string, value: string): Part => ({ name, value });
export const sheetPart = (value: string, name = 'sheet'): Part => ({ name, value, file: 'a.csv' });

const partText = ({ name, value, file }: Part): string => {
  const filename = file === undefined ? '' : `; filename="${file}"`;
  return `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${filename}\r\n\r\n${value}\r\n`;
};

/** The text of a whole form. */
export const formOf = (...parts: readonly Part[]): string =>
  `${parts.map(partText).join('')}--${boundary}--\r\n`;

/** A form that ends in the middle of its last part. */
export const cutForm = (...parts: readonly Part[]): string => parts.map(partText).join('').slice(0, -2);

/** How a body is told to be over: by its length, or in chunks of that many bytes. */
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

/** A request that uploads a body; `headers` stand beside or in place of those of a form. */
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
