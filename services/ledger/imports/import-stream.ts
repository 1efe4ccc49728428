import type { CommandHandler, HistoryHolder } from '../engine/command-handler.js';
import { History } from '../engine/histories.js';
import type { ImportCommand, ImportRecordState } from '../import-record/import-record-decider.js';
import { importStreamOf, type StreamId } from '../kernel/ids.js';
import type { EventLog, NewEvent, Recorded } from '../ports/event-log.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import { sealing, type Seal } from '../ports/sealed-texts.js';
import { boundDeciders } from '../use-cases/bound-deciders.js';
import type { Requester } from '../use-cases/record-act-command.js';

export type StreamPorts = Readonly<{ log: EventLog; vault: KeyVault; handler: CommandHandler }>;

/** An import, and the user whose commands act on it. */
export type ImportBy = Readonly<{ id: string; by: Omit<Requester, 'correlation' | 'cause'> }>;

/** Appends events to the stream of one import. */
export class ImportStream {
  readonly name: StreamId;
  private readonly held: HistoryHolder;

  private constructor(
    private readonly ports: StreamPorts,
    private readonly of: ImportBy,
    private readonly key: SubjectKey,
    /** The events of the stream when it was opened. */
    readonly recorded: readonly Recorded[],
  ) {
    this.name = importStreamOf(of.id);
    this.held = { history: new History(this.name, recorded) };
  }

  static async open(ports: StreamPorts, of: ImportBy): Promise<ImportStream> {
    const name = importStreamOf(of.id);
    const recorded = (await ports.log.readStreams([name])).get(name) ?? [];
    const key = (await ports.vault.keysFor([name])).get(name);
    if (key === undefined) throw new Error(`the vault made no key for ${name}`);
    return new ImportStream(ports, of, key, recorded);
  }

  get id(): string {
    return this.of.id;
  }

  get state(): ImportRecordState {
    const { history } = this.held;
    return boundDeciders.importRecords.stateOf(history ?? new History(this.name, []));
  }

  /**
   * When judging of the rows began (UTC). Its day counts as today for all rows, also if the import is resumed on a
   * later day.
   */
  get begunAt(): string {
    const begun = this.known().find(({ event }) => event.type === 'ImportBegun');
    if (begun === undefined) throw new Error(`${this.name} was not begun`);
    return begun.origin.at;
  }

  /**
   * Appends an event to the import. Idempotent: a command whose event exists already adds nothing. `order` builds the
   * command, because encrypted texts are bound to the id of the command that writes them. Several parts of the program
   * may append at the same revision: `what` makes their command ids differ.
   */
  async note(what: string, order: (seal: Seal, commandId: string) => ImportCommand): Promise<void> {
    const { id, by } = this.of;
    const commandId = `${id}:${what}:${String(this.held.history?.length ?? 0)}`;
    const command = order(sealing(this.key, this.name, commandId), commandId);
    const work = boundDeciders.importRecords.bind(this.name, () => command);
    const origin = { ...by, commandId, hash: '', correlation: id, cause: null };
    await this.ports.handler.settle(work, origin, this.held);
  }

  private known(): readonly NewEvent[] {
    const { history } = this.held;
    return history === null ? [] : Array.from({ length: history.length }, (_, at) => history.at(at));
  }
}
