import type { Requester } from '@ledger/ledger/use-cases/record-act-command.js';
import type { SentPerson } from '@ledger/ledger/reading/person-reader.js';
import type { SentAct } from '@ledger/ledger/reading/input-reader.js';
import type { SentChanges } from '@ledger/ledger/reading/changes-reader.js';
import { refused, type Refused } from '@ledger/ledger/kernel/decision.js';
import { isLongerThan } from '@ledger/ledger/kernel/plain-text.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { outcomeNamed, sexNamed } from './presenters.js';

const keyMax = 200;

/** The refusal of an idempotency key that cannot be stored; null if the key is valid. */
export const checkKey = (key: string): Refused | null =>
  key.trim() !== '' && !isLongerThan(key, keyMax) && key.isWellFormed()
    ? null
    : refused('BAD_KEY', { max: keyMax });

/** The command id is derived from the idempotency key, so that a repeated request is recognised. */
export const namedAfter = (key: string): Readonly<{ commandId: string; key: string }> => ({
  commandId: `key:${key}`,
  key,
});

/** The command id, the idempotency key and the caller: every command of a mutation has these fields. */
export const requestedBy = (key: string, by: Requester) => ({ ...namedAfter(key), by });

/** Converts an act from the API's input type to the ledger's. */
export const sentAct = ({ person, outcome, ...input }: Api.RecordActInput): SentAct => ({
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

/**
 * Converts a correction from the API's input type to the ledger's. Fields that the request leaves out stay absent,
 * because null means to remove a value.
 */
export const sentChanges = ({
  idempotencyKey: _key,
  act: _act,
  reason: _reason,
  sex,
  outcome,
  ...changes
}: Api.CorrectActInput): SentChanges => ({
  ...changes,
  ...(sex === undefined ? {} : { sex: sexNamed(sex) }),
  ...(outcome === undefined ? {} : { outcome: outcome === null ? null : outcomeNamed(outcome) }),
});

type PersonInput = Omit<Api.RegisterWorkerInput, 'idempotencyKey' | 'office'>;

/** Converts a person from the API's input type to the ledger's. Fields that the request leaves out stay absent. */
export const sentPerson = ({ sex, ...person }: PersonInput): SentPerson => ({
  ...person,
  ...(sex === undefined ? {} : { sex: sexNamed(sex) }),
});
