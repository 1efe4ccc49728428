import type { BoundCommand, Companion } from '../engine/bound-decider.js';
import { historyIn, type History } from '../engine/histories.js';
import { refused, type Refused } from '../kernel/decision.js';
import { soleOffice, type OfficeCode } from '../kernel/identifiers.js';
import { officesStream, type StreamId } from '../kernel/ids.js';
import { rankOf } from '../kernel/refusals.js';
import type { EventLog } from '../ports/event-log.js';
import { boundDeciders } from './bound-deciders.js';
import type { RecordActCommand } from './record-act-command.js';

/** The office of an act, and whether the client stated it. */
type Said = Readonly<{ saysOffice: boolean; reading: Readonly<{ office: OfficeCode }> }>;

const namedIn = (history: History): readonly OfficeCode[] => [...boundDeciders.offices.stateOf(history)];

/** The offices that have recorded acts under a code of their own, in the order of their first acts. */
export const namedOffices = async (log: Pick<EventLog, 'readStreams'>): Promise<readonly OfficeCode[]> =>
  namedIn(historyIn(await log.readStreams([officesStream]), officesStream));

/**
 * The refusal of an act that does not state its office; null as long as no office has recorded acts under its own code.
 */
export const officeMissing = (named: readonly OfficeCode[]): Refused | null =>
  named.length === 0 ? null : refused('BAD_OFFICE', { offices: named.join(', ') });

/**
 * If an act states no office and is refused already: returns the refusal with the higher rank, its own or that for the
 * missing office.
 */
export const orOfficeMissing = async (
  log: Pick<EventLog, 'readStreams'>,
  refusal: Refused,
): Promise<Refused> => {
  if (rankOf(refusal.code) <= rankOf('BAD_OFFICE')) return refusal;
  return officeMissing(await namedOffices(log)) ?? refusal;
};

/** The offices stream, if recording this act must read it or append to it; otherwise empty. */
export const officesFor = ({ saysOffice, reading }: Said): readonly StreamId[] =>
  saysOffice && reading.office === soleOffice ? [] : [officesStream];

/** The command, which is refused if it must state an office and does not. */
export const sayingOffice = (
  { saysOffice }: Pick<RecordActCommand, 'saysOffice'>,
  command: BoundCommand,
): BoundCommand =>
  saysOffice
    ? command
    : {
        stream: command.stream,
        decide: (history, findings) =>
          officeMissing(namedIn(findings.historyOf(officesStream))) ?? command.decide(history, findings),
      };

/**
 * A companion (a follow-up command in another stream) that adds the office of a recorded act to the list of offices.
 */
export const namingOffice = ({ reading: { office } }: Said): readonly Companion[] => {
  if (office === soleOffice) return [];
  const name = boundDeciders.offices.bind(officesStream, () => ({ type: 'NameOffice', data: { office } }));
  return [{ ...name, again: false }];
};
