import { closeSync, createReadStream, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** The minimum of a durable log: appends JSON lines to a file and syncs it. */
export type BareFile = Readonly<{
  /** Writes these values together and syncs the file once. */
  append: (values: readonly unknown[]) => void;
  close: () => void;
}>;

export const openBareFile = (path: string): BareFile => {
  const file = openSync(path, 'a');
  return {
    append: (values) => {
      let lines = '';
      for (const value of values) lines += `${JSON.stringify(value)}\n`;
      writeSync(file, lines);
      fdatasyncSync(file);
    },
    close: () => {
      closeSync(file);
    },
  };
};

const chunkBytes = 1024 * 1024;

/** Reads a file of JSON lines, parses each line, and returns the number of lines. */
export const readBareFile = async (path: string): Promise<number> => {
  let count = 0;
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: chunkBytes })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (typeof JSON.parse(line) === 'object') count += 1;
  }
  return count;
};
