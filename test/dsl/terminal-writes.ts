import { jest } from '@jest/globals';

export type Written = Readonly<{ stdout: string; stderr: string }>;

/** Keeps what is written on the terminal, in place of writing it, until it is told to stop. */
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

/** What something writes on the terminal, in place of writing it. */
export const written = (run: () => void): Written => {
  const { texts, stop } = listening();
  try {
    run();
  } finally {
    stop();
  }
  return texts;
};

/** The same of something that takes its time, with what it answers. */
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
