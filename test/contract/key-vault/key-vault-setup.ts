import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { membership, nationalIdOf } from '../../support/identifiers.js';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { workerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import {
  VaultFault,
  type TokenClaim,
  type KeyVault,
  type LookUp,
  type NumberBlock,
  type Saying,
  type Subject,
  type SubjectKey,
  type VaultFaultCode,
} from '@ledger/ledger/ports/key-vault.js';
import { sealed, type Sealed } from '@ledger/schema/events/values.js';

const run = randomBytes(4).toString('hex');
let made = 0;
let workers = randomInt(1, 90_000_000);

const next = (): string => {
  made += 1;
  return `${run}-${String(made)}`;
};

/** A worker number that no other case uses. It starts at random, so that another run hardly ever uses it. */
export const freshWorker = (): WorkerNo => {
  workers += 1;
  return workerNo(workers);
};

let places = 0;

/** The next position in a log; each call returns a later one. */
export const freshPosition = (): Position => {
  places += 1;
  const place = `abcd${String(places).padStart(16, '0')}`;
  if (!isPosition(place)) throw new Error(`${place} is no position`);
  return place;
};

/** A block of worker numbers that ends with `last`, reserved by a new command. */
export const blockTo = (last: number): NumberBlock => ({ to: workerNo(last), by: randomUUID() });

/** The context of an encrypted text: a field of an event. */
export const said = (field: string): Saying => ({ stream: 'passbook-1-2026', command: 'c-1', field });

export const freshSubject = (): Subject => `worker-${next()}`;
export const freshMember = (office = 'office.1'): LookUp => ({
  by: 'membership',
  office: officeCode(office),
  value: membership(next()),
});
export const freshNationalId = (): LookUp => ({
  by: 'national-id',
  value: nationalIdOf(String(randomInt(10 ** 8, 10 ** 9)) + String(randomInt(10 ** 7, 10 ** 8))),
});

export const claimOf = (vault: KeyVault, lookUp: LookUp, worker: WorkerNo): TokenClaim => ({
  token: vault.tokenOf(lookUp),
  worker,
});

/** The data key of the subject, which the vault creates if it is missing. */
export const keyOf = async (vault: KeyVault, subject: Subject): Promise<SubjectKey> => {
  const key = (await vault.keysFor([subject])).get(subject);
  if (key === undefined) throw new Error(`${subject} has no key`);
  return key;
};

/** The subjects that have a key, sorted. */
export const namesOf = (keys: ReadonlyMap<Subject, SubjectKey>): readonly Subject[] =>
  [...keys.keys()].toSorted();

/** The encrypted text with changed bytes, to prove that decryption detects the change. */
export const tampered = (text: Sealed, change: (bytes: Buffer) => Buffer): Sealed =>
  sealed.parse(change(Buffer.from(text, 'base64')).toString('base64'));

/** The code of the VaultFault that the work ends with. Throws when there is none. */
export const vaultFaultOf = (work: () => unknown): VaultFaultCode => {
  try {
    work();
  } catch (error) {
    if (error instanceof VaultFault) return error.code;
    throw error;
  }
  throw new Error('there was no fault');
};
