/** Names and fingerprints that the pure core cannot make for itself. */
export interface IdGenerator {
  /** A new id that sorts by time (UUID v7). */
  fresh(): string;
  /** The id of the n-th event of a command in a stream: the same for ever (a UUID). */
  ofEvent(commandId: string, stream: string, index: number): string;
  /** A short id that derives from a text: the same for ever, letters and digits. */
  derived(text: string): string;
  /** A hash without a key: only for text that is not secret, because short secrets could be guessed from it. */
  digest(text: string): string;
}
