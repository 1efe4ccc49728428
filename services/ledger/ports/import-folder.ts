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

/** What an import needs beside the log: the sheet until it is judged, and notes of what is under way. */
export interface ImportFolder {
  /**
   * Keeps bytes, sealed, under a name; durable when it answers their number. Whatever the bytes throw, and KeepFault,
   * leaves nothing behind.
   */
  keep(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    as: Readonly<{ key: SubjectKey; bytesMax: number }>,
  ): Promise<number>;
  open(name: string, key: SubjectKey, size: number): KeptBytes;
  /** Removes kept bytes; a second time does nothing. */
  remove(name: string): Promise<void>;
  /** Writes a note, all or nothing, durable when it answers; one that is there is replaced. Throws KeepFault. */
  note(id: string, text: string): Promise<void>;
  /** The note; null where there is none. */
  noteOf(id: string): Promise<string | null>;
  /** The ids of all notes, in their order as text. */
  noted(): Promise<readonly string[]>;
  /** Removes whatever an interrupted `keep` has left, and kept bytes that no note names. */
  tidy(): Promise<void>;
}
