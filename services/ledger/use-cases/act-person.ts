import type { WorkerDetails } from '@ledger/schema/events/registry.js';
import type { HandedInPerson, Sealed } from '@ledger/schema/events/values.js';
import type { ActInput } from '../acts/act-facts.js';
import type { Companion } from '../engine/bound-decider.js';
import type { History } from '../engine/histories.js';
import { accepted } from '../kernel/decision.js';
import {
  actIdOf,
  printWorkerNo,
  workerStreamOf,
  type ActId,
  type StreamId,
  type WorkerNo,
} from '../kernel/ids.js';
import { comparableName } from '../kernel/person-names.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import type { SubjectKey } from '../ports/key-vault.js';
import { openedWith, sealing, type Seal } from '../ports/sealed-texts.js';
import {
  contradictions,
  contradicts,
  isWithdrawn,
  lacks,
  lacksName,
  type Brought,
  type RegistryState,
} from '../registry/registry-state.js';
import type { Acted } from '../engine/submission.js';
import { isReversed, openedIn } from '../acts/act-in-stream.js';
import { boundDeciders } from './bound-deciders.js';
import { nameFingerprintOf } from './person-details.js';
import { lastSaid } from './person-traits.js';
import type { RecordActCommand } from './record-act-command.js';

/**
 * A person whom an act names, and the person's key. `other` is the person to whom the stated membership number belongs,
 * if that is a different one; otherwise null.
 */
export type Named = Readonly<{
  worker: WorkerNo;
  other: WorkerNo | null;
  key: SubjectKey;
}>;

/** The details that an act states about its person, for comparison with the register. The name is only a hash. */
type Said = Readonly<{ hasName: boolean }> & Omit<Brought, 'name'>;

const nothingKnown = { sex: null, occupation: null, employer: null };

/** Compares an act with the register entry of the person it names, and completes each from the other. */
export class ActPerson {
  /** The person's stream in the register. */
  readonly stream: StreamId;
  private readonly said: Said;
  /** The encrypted name, created on first use, so that the act and the register store the same text. */
  private sealedName: Sealed | null = null;

  /** `takesName` is called each time the act is judged, with true if the register's name comes from this act. */
  constructor(
    private readonly command: RecordActCommand,
    private readonly named: Named,
    private readonly takesName: (takes: boolean) => void,
  ) {
    this.stream = workerStreamOf(named.worker);
    const { name, sex, occupation, employer } = command.reading;
    const nameFingerprint = nameFingerprintOf(name, named.key);
    this.said = { hasName: name !== null, nameFingerprint, sex, occupation, employer };
  }

  /** The registered details that the act contradicts, for the refusal; null if there is no contradiction. */
  registeredOtherwise(history: History): RefusalDetails | null {
    const { worker, other, key } = this.named;
    if (other !== null) return { worker: printWorkerNo(worker), owner: printWorkerNo(other) };
    const state = boundDeciders.registry.stateOf(history);
    if (state.kind !== 'registered' || !contradicts(state.details, this.said)) return null;
    const { sex } = state.details;
    const at = { stream: history.stream, field: 'name' };
    const name = openedWith(key, at, lastSaid(history, 'name'));
    if (name === null) return { registeredSex: sex ?? '' };
    return sex === null ? { registeredName: name } : { name, sex };
  }

  /**
   * The details of the person as the act stores them: those stated by the act, with blanks filled from the register.
   */
  completed(history: History): Pick<ActInput, 'handedIn' | 'sex' | 'occupation' | 'employer'> {
    const { sex, occupation, employer } = this.said;
    const name = this.nameKept(history);
    const state = boundDeciders.registry.stateOf(history);
    const known = state.kind === 'registered' ? state.details : nothingKnown;
    return {
      handedIn: name === null && sex === null ? null : { name, sex },
      sex: sex ?? known.sex,
      occupation: occupation ?? known.occupation,
      employer: employer ?? known.employer,
    };
  }

  /**
   * A companion (a follow-up command in another stream): after an act is accepted, it registers the person or fills
   * blank details of the register. It encrypts nothing if there is nothing to add, and does nothing if the act was
   * reversed.
   */
  bringing({ history: home, events }: Acted): readonly Companion[] {
    const { worker } = this.named;
    const act = openedIn(events);
    if (act === null) return [];
    const bring = boundDeciders.registry.bind(this.stream, (stream) => ({
      type: 'BringDetails',
      data: { stream, worker, act: actIdOf(home.stream, act), details: this.details() },
    }));
    const decide: Companion['decide'] = (history, findings) => {
      const [state, id] = [boundDeciders.registry.stateOf(history), actIdOf(home.stream, act)];
      const brings = !isReversed(home, act) && !isWithdrawn(state, id);
      this.takesName(brings && this.names(state, id));
      return brings && this.adds(state, id) ? bring.decide(history, findings) : accepted();
    };
    return [{ ...bring, decide, again: false }];
  }

  /**
   * The name as the act stores it. If the register has the same name, the act stores only the revision of the
   * register's stream, from which the name can be read; otherwise it stores an encrypted copy. A name that is written
   * differently from its comparable form is always copied, because its spelling could not be recovered.
   */
  private nameKept(history: History): HandedInPerson['name'] {
    const { name } = this.command.reading;
    if (name === null) return null;
    const state = boundDeciders.registry.stateOf(history);
    const { nameFingerprint } = this.said;
    const isRegistered =
      nameFingerprint !== null &&
      state.kind === 'registered' &&
      state.details.nameFingerprint === nameFingerprint;
    if (isRegistered && name === comparableName(name)) return history.length - 1;
    return this.nameSealed(name);
  }

  private nameSealed(name: string): Sealed {
    this.sealedName ??= this.seal()('name', name);
    return this.sealedName;
  }

  private seal(): Seal {
    return sealing(this.named.key, this.stream, this.command.commandId);
  }

  /** Whether the registered name came from this act, or will come from it now. */
  private names(state: RegistryState, act: ActId): boolean {
    if (state.kind === 'nobody') return this.said.hasName;
    if (state.kind !== 'registered') return false;
    const { details, broughtBy } = state;
    return broughtBy.name === act || (lacksName(details, this.said) && !contradicts(details, this.said));
  }

  private adds(state: RegistryState, act: ActId): boolean {
    return lacks(state, this.said) || contradictions(state, act, this.said).length > 0;
  }

  /** The details that the act states, in the form that the register stores. */
  private details(): WorkerDetails {
    const { worker } = this.named;
    const { reading } = this.command;
    const { sex, occupation, employer, nameFingerprint } = this.said;
    return {
      worker,
      office: reading.office,
      membership:
        reading.person?.by === 'membership' ? this.seal()('membership', reading.person.written) : null,
      nationalId: null,
      name: reading.name === null ? null : this.nameSealed(reading.name),
      nameFingerprint,
      phone: null,
      sex,
      occupation,
      employer,
    };
  }
}
