import type { ActInput, Circumstances } from '@ledger/ledger/acts/act-facts.js';
import type { CaseCommand, CaseEvent } from '@ledger/ledger/case/case-decider.js';
import { caseOf } from '@ledger/ledger/kernel/ids.js';
import { fen } from '@ledger/ledger/kernel/money.js';
import type { ActResult } from '@ledger/schema/events/values.js';
import { act, circumstances, correctingIn, counted, releasingIn, reversingIn, type Added } from './acts.js';

/** The stream of a case about wages. */
export const stream = caseOf('wages');

type CommandOf<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

/** A result as it is read from the note of an act. */
export const mediated: ActResult = { outcome: 'mediated', satisfied: null, said: [] };

/** A dispute of the courier about 5,000 yuan of wages, by default. */
export const dispute = (said: Partial<ActInput> = {}): ActInput =>
  act({ kind: 'dispute-mediation', amountFen: fen(500_000), ...said });

export const recordCase = (input: ActInput, said: Partial<Circumstances> = {}): CommandOf<'RecordCase'> => ({
  type: 'RecordCase',
  data: { stream, input, ...circumstances(input, said) },
});
export const correctAct = correctingIn(stream);
export const reverseAct = reversingIn(stream);
export const releaseReference = releasingIn(stream);

export const caseRecorded = (input: ActInput, added: Added = {}): EventOf<'CaseRecorded'> => ({
  type: 'CaseRecorded',
  data: counted(input, added),
});
