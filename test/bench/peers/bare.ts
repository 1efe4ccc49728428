import { closeSync, createReadStream, fdatasyncSync, openSync, writeSync } from 'node:fs';

/** The least that a durable log must do: JSON lines at the end of a file, synced. */
export type BareFile = Readonly<{
  /** Writes these together and waits for the disk once. */
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

/** Reads a file of JSON lines from end to end and parses each; answers how many there were. */
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
