/** What a thrown value says, to be told within a sentence; a thing that is no error is told as text. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
