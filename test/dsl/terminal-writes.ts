import { jest } from '@jest/globals';

export type Written = Readonly<{ stdout: string; stderr: string }>;

/** Captures writes to stdout and stderr, instead of printing them, until `stop` is called. */
const listening = (): Readonly<{ texts: Written; stop: () => void }> => {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  return {
    texts,
    stop: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
};

/** Runs a function and returns what it wrote to stdout and stderr. */
export const written = (run: () => void): Written => {
  const { texts, stop } = listening();
  try {
    run();
  } finally {
    stop();
  }
  return texts;
};

/** Runs an async function and returns what it wrote to stdout and stderr, with its result. */
export const writtenMeanwhile = async <T>(
  run: () => Promise<T>,
): Promise<Readonly<{ answer: T; texts: Written }>> => {
  const { texts, stop } = listening();
  try {
    return { answer: await run(), texts };
  } finally {
    stop();
  }
};

export const onStdout = (stdout: string): Written => ({ stdout, stderr: '' });
export const onStderr = (stderr: string): Written => ({ stdout: '', stderr });
export const nothingWritten: Written = { stdout: '', stderr: '' };
