import type { RefusalDetails } from '../kernel/refusals.js';
import type { SubjectKey } from './key-vault.js';

/** Encrypted bytes of an import; any range can be read. Reading throws VaultFault if the bytes were changed. */
export interface StoredBytes {
  readonly size: number;
  /** Up to `length` bytes from an offset; fewer at the end. */
  read(from: number, length: number): Promise<Uint8Array>;
  /** The bytes from one offset up to another; all bytes by default. */
  bytes(from?: number, to?: number): AsyncIterable<Uint8Array>;
}

export type KeepFaultCode = 'TOO_LARGE' | 'DISK_FULL';

/** Why bytes could not be stored. Nothing of them was stored. */
export class KeepFault extends Error {
  override readonly name = 'KeepFault';
  /** The values that the error message mentions: `max`, the largest allowed number of bytes, for TOO_LARGE. */
  readonly facts: RefusalDetails;

  constructor(
    readonly code: KeepFaultCode,
    message: string,
    { facts = {}, ...options }: ErrorOptions & Readonly<{ facts?: RefusalDetails }> = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}

/** Encrypted bytes that imports store outside the log. */
export interface ImportFolder {
  /**
   * Encrypts bytes and stores them under a name, replacing earlier ones. Resolves to the number of unencrypted bytes
   * once they are durable. If the source or `keep` itself throws (KeepFault), the earlier bytes stay unchanged.
   */
  keep(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    as: Readonly<{ key: SubjectKey; bytesMax: number }>,
  ): Promise<number>;
  open(name: string, key: SubjectKey, size: number): StoredBytes;
  /** The number of unencrypted bytes stored under a name; null if there are none. */
  sizeOf(name: string): Promise<number | null>;
  /** Removes stored bytes. Idempotent. */
  remove(name: string): Promise<void>;
  /** The names of all stored bytes, sorted as text. */
  kept(): Promise<readonly string[]>;
  /** Removes the drafts that an interrupted `keep` left. */
  tidy(): Promise<void>;
}
