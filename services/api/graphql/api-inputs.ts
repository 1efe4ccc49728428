import type { Initiator } from '@ledger/ledger/use-cases/record-act-command.js';
import type { PersonHandedIn } from '@ledger/ledger/reading/person-reader.js';
import type { ActHandedIn } from '@ledger/ledger/reading/input-reader.js';
import type { ChangesHandedIn } from '@ledger/ledger/reading/changes-reader.js';
import { refused, type Refused } from '@ledger/ledger/kernel/decision.js';
import { isLongerThan } from '@ledger/ledger/kernel/plain-text.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { outcomeNamed, sexNamed } from './presenters.js';

const keyMax = 200;

/** An idempotency key that can be kept; null where there is nothing against it. */
export const checkKey = (key: string): Refused | null =>
  key.trim() !== '' && !isLongerThan(key, keyMax) && key.isWellFormed()
    ? null
    : refused('BAD_KEY', { max: keyMax });

/** A command is named after its idempotency key. */
export const namedAfter = (key: string): Readonly<{ commandId: string; key: string }> => ({
  commandId: `key:${key}`,
  key,
});

/** How a mutation comes to the ledger. */
export const handedBy = (key: string, by: Initiator) => ({ ...namedAfter(key), by });

/** An act of the API as the ledger reads it. */
export const actHandedIn = ({ person, outcome, ...input }: Api.RecordActInput): ActHandedIn => ({
  ...input,
  ...(outcome == null ? {} : { outcome: outcomeNamed(outcome) }),
  person:
    person == null
      ? null
      : {
          ...person,
          number: person.number == null ? null : workerNo(person.number),
          sex: sexNamed(person.sex),
        },
});

/** A correction of the API as the ledger reads it: only what is named in it. */
export const changesHandedIn = ({
  idempotencyKey: _key,
  act: _act,
  reason: _reason,
  sex,
  outcome,
  ...changes
}: Api.CorrectActInput): ChangesHandedIn => ({
  ...changes,
  ...(sex === undefined ? {} : { sex: sexNamed(sex) }),
  ...(outcome === undefined ? {} : { outcome: outcome === null ? null : outcomeNamed(outcome) }),
});

type PersonInput = Omit<Api.RegisterWorkerInput, 'idempotencyKey' | 'office'>;

/** A person of the API as the ledger reads it: only what is named in it. */
export const personHandedIn = ({ sex, ...person }: PersonInput): PersonHandedIn => ({
  ...person,
  ...(sex === undefined ? {} : { sex: sexNamed(sex) }),
});
