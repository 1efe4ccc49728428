/** The message of a thrown value, for use inside a sentence. A value that is not an Error is converted to text. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);

/** A thrown value as an Error. A value that is not an Error is wrapped in one. */
export const errorOf = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(messageOf(thrown));
