import { jest } from '@jest/globals';

export type Written = Readonly<{ stdout: string; stderr: string }>;

/** What something writes on the terminal, in place of writing it. */
export const written = (run: () => void): Written => {
  const texts = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  try {
    run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return texts;
};

export const onStdout = (stdout: string): Written => ({ stdout, stderr: '' });
export const onStderr = (stderr: string): Written => ({ stdout: '', stderr });
export const nothingWritten: Written = { stdout: '', stderr: '' };
