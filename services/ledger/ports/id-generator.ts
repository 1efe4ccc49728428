/** Ids and hashes, which the pure core cannot make itself. */
export interface IdGenerator {
  /** A new id that sorts by creation time (UUID v7). */
  fresh(): string;
  /** The id of the n-th event of a command in a stream: a UUID, always the same for the same arguments. */
  ofEvent(commandId: string, stream: string, index: number): string;
  /** A short id of letters and digits, always the same for the same text. */
  derived(text: string): string;
  /** A hash without a key: only for text that is not secret, because short secrets could be guessed from it. */
  digest(text: string): string;
}
