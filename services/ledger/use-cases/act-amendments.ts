import type { ResultRead } from '@ledger/schema/catalogue/case-outcomes.js';
import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { hasOutcome, type Kind } from '@ledger/schema/catalogue/kinds.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';
import type { Changes } from '../acts/act-corrections.js';
import type { Home } from '../acts/act-home.js';
import type { HeldSession } from '../acts/act-facts.js';
import type { ResultChange } from '../acts/act-result.js';
import { heldSession } from '../gathering/gathering-decider.js';
import type { PlainDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import type { StreamId } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';
import { boundDeciders } from './bound-deciders.js';
import type { Seal } from '../ports/sealed-texts.js';
import type { BoundCommand, Findings } from '../engine/bound-decider.js';

/** The columns that a correction changes, after parsing. Note and place are not encrypted yet. */
export type ChangesRead = Omit<Changes, 'note' | 'sealedPlace' | 'money'> &
  Partial<ResultRead> &
  Readonly<{ note?: string | null }>;

/**
 * A command about an act that is already recorded. `act` is the id of the act as the client sent it;
 * `expectedRevision` is missing if any revision will do.
 */
export type Amendment = Readonly<
  { act: string; expectedRevision?: number } & (
    | {
        type: 'ApproveSubsidy' | 'AssessMutualAidClaim';
        on: PlainDate;
        amountFen: Fen | null;
        reason?: string | null;
      }
    | { type: 'PaySubsidy' | 'PayMutualAidClaim'; on: PlainDate }
    | { type: 'RefuseSubsidy' | 'RefuseMutualAidClaim'; on: PlainDate; reason: string }
    | { type: 'CorrectAct'; changes: ChangesRead; reason: string }
    | { type: 'ReverseAct'; reason: string; ground?: ReversalGround | null }
    // The reference may be released for a new act only if this act was recorded by mistake.
    | { type: 'ReverseAct'; reason: string; ground: 'mistake'; releaseReference: true }
    | { type: 'ReleaseActReference'; reason: string }
  )
>;

/**
 * An amendment with everything that the decider needs, such as today's date and the function that encrypts its texts.
 */
export type Ready = Readonly<{
  amendment: Amendment;
  home: Home;
  stream: StreamId;
  act: number;
  today: PlainDate;
  catalogue: Catalogue;
  /**
   * The kind of the act as first recorded. A correction to a kind that is recorded in another sort of stream is
   * refused.
   */
  kind: Kind | undefined;
  /** Whether the act names a person. If so, its place is encrypted. */
  hasPerson: boolean;
  /** The session that the act names; null if none. */
  session: StreamId | null;
  seal: Seal;
}>;

/** Commands for the steps of a subsidy or a claim. Only a passbook (a worker's year) accepts them. */
const stepCommand = (
  { stream, act, today, catalogue, seal }: Ready,
  amendment: Exclude<Amendment, { type: 'CorrectAct' | 'ReverseAct' | 'ReleaseActReference' }>,
): BoundCommand => {
  switch (amendment.type) {
    case 'ApproveSubsidy':
    case 'AssessMutualAidClaim': {
      const { type, on, amountFen } = amendment;
      const rules = catalogue.rules;
      const reason = amendment.reason == null ? null : seal('reason', amendment.reason);
      return boundDeciders.passbook.bind(stream, (at) => ({
        type,
        data: { stream: at, act, on, today, amountFen, rules, reason },
      }));
    }
    case 'PaySubsidy':
    case 'PayMutualAidClaim': {
      const { type, on } = amendment;
      return boundDeciders.passbook.bind(stream, (at) => ({ type, data: { stream: at, act, on, today } }));
    }
    case 'RefuseSubsidy':
    case 'RefuseMutualAidClaim': {
      const { type, on } = amendment;
      const reason = seal('reason', amendment.reason);
      return boundDeciders.passbook.bind(stream, (at) => ({
        type,
        data: { stream: at, act, on, today, reason },
      }));
    }
  }
};

const reversalCommand = (
  { stream, act, home, seal }: Ready,
  amendment: Extract<Amendment, { type: 'ReverseAct' }>,
): BoundCommand => {
  const { ground = null } = amendment;
  const reason = seal('reason', amendment.reason);
  const releases = 'releaseReference' in amendment;
  return boundDeciders[home].bind(stream, (at) => ({
    type: 'ReverseAct',
    data: { stream: at, act, reason, ground, releases },
  }));
};

const releaseCommand = (
  { stream, act, home, seal }: Ready,
  amendment: Extract<Amendment, { type: 'ReleaseActReference' }>,
): BoundCommand => {
  const reason = seal('reason', amendment.reason);
  return boundDeciders[home].bind(stream, (at) => ({
    type: 'ReleaseActReference',
    data: { stream: at, act, reason },
  }));
};

const resultChange = (
  { kind, catalogue }: Ready,
  { note, outcome, satisfied }: ChangesRead,
): ResultChange => ({
  said: {
    ...(outcome === undefined ? {} : { outcome }),
    ...(satisfied === undefined ? {} : { satisfied }),
  },
  read: note !== undefined && kind !== undefined && hasOutcome(kind) ? catalogue.readResult(note) : null,
});

/** The place as it is stored: in clear text for an act without a person, otherwise encrypted. */
const placeKept = (
  place: string | null,
  { hasPerson, seal }: Ready,
): Pick<Changes, 'place' | 'sealedPlace'> =>
  hasPerson ? { sealedPlace: place === null ? null : seal('place', place) } : { place };

/**
 * The state of the session that the act names; null if it names none, or if the act is recorded in the session's own
 * stream.
 */
const sessionFor = ({ stream, session }: Ready, { historyOf }: Findings): HeldSession | null => {
  if (session === null || session === stream) return null;
  return heldSession(boundDeciders.gathering.stateOf(historyOf(session)));
};

const correctionCommand = (
  ready: Ready,
  amendment: Extract<Amendment, { type: 'CorrectAct' }>,
): BoundCommand => {
  const { stream, act, home, catalogue, seal } = ready;
  const { note, place, outcome: _outcome, satisfied: _satisfied, ...rest } = amendment.changes;
  const kind = rest.kind === undefined ? undefined : catalogue.kindOfCode(rest.kind);
  const changes: Changes = {
    ...rest,
    ...(kind === undefined ? {} : { money: kind.money }),
    ...(place === undefined ? {} : placeKept(place, ready)),
    ...(note === undefined ? {} : { note: note === null ? null : seal('note', note) }),
  };
  const facts = {
    act,
    changes,
    family: kind?.events ?? null,
    rules: catalogue.rules,
    result: resultChange(ready, amendment.changes),
    reason: seal('reason', amendment.reason),
  };
  return boundDeciders[home].bind(stream, (at, findings) => ({
    type: 'CorrectAct',
    data: { ...facts, stream: at, session: sessionFor(ready, findings) },
  }));
};

/** Separates the texts of an amendment that may name a person from the rest, because the two are hashed differently. */
export const split = (amendment: Amendment): Readonly<{ open: string; personal: string | null }> => {
  if (amendment.type === 'CorrectAct') {
    const { note, place, ...changes } = amendment.changes;
    const { type, act, expectedRevision } = amendment;
    const revision = expectedRevision === undefined ? [] : [expectedRevision];
    const open = JSON.stringify([type, act, Object.entries(changes).sort(), ...revision]);
    return { open, personal: JSON.stringify([amendment.reason, note ?? null, place ?? null]) };
  }
  if ('reason' in amendment) {
    const { reason, ...rest } = amendment;
    return { open: JSON.stringify(Object.entries(rest).sort()), personal: reason ?? null };
  }
  return { open: JSON.stringify(Object.entries(amendment).sort()), personal: null };
};

/** Refuses a correction that gives an outcome to an act whose kind has none: only cases have outcomes. */
export const wrongOutcome = (amendment: Amendment, kind: Kind | undefined): Refused | null => {
  if (amendment.type !== 'CorrectAct' || amendment.changes.outcome == null) return null;
  return kind === undefined || hasOutcome(kind) ? null : refused('WRONG_KIND', { kind: kind.code });
};

/** The command for the stream that records the act; null if that sort of stream does not support the command. */
export const commandOn = (ready: Ready): BoundCommand | null => {
  const { amendment, home } = ready;
  if (amendment.type === 'CorrectAct') return correctionCommand(ready, amendment);
  if (amendment.type === 'ReverseAct') return reversalCommand(ready, amendment);
  if (amendment.type === 'ReleaseActReference') return releaseCommand(ready, amendment);
  return home === 'passbook' ? stepCommand(ready, amendment) : null;
};
