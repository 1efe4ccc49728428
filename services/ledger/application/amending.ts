import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { ReversalGround } from '@ledger/schema/events/acts.js';
import type { ActFacts, Sealed } from '@ledger/schema/events/values.js';
import type { Changes } from '../acts/correcting.js';
import type { Home } from '../acts/home.js';
import { openingEvents } from '../acts/standing.js';
import { shanghaiDate, type PlainDate } from '../kernel/calendar.js';
import { refused } from '../kernel/decision.js';
import { isOneOf } from '../kernel/event.js';
import { idempotencyKeyOf, parseActId, referenceOf, sliceOf, type StreamId } from '../kernel/ids.js';
import type { Fen } from '../kernel/money.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { Identifiers } from '../ports/identifiers.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import { followingAct } from './companions.js';
import type { Handling } from './handling.js';
import { subjectOf } from './placing.js';
import type { Initiator } from './recording.js';
import { slices } from './slices.js';
import type { Outcome } from './submission.js';
import type { Work } from './work.js';

/** What a correction may change, as read; the note still in clear text. */
export type ChangesRead = Omit<Changes, 'note' | 'money'> & Readonly<{ note?: string | null }>;

/** An order about an act that is recorded already. `act` is its id, as people hand it in. */
export type Amendment = Readonly<
  { act: string } & (
    | { type: 'ApproveSubsidy' | 'AssessMutualAidClaim'; on: PlainDate; amountFen: Fen | null }
    | { type: 'PaySubsidy' | 'PayMutualAidClaim'; on: PlainDate }
    | { type: 'RefuseSubsidy' | 'RefuseMutualAidClaim'; on: PlainDate; reason: string }
    | { type: 'CorrectAct'; changes: ChangesRead; reason: string }
    | { type: 'ReverseAct'; reason: string; ground?: ReversalGround | null }
  )
>;

export type HandedAmendment = Readonly<{
  amendment: Amendment;
  commandId: string;
  key: string;
  by: Initiator;
}>;

export interface Amending {
  /** Approves, pays, refuses, corrects or reverses one recorded act. */
  amend(handed: HandedAmendment): Promise<Outcome>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: Identifiers;
  clock: Clock;
  handling: Handling;
  catalogue: Catalogue;
}>;

/** An amendment with everything a decider must be told: whose key seals its texts, and what day it is. */
type Ready = Readonly<{
  amendment: Amendment;
  home: Home;
  stream: StreamId;
  act: number;
  today: PlainDate;
  catalogue: Catalogue;
  seal: (field: string, text: string) => Sealed;
}>;

/** The steps of a life cycle: orders that only a passbook takes. */
const stepWork = (
  { stream, act, today, catalogue, seal }: Ready,
  amendment: Exclude<Amendment, { type: 'CorrectAct' | 'ReverseAct' }>,
): Work => {
  switch (amendment.type) {
    case 'ApproveSubsidy':
    case 'AssessMutualAidClaim': {
      const { type, on, amountFen } = amendment;
      const rules = catalogue.rules;
      return slices.passbook.work(stream, (at) => ({
        type,
        data: { stream: at, act, on, today, amountFen, rules },
      }));
    }
    case 'PaySubsidy':
    case 'PayMutualAidClaim': {
      const { type, on } = amendment;
      return slices.passbook.work(stream, (at) => ({ type, data: { stream: at, act, on, today } }));
    }
    case 'RefuseSubsidy':
    case 'RefuseMutualAidClaim': {
      const { type, on } = amendment;
      const reason = seal('reason', amendment.reason);
      return slices.passbook.work(stream, (at) => ({ type, data: { stream: at, act, on, today, reason } }));
    }
  }
};

const reversalWork = (
  { stream, act, home, seal }: Ready,
  { reason, ground = null }: Extract<Amendment, { type: 'ReverseAct' }>,
): Work => {
  const sealed = seal('reason', reason);
  return slices[home].work(stream, (at) => ({
    type: 'ReverseAct',
    data: { stream: at, act, reason: sealed, ground },
  }));
};

const correctionWork = (
  { stream, act, home, catalogue, seal }: Ready,
  amendment: Extract<Amendment, { type: 'CorrectAct' }>,
): Work => {
  const { note, ...rest } = amendment.changes;
  const kind = rest.kind === undefined ? undefined : catalogue.kindOfCode(rest.kind);
  const changes: Changes = {
    ...rest,
    ...(kind === undefined ? {} : { money: kind.money }),
    ...(note === undefined ? {} : { note: note === null ? null : seal('note', note) }),
  };
  const facts = {
    act,
    changes,
    family: kind?.events ?? null,
    rules: catalogue.rules,
    result: note === undefined ? null : catalogue.readResult(note),
    reason: seal('reason', amendment.reason),
  };
  return slices[home].work(stream, (at) => ({ type: 'CorrectAct', data: { ...facts, stream: at } }));
};

/** The order for the act's home; null where that home does not know such orders. */
const workFor = (ready: Ready): Work | null => {
  const { amendment, home } = ready;
  if (amendment.type === 'CorrectAct') return correctionWork(ready, amendment);
  if (amendment.type === 'ReverseAct') return reversalWork(ready, amendment);
  return home === 'passbook' ? stepWork(ready, amendment) : null;
};

const isHome = (slice: string): slice is Home =>
  slice === 'passbook' || slice === 'gathering' || slice === 'case';

/** The texts of an amendment that may name somebody, and everything else it says. */
const split = (amendment: Amendment): Readonly<{ open: string; personal: string | null }> => {
  if (amendment.type === 'CorrectAct') {
    const { note, ...changes } = amendment.changes;
    const open = JSON.stringify([amendment.type, amendment.act, Object.entries(changes).sort()]);
    return { open, personal: JSON.stringify([amendment.reason, note ?? null]) };
  }
  if ('reason' in amendment) {
    const { reason, ...rest } = amendment;
    return { open: JSON.stringify(Object.entries(rest).sort()), personal: reason };
  }
  return { open: JSON.stringify(Object.entries(amendment).sort()), personal: null };
};

const unknownAct = (act: string): Outcome => ({ ...refused('UNKNOWN_ACT', { act }), existing: null });

class LedgerAmending implements Amending {
  constructor(private readonly ports: Ports) {}

  async amend(handed: HandedAmendment): Promise<Outcome> {
    const { amendment } = handed;
    const id = parseActId(amendment.act);
    const facts = id === null ? null : await this.factsOf(id.stream, id.act);
    if (id === null || facts === null) return unknownAct(amendment.act);
    const home = sliceOf(id.stream);
    if (!isHome(home)) return unknownAct(amendment.act);
    const { clock, catalogue } = this.ports;
    const key = await this.keyFor(id.stream, facts);
    const today = shanghaiDate(clock.now());
    const seal: Ready['seal'] = (field, text) => key.seal(field, text);
    const work = workFor({ ...id, home, amendment, catalogue, today, seal });
    return work === null ? unknownAct(amendment.act) : this.submit(handed, { work, facts, key });
  }

  /** The facts of an act as they were first recorded; null where there is no such act. */
  private async factsOf(stream: StreamId, act: number): Promise<ActFacts | null> {
    const past = (await this.ports.log.readStreams([stream])).get(stream)?.[act];
    if (past === undefined || !isOneOf(openingEvents, past.event)) return null;
    return past.event.data.act === act ? past.event.data : null;
  }

  /** The key of the act's subject; of somebody erased there is none, then the stream's. */
  private async keyFor(stream: StreamId, facts: ActFacts): Promise<SubjectKey> {
    const { vault } = this.ports;
    const subject = subjectOf(facts, stream);
    const key = (await vault.keysFor([subject])).get(subject) ?? (await vault.keysFor([stream])).get(stream);
    if (key === undefined) throw new Error(`the vault made no key for ${stream}`);
    return key;
  }

  private async submit(
    { amendment, commandId, key: idempotencyKey, by }: HandedAmendment,
    { work, facts, key }: Readonly<{ work: Work; facts: ActFacts; key: SubjectKey }>,
  ): Promise<Outcome> {
    const { open, personal } = split(amendment);
    const digest = this.ports.ids.digest(open);
    const { office, reference, session } = facts;
    const [outcome] = await this.ports.handling.handle([
      {
        origin: {
          ...by,
          commandId,
          hash: personal === null ? digest : `${digest}.${key.fingerprint(personal)}`,
        },
        claims: [{ stream: idempotencyKeyOf(idempotencyKey), reference: null }],
        work,
        session: null,
        alongside: [
          ...(reference === null ? [] : [referenceOf(office, reference)]),
          ...(session === null || session === work.stream ? [] : [session]),
        ],
        companions: followingAct,
      },
    ]);
    if (outcome === undefined) throw new Error('an amendment was handed in and not answered');
    return outcome;
  }
}

export const amending = (ports: Ports): Amending => new LedgerAmending(ports);
