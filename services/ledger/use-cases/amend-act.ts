import type { Catalogue } from '@ledger/schema/catalogue/catalogue.js';
import type { ActFacts } from '@ledger/schema/events/values.js';
import type { Home } from '../acts/act-home.js';
import { openingEvents } from '../acts/opening-events.js';
import { shanghaiDate } from '../kernel/calendar.js';
import { refused, type Refused } from '../kernel/decision.js';
import { isOneOf } from '../kernel/domain-event.js';
import {
  idempotencyKeyOf,
  parseActId,
  referenceOf,
  sliceNameOf,
  workerStreamOf,
  type ActId,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import type { Clock } from '../ports/clock.js';
import type { EventLog } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import { sealing } from '../ports/sealed-texts.js';
import { commandOn, split, wrongOutcome, type Amendment } from './act-amendments.js';
import { atRevision } from './act-revision.js';
import { followingAct } from './act-companions.js';
import { correctingFingerprint } from './corrected-fingerprint.js';
import { notRegistered, whileRegistered } from './erased-act-person.js';
import type { BoundCommand } from '../engine/bound-decider.js';
import type { CommandHandler } from '../engine/command-handler.js';
import { subjectOf } from './act-submission.js';
import type { Requester } from './record-act-command.js';
import { isGone, withdrawDetails, type ActGone } from './withdraw-details.js';
import type { Outcome, Submission } from '../engine/submission.js';

export type AmendActCommand = Readonly<{
  amendment: Amendment;
  commandId: string;
  /** The idempotency key that the command must reserve; null if the ledger itself made the command id. */
  key: string | null;
  by: Requester;
}>;

/** Acts that are reversed together, each by its own command. */
export type Reversals = Readonly<{
  acts: readonly Readonly<{ act: ActId; commandId: string }>[];
  reason: string;
  /** The import that is being undone. Details that its acts brought into the register are removed. */
  importId: string;
  by: Requester;
}>;

export interface Amending {
  /**
   * Reverses the acts in the given order, releases their references, and removes the details that they brought into the
   * register. Returns one outcome per act, in the same order.
   */
  reverseAll(reversals: Reversals): Promise<readonly Outcome[]>;
  /** Approves, pays, refuses, corrects or reverses one recorded act. */
  amend(request: AmendActCommand): Promise<Outcome>;
  /** The same for several acts, in the given order. Returns one outcome per command, in the same order. */
  amendAll(requests: readonly AmendActCommand[]): Promise<readonly Outcome[]>;
}

type Ports = Readonly<{
  log: EventLog;
  vault: KeyVault;
  ids: IdGenerator;
  clock: Clock;
  handler: CommandHandler;
  catalogue: Catalogue;
}>;

const isHome = (slice: string): slice is Home =>
  slice === 'passbook' || slice === 'gathering' || slice === 'case';

const unknownAct = (act: string): Refused => refused('UNKNOWN_ACT', { act });

/** The person whose texts the amendment corrects; null if it corrects nothing, or if the act names no person. */
const correctedPerson = ({ type }: Amendment, { worker }: ActFacts): WorkerNo | null =>
  type === 'CorrectAct' ? worker : null;

const isSubmission = (prepared: Submission | Refused): prepared is Submission => 'command' in prepared;

/** The act before the amendment, and the key that encrypts the texts of the amendment. */
type KnownAct = Readonly<{
  stream: StreamId;
  act: number;
  home: Home;
  facts: ActFacts;
  key: SubjectKey;
  /** The key that the act was recorded under; null if it was destroyed. */
  firstKey: SubjectKey | null;
}>;

class LedgerAmending implements Amending {
  constructor(private readonly ports: Ports) {}

  async amend(request: AmendActCommand): Promise<Outcome> {
    const [outcome] = await this.amendAll([request]);
    if (outcome === undefined) throw new Error('an amendment was submitted and not answered');
    return outcome;
  }

  async reverseAll({ acts, reason, importId, by }: Reversals): Promise<readonly Outcome[]> {
    const known = await this.known(acts.map(({ act }) => act));
    const outcomes = await this.amendKnown(
      acts.map(({ act, commandId }) => ({
        amendment: { type: 'ReverseAct', act, reason, ground: 'mistake', releaseReference: true },
        commandId,
        key: null,
        by,
      })),
      known,
    );
    const gone = acts.flatMap(({ act, commandId }, index): readonly ActGone[] => {
      const worker = known[index]?.facts.worker ?? null;
      return worker === null || !isGone(outcomes[index]) ? [] : [{ act, worker, commandId }];
    });
    await withdrawDetails(this.ports, gone, { importId, by });
    return outcomes;
  }

  async amendAll(all: readonly AmendActCommand[]): Promise<readonly Outcome[]> {
    return this.amendKnown(all, await this.known(all.map(({ amendment }) => amendment.act)));
  }

  private async amendKnown(
    all: readonly AmendActCommand[],
    known: readonly (KnownAct | null)[],
  ): Promise<readonly Outcome[]> {
    const prepared = all.map((request, index) => this.prepared(request, known[index] ?? null));
    const outcomes = await this.ports.handler.handle(prepared.filter(isSubmission));
    let next = 0;
    return prepared.map((each) => {
      const outcome = isSubmission(each) ? outcomes[next++] : { ...each, existing: null };
      if (outcome === undefined) throw new Error('an amendment was submitted and not answered');
      return outcome;
    });
  }

  /** The acts as first recorded; null for an id without an act. */
  private async known(acts: readonly string[]): Promise<readonly (KnownAct | null)[]> {
    const ids = acts.map((act) => parseActId(act));
    const streams = new Set(ids.flatMap((id) => id?.stream ?? []));
    const read = await this.ports.log.readStreams([...streams]);
    const found = ids.map((id) => {
      const past = id === null ? undefined : read.get(id.stream)?.[id.act];
      const home = id === null ? '' : sliceNameOf(id.stream);
      if (id === null || past === undefined || !isHome(home)) return null;
      if (!isOneOf(openingEvents, past.event) || past.event.data.act !== id.act) return null;
      return { ...id, home, facts: past.event.data };
    });
    const keys = await this.keysFor(found.filter((each) => each !== null));
    return found.map((each, index) => {
      const key = keys.get(found[index]?.stream ?? '') ?? null;
      const firstKey = each === null ? null : (keys.get(subjectOf(each.facts, each.stream)) ?? null);
      const own = firstKey ?? key;
      return each === null || own === null ? null : { ...each, key: own, firstKey };
    });
  }

  /** The keys of the acts' subjects. If the person of an act was erased, the key of the act's stream instead. */
  private async keysFor(
    acts: readonly Readonly<{ stream: StreamId; facts: ActFacts }>[],
  ): Promise<ReadonlyMap<string, SubjectKey>> {
    const { vault } = this.ports;
    const keys = new Map(
      await vault.keysFor([...new Set(acts.map((act) => subjectOf(act.facts, act.stream)))]),
    );
    const erased = acts.filter((act) => !keys.has(subjectOf(act.facts, act.stream)));
    if (erased.length === 0) return keys;
    for (const [stream, key] of await vault.keysFor(erased.map(({ stream }) => stream)))
      keys.set(stream, key);
    return keys;
  }

  /** The command of an amendment, or the refusal if there is none. */
  private commandOf({ amendment, commandId }: AmendActCommand, known: KnownAct): BoundCommand | Refused {
    const { clock, catalogue } = this.ports;
    const { key, firstKey, facts, stream } = known;
    const kind = catalogue.kindOfCode(facts.kind);
    const misplaced = wrongOutcome(amendment, kind);
    if (misplaced !== null) return misplaced;
    const person = correctedPerson(amendment, facts);
    if (person !== null && firstKey === null) return notRegistered(person);
    const command = commandOn({
      ...known,
      kind,
      session: facts.session,
      amendment,
      catalogue,
      today: shanghaiDate(clock.now()),
      hasPerson: facts.worker !== null,
      seal: sealing(key, stream, commandId),
    });
    if (command === null) return unknownAct(amendment.act);
    const guarded = atRevision(known.act, amendment.expectedRevision, command);
    return person === null ? guarded : whileRegistered(person, guarded);
  }

  /** The submission of an amendment, or the refusal if it cannot be submitted. */
  private prepared(request: AmendActCommand, known: KnownAct | null): Submission | Refused {
    if (known === null) return unknownAct(request.amendment.act);
    const command = this.commandOf(request, known);
    if (!('decide' in command)) return command;
    const { amendment, commandId, key: idempotencyKey, by } = request;
    const { ids } = this.ports;
    const { key, firstKey, facts, stream } = known;
    const person = correctedPerson(amendment, facts);
    const { open, personal } = split(amendment);
    const digest = ids.digest(open);
    const { office, reference, session } = facts;
    return {
      origin: {
        ...by,
        commandId,
        hash: personal === null ? digest : `${digest}.${key.fingerprint(personal)}`,
      },
      claims: idempotencyKey === null ? [] : [{ stream: idempotencyKeyOf(idempotencyKey), of: 'key' }],
      command,
      alongside: [
        ...(person === null ? [] : [workerStreamOf(person)]),
        ...(reference === null ? [] : [referenceOf(office, reference)]),
        ...(session === null || session === stream ? [] : [session]),
      ],
      companions: (acted) => [
        ...followingAct(acted),
        ...correctingFingerprint(acted, { ids, key: firstKey }),
      ],
    };
  }
}

export const amending = (ports: Ports): Amending => new LedgerAmending(ports);
