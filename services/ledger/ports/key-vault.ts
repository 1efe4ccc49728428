import { LedgerFault, type FaultOptions } from '../kernel/ledger-fault.js';
import type { MembershipNumber, NationalId, OfficeCode, Phone } from '../kernel/identifiers.js';
import type { WorkerNo } from '../kernel/ids.js';
import type { ComparableName } from '../kernel/person-names.js';
import type { UniqueId } from '../kernel/unique-id.js';
import type { Position } from './event-log.js';
import type { Sealed } from '@ledger/schema/events/values.js';

/**
 * Name of the owner of a data key: `worker-<number>` for a person; for texts about no person the stream that contains
 * them, or `sheet-<import id>` for an imported sheet.
 */
export type Subject = string;

/** An identifier, in canonical form, that belongs to exactly one person. */
export type LookUp = Readonly<
  { by: 'membership'; office: OfficeCode; value: MembershipNumber } | { by: 'national-id'; value: NationalId }
>;

/** Keyed hash of a look-up or a trait. Without the vault's key it reveals nothing about the person. */
export type Token = string & { readonly __brand: 'Token' };

/**
 * Where an encrypted text belongs: the stream, the command that first wrote it, and the field. Encryption is bound to
 * this place, so a text copied into another event or field cannot be decrypted.
 */
export type Saying = Readonly<{ stream: string; command: string; field: string }>;

/** The data key of one subject, in memory. It never leaves the vault's own objects. */
export interface SubjectKey {
  /** Encrypts a text (AES-256-GCM, with the subject and the place as additional authenticated data). */
  seal(at: Saying, text: string): Sealed;
  /** Decrypts a text. Throws VaultFault `UNREADABLE` if it was encrypted with another key or for another place. */
  open(at: Saying, sealed: Sealed): string;
  /** Encrypts bytes, bound to a field only. The result is 28 bytes longer. */
  sealBytes(field: string, bytes: Uint8Array): Uint8Array;
  /** Decrypts bytes. Throws VaultFault `UNREADABLE` if they were encrypted with another key or for another field. */
  openBytes(field: string, sealed: Uint8Array): Uint8Array;
  /** A hash with a secret key (HMAC): nobody can find the text by guessing once the key is destroyed. */
  fingerprint(text: string): string;
}

export type VaultFaultCode = 'UNREADABLE' | 'WRONG_MASTER_KEY' | 'VAULT_FAULT';

export class VaultFault extends LedgerFault {
  override readonly name = 'VaultFault';
  constructor(
    readonly code: VaultFaultCode,
    message: string,
    options?: FaultOptions,
  ) {
    super(message, options);
  }
}

export type TokenClaim = Readonly<{ token: Token; worker: WorkerNo }>;

/**
 * A search term that several persons may share. `initials` are lower-case letters: of a Chinese character the first
 * letter of its pinyin, of another word its first letter.
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

/** A block of worker numbers: `to` is its last number, `by` the id of the command that allocates it. */
export type NumberBlock = Readonly<{ to: WorkerNo; by: string }>;

/**
 * The encryption keys of persons, and the index that finds persons. Both are stored nowhere else, so the vault is a
 * source of truth; acknowledged writes are durable. A log and its vault belong together: back them up together (the
 * log first), and move them together.
 */
export interface KeyVault {
  /**
   * Where the keys are stored: in files, or on database servers. A server may retain a destroyed key in its journal,
   * oplog and backups, which cannot be checked from here.
   */
  readonly storage: 'files' | 'servers';
  tokenOf(lookUp: LookUp): Token;
  /** The worker numbers of the tokens, in the same order; null if a token has no worker. */
  find(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]>;
  /**
   * Binds tokens to worker numbers and returns, for each claim, the number that its token is bound to now. A token
   * that was bound before keeps its first number.
   */
  claim(claims: readonly TokenClaim[]): Promise<readonly WorkerNo[]>;
  /**
   * Binds like `claim`, but only while somebody holds the token: `by` is an id of this hold, which nobody else uses.
   * A token that is bound for ever stays so. Several holds of one token, for the same worker, do not affect each other.
   */
  hold(claims: readonly TokenClaim[], by: string): Promise<readonly WorkerNo[]>;
  /** Ends a hold. A token that it held is unbound, unless somebody else holds it or it was bound for ever meanwhile. */
  release(claims: readonly TokenClaim[], by: string): Promise<void>;
  /** Returns the same as `find`, and binds for ever those tokens that were only held. Binds no other token. */
  keep(tokens: readonly Token[]): Promise<readonly (WorkerNo | null)[]>;
  /**
   * Adds search terms for persons: tokens of the name, of its initials (one per possible reading) and of the phone
   * number. A masked name adds none. A person whose key was destroyed gets none.
   */
  describe(persons: readonly Described[]): Promise<void>;
  /** Replaces all search terms of one person. */
  describeAnew(person: Described): Promise<void>;
  /** The workers with a trait, sorted by number. */
  whoHas(trait: Trait): Promise<readonly WorkerNo[]>;
  /** The subjects' keys; missing ones are created. A subject that was erased gets none. */
  keysFor(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /** The subjects' keys, without creating any. */
  existingKeys(subjects: readonly Subject[]): Promise<ReadonlyMap<Subject, SubjectKey>>;
  /**
   * Records that the erasure of a person begins, before the log records it, so that the next start finds and
   * continues an interrupted erasure. Idempotent.
   */
  beginErasure(subject: Subject): Promise<void>;
  /**
   * Destroys the key, every look-up and every trait of a person. Idempotent. `at` is the position of the event that
   * requested the erasure; it replaces a position recorded earlier.
   */
  erase(subject: Subject, worker: WorkerNo, at: Position): Promise<void>;
  /**
   * Whether a destroyed key is really gone, as far as that can be checked; does not wait. For a file this checks the
   * bytes on disk (write-ahead log emptied, which covers all keys). For a server it checks only that no read returns
   * the key any more, not what the journal, the oplog and the backups retain.
   */
  isGone(subject: Subject): Promise<boolean>;
  /** Records that the erasure of a person has ended, after the log recorded it. */
  endErasure(subject: Subject): Promise<void>;
  /** Destroys the key of a subject that is not a person, for ever. Idempotent. */
  destroy(subject: Subject): Promise<void>;
  /** Records a block of worker numbers in the vault; must be called before the log records the block. */
  noteBlock(block: NumberBlock): Promise<void>;
  /** The highest number of all blocks recorded in the vault, whether or not the log has them; 0 if there are none. */
  lastNumber(): Promise<number>;
  close(): Promise<void>;
}

/** The vault's id, and the id of its log; `log` is null until the first start has created the log. */
export type VaultIds = Readonly<{ vault: UniqueId; log: UniqueId | null }>;

/** A person whose key was destroyed, and the position of the event that requested the erasure. */
export type ErasedPerson = Readonly<{ subject: Subject; at: Position }>;

/** Reads the vault's records about its log, its blocks and its erasures. Works without the master key. */
export interface VaultNotes {
  ids(): Promise<VaultIds>;
  /**
   * Binds the vault to a log and returns the log that it is bound to. A vault that was bound before keeps its first
   * log.
   */
  bind(log: UniqueId): Promise<UniqueId>;
  /** Whether exactly this block is recorded: same last number, same command. */
  hasBlock(block: NumberBlock): Promise<boolean>;
  lastNumber: KeyVault['lastNumber'];
  /** The subjects that have a key or whose key was destroyed; the others are unknown to the vault. */
  known(subjects: readonly Subject[]): Promise<ReadonlySet<Subject>>;
  /** The subjects whose erasure was begun and has not ended. */
  erasing(): Promise<readonly Subject[]>;
  /**
   * A page of erased persons, latest position first: those erased before `at`, or from the latest on if `at` is null.
   */
  erasedBefore(at: Position | null, limit: number): Promise<readonly ErasedPerson[]>;
  close(): Promise<void>;
}

/** A vault together with its notes; closing the vault closes the notes. */
export interface NotedVault extends KeyVault {
  readonly notes: Omit<VaultNotes, 'close'>;
}
