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
import type { Because } from '../kernel/refusals.js';
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
import { isReversed, openedIn } from '../acts/act-standing.js';
import { boundDeciders } from './bound-deciders.js';
import { nameFingerprintOf } from './person-details.js';
import { lastSaid } from './person-traits.js';
import type { Handed } from './record-act-command.js';

/** A person whom an act names, and their key. `other` is whom its membership number names, where that is not them. */
export type Named = Readonly<{
  worker: WorkerNo;
  other: WorkerNo | null;
  key: SubjectKey;
}>;

/** What an act says about its person, as far as acts are compared with the register. The name is only a fingerprint. */
type Said = Readonly<{ hasName: boolean }> & Omit<Brought, 'name'>;

const nothingKnown = { sex: null, occupation: null, employer: null };

/** What the register and an act that names somebody of it have to do with each other. */
export class ActPerson {
  /** The person's stream in the register. */
  readonly stream: StreamId;
  private readonly said: Said;
  /** The name sealed by the act's command, once that was needed: one text for the act and for the register. */
  private sealedName: Sealed | null = null;

  /** `takesName` is called whenever the act is judged: with true where the name in the register is the one of this act. */
  constructor(
    private readonly handed: Handed,
    private readonly named: Named,
    private readonly takesName: (takes: boolean) => void,
  ) {
    this.stream = workerStreamOf(named.worker);
    const { name, sex, occupation, employer } = handed.reading;
    const nameFingerprint = nameFingerprintOf(name, named.key);
    this.said = { hasName: name !== null, nameFingerprint, sex, occupation, employer };
  }

  /** What the register says, where the act says something else; null where it does not. */
  registeredOtherwise(history: History): Because | null {
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

  /** What the act says of its person; where its own columns are blank, what the register knows. */
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
   * The person behind an accepted act enters the register, and what it left blank is filled. Nothing is sealed where
   * there is nothing to add. An act that was taken back brings nothing any more.
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
   * The name as the act keeps it: the revision at which the register says it, else a sealed copy. The register's name is
   * not opened for that: what is written like its form of comparison can be read from it again.
   */
  private nameKept(history: History): HandedInPerson['name'] {
    const { name } = this.handed.reading;
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
    return sealing(this.named.key, this.stream, this.handed.commandId);
  }

  /** Whether the register has its name from this act, or takes it now. */
  private names(state: RegistryState, act: ActId): boolean {
    if (state.kind === 'nobody') return this.said.hasName;
    if (state.kind !== 'registered') return false;
    const { details, broughtBy } = state;
    return broughtBy.name === act || (lacksName(details, this.said) && !contradicts(details, this.said));
  }

  private adds(state: RegistryState, act: ActId): boolean {
    return lacks(state, this.said) || contradictions(state, act, this.said).length > 0;
  }

  /** What the act says, as the register would keep it. */
  private details(): WorkerDetails {
    const { worker } = this.named;
    const { reading } = this.handed;
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
