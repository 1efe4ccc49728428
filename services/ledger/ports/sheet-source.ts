/** A sheet as bytes. It is read more than once: what it is encoded in shows only at its end. */
export interface SheetSource {
  /** As the user named it. */
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}
