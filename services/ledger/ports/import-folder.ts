import type { Because } from '../kernel/refusals.js';
import type { SubjectKey } from './key-vault.js';

/** Bytes that are kept sealed; any part of them can be read by itself. Reading throws VaultFault where they were changed. */
export interface KeptBytes {
  readonly size: number;
  /** Up to `length` bytes from an offset; fewer at the end. */
  read(from: number, length: number): Promise<Uint8Array>;
  /** From one offset up to another; all of them if not given. */
  bytes(from?: number, to?: number): AsyncIterable<Uint8Array>;
}

export type KeepFaultCode = 'TOO_LARGE' | 'DISK_FULL';

/** Why bytes could not be kept; nothing of them is left. */
export class KeepFault extends Error {
  override readonly name = 'KeepFault';
  /** What a sentence must name: `max`, the most bytes, where it is too large. */
  readonly facts: Because;

  constructor(
    readonly code: KeepFaultCode,
    message: string,
    { facts = {}, ...options }: ErrorOptions & Readonly<{ facts?: Because }> = {},
  ) {
    super(message, options);
    this.facts = facts;
  }
}

/** The bytes that imports keep beside the log, all of them sealed. */
export interface ImportFolder {
  /**
   * Keeps bytes, sealed, under a name, in place of those that were there; durable when it answers their number. Whatever
   * the bytes throw, and KeepFault, leaves what was there before.
   */
  keep(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    as: Readonly<{ key: SubjectKey; bytesMax: number }>,
  ): Promise<number>;
  open(name: string, key: SubjectKey, size: number): KeptBytes;
  /** The number of clear bytes that are kept under a name; null where there are none. */
  sizeOf(name: string): Promise<number | null>;
  /** Removes kept bytes; a second time does nothing. */
  remove(name: string): Promise<void>;
  /** The names of all kept bytes, in their order as text. */
  kept(): Promise<readonly string[]>;
  /** Removes whatever an interrupted `keep` has left. */
  tidy(): Promise<void>;
}
