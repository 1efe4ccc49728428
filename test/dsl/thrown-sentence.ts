/** The name and the message of an error. */
export type Thrown = Readonly<{ name: string; message: string }>;

/** The error that `run` throws. Throws if `run` throws none. */
export const thrownBy = (run: () => unknown): Thrown => {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
};
