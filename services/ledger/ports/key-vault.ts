import type { WorkerNo } from '../kernel/ids.js';
import type { Sealed } from '@ledger/schema/events/values.js';

/** Whose key: `worker-<number>`, or the stream that holds a note without a person. */
export type Subject = string;

/** By what a person is found: each names one person for certain. */
export type LookUp = Readonly<
  { by: 'membership'; office: string; value: string } | { by: 'national-id'; value: string }
>;

/** What the vault makes of a look-up: it says nothing about the person without the vault. */
export type Token = string & { readonly __brand: 'Token' };

/** One subject's key, in memory: it never leaves the vault's own objects. */
export interface SubjectKey {
  /** Encrypts (AES-256-GCM; subject and field are bound to it). */
  seal(field: string, text: string): Sealed;
  /** The text; throws VaultFault `UNREADABLE` where it was sealed by another key or for another field. */
  open(field: string, sealed: Sealed): string;
  /** The same of bytes; what comes of it is 28 bytes longer. */
  sealBytes(field: string, bytes: Uint8Array): Uint8Array;
  /** The bytes; throws VaultFault `UNREADABLE` likewise. */
  openBytes(field: string, sealed: Uint8Array): Uint8Array;
  /** A fingerprint (HMAC) that cannot be guessed once the key is gone. */
  fingerprint(text: string): string;
}

export type VaultFaultCode = 'UNREADABLE' | 'WRONG_MASTER_KEY' | 'VAULT_FAULT';

export class VaultFault extends Error {
  override readonly name = 'VaultFault';
  constructor(
    readonly code: VaultFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Claim = Readonly<{ token: Token; worker: WorkerNo }>;

/**
 * Keys of persons and what finds them. Both are truth here and nowhere else; what is acknowledged is durable.
 * Log and vault are backed up and moved together.
 */
export interface KeyVault {
  tokenOf(lookUp: LookUp): Token;
  /** The worker numbers found, in the order of the tokens; null where nobody is bound. */
  find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]>;
  /** Binds tokens to numbers and answers to whom each is bound now: it keeps its first number for ever. */
  claim(claims: readonly Claim[]): Promise<readonly WorkerNo[]>;
  /** The subjects' keys, made where missing; a subject that was erased has none. */
  keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /** The subjects' keys, as far as they exist. */
  existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /** Destroys the key and every look-up of a person; a second time does nothing. */
  erase(subject: Subject, worker: WorkerNo): Promise<void>;
  close(): Promise<void>;
}
