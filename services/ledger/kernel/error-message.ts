/** What a thrown value says, to be told within a sentence; a thing that is no error is told as text. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** A thrown value as an error; a thing that is none becomes one that says it. */
export const errorOf = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(messageOf(thrown));
