import { ToldFault, type FaultOptions } from '../kernel/told-fault.js';
import type { MembershipNumber, NationalId, OfficeCode, Phone } from '../kernel/identifiers.js';
import type { WorkerNo } from '../kernel/ids.js';
import type { ComparableName } from '../kernel/person-names.js';
import type { UniqueId } from '../kernel/unique-id.js';
import type { Position } from './event-log.js';
import type { Sealed } from '@ledger/schema/events/values.js';

/** Whose key: `worker-<number>`, or the stream that holds a note without a person. */
export type Subject = string;

/** By what a person is found, in its canonical form: each names one person for certain. */
export type LookUp = Readonly<
  { by: 'membership'; office: OfficeCode; value: MembershipNumber } | { by: 'national-id'; value: NationalId }
>;

/** What the vault makes of a look-up: it says nothing about the person without the vault. */
export type Token = string & { readonly __brand: 'Token' };

/**
 * Where a text is said: the stream, the command whose event says it first, and the field. A sealed text is bound to its
 * place: put into another event, or another field, it does not open.
 */
export type Saying = Readonly<{ stream: string; command: string; field: string }>;

/** One subject's key, in memory: it never leaves the vault's own objects. */
export interface SubjectKey {
  /** Encrypts (AES-256-GCM; the subject and the place are bound to it). */
  seal(at: Saying, text: string): Sealed;
  /** The text; throws VaultFault `UNREADABLE` where it was sealed by another key or for another place. */
  open(at: Saying, sealed: Sealed): string;
  /** The same of bytes, bound to a field alone; what comes of it is 28 bytes longer. */
  sealBytes(field: string, bytes: Uint8Array): Uint8Array;
  /** The bytes; throws VaultFault `UNREADABLE` likewise. */
  openBytes(field: string, sealed: Uint8Array): Uint8Array;
  /** A fingerprint (HMAC) that cannot be guessed once the key is gone. */
  fingerprint(text: string): string;
}

export type VaultFaultCode = 'UNREADABLE' | 'WRONG_MASTER_KEY' | 'VAULT_FAULT';

export class VaultFault extends ToldFault {
  override readonly name = 'VaultFault';
  constructor(
    readonly code: VaultFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}

export type Claim = Readonly<{ token: Token; worker: WorkerNo }>;

/**
 * What any number of persons may have in common. Initials are small letters: of Chinese characters in pinyin, of other
 * words the first one.
 */
export type Trait = Readonly<
  { by: 'name'; value: ComparableName } | { by: 'initials'; value: string } | { by: 'phone'; value: Phone }
>;

/** A person's name as written, and their phone number. Fields that are not known are null. */
export type Described = Readonly<{
  subject: Subject;
  worker: WorkerNo;
  name: string | null;
  phone: Phone | null;
}>;

/** A block of worker numbers by its last number, and the command that takes it. */
export type NumberBlock = Readonly<{ to: WorkerNo; by: string }>;

/**
 * Keys of persons and what finds them. Both are truth here and nowhere else; what is acknowledged is durable.
 * Log and vault belong to each other, and are backed up (the log first) and moved together.
 */
export interface KeyVault {
  /** What keeps the keys: where a destroyed one may lie still, unseen, depends on it. */
  readonly keeper: 'files' | 'servers';
  tokenOf(lookUp: LookUp): Token;
  /** The worker numbers found, in the order of the tokens; null where nobody is bound. */
  find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]>;
  /** Binds tokens to numbers and answers to whom each is bound now: it keeps its first number for ever. */
  claim(claims: readonly Claim[]): Promise<readonly WorkerNo[]>;
  /**
   * Notes by what persons can be looked for, beside what was noted before: tokens of the name, of its initials (of
   * each reading) and of the phone number; of a masked name nothing. Of somebody whose key was destroyed nothing is
   * noted.
   */
  describe(persons: readonly Described[]): Promise<void>;
  /** The same of one person, in place of all that was noted before. */
  describeAnew(person: Described): Promise<void>;
  /** Who has a trait, in the order of their numbers. */
  whoHas(trait: Trait): Promise<readonly WorkerNo[]>;
  /** The subjects' keys, made where missing; a subject that was erased has none. */
  keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /** The subjects' keys, as far as they exist. */
  existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /**
   * Notes that a person's erasure begins, before the log says so: what breaks off is found by the next start. A second
   * time does nothing.
   */
  beginErasure(subject: Subject): Promise<void>;
  /**
   * Destroys the key, every look-up and every trait of a person; a second time does nothing. `at` is where the log says so now,
   * and is noted instead of an earlier one.
   */
  erase(subject: Subject, worker: WorkerNo, at: Position): Promise<void>;
  /**
   * Whether the bytes of a destroyed key are gone, as far as they can be seen; waits for nobody. A file is seen down to
   * the disk (the answer holds for all keys then). Of a server it is seen that no reader gets the key any more, and not
   * what its journal, its oplog and its backups hold.
   */
  isGone(subject: Subject): Promise<boolean>;
  /** Notes that the person's erasure has ended, after the log says so. */
  endErasure(subject: Subject): Promise<void>;
  /** Destroys the key of a subject that is no person, for ever; a second time does nothing. */
  destroy(subject: Subject): Promise<void>;
  /** Notes a block of numbers, before it stands in the log. */
  noteBlock(block: NumberBlock): Promise<void>;
  /** The highest number of all noted blocks, whether or not the log has them; 0 where none is noted. */
  lastNumber(): Promise<number>;
  close(): Promise<void>;
}

/** Which vault this is, and which log it belongs to; null before the first start has begun the log. */
export type VaultIds = Readonly<{ vault: UniqueId; log: UniqueId | null }>;

/** Somebody whose key was destroyed, and where the log said so then. */
export type ErasedPerson = Readonly<{ subject: Subject; at: Position }>;

/** What is asked of a vault when a ledger is opened. Nothing of it needs the master key. */
export interface VaultNotes {
  ids(): Promise<VaultIds>;
  /** Names the log that this vault belongs to and answers which it is now: it keeps its first log for ever. */
  bind(log: UniqueId): Promise<UniqueId>;
  /** Whether this very block is noted. */
  hasBlock(block: NumberBlock): Promise<boolean>;
  lastNumber: KeyVault['lastNumber'];
  /** Those of the subjects that have a key, or whose key was destroyed. */
  known(subjects: readonly Subject[]): Promise<ReadonlySet<Subject>>;
  /** Whose erasure was begun and has not ended. */
  erasing(): Promise<readonly Subject[]>;
  /** Who was erased, the latest place in the log first: those before a place, all of them if null. */
  erasedBefore(at: Position | null, limit: number): Promise<readonly ErasedPerson[]>;
  close(): Promise<void>;
}

/** A vault with its notes; closing it closes them. */
export interface NotedVault extends KeyVault {
  readonly notes: Omit<VaultNotes, 'close'>;
}
