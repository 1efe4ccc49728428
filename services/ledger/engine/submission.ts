import type { Refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { ActId, StreamId } from '../kernel/ids.js';
import type { NewEvent, Origin, Position, StreamEvent } from '../ports/event-log.js';
import type { BoundCommand, Companion } from './bound-decider.js';
import type { Consultation, History } from './histories.js';

/**
 * The act that holds a reference. `reversal` is the event that took the act back, if it was taken back without
 * releasing the reference.
 */
export type Holder = Readonly<{
  act: number;
  reversal: Readonly<{ revision: number; ground: string | null }> | null;
}>;

/**
 * A claim on something that only one command may hold: an office's reference of an act, or an idempotency key.
 * `stream` is the stream of its reservation; `actIn` finds the act that holds the reference in all events of the
 * act's stream.
 */
export type Claim = Readonly<{ stream: StreamId }> &
  Readonly<{ of: 'key' } | { of: 'reference'; actIn: (events: Iterable<DomainEvent>) => Holder | null }>;

/** The events that a command wrote to its stream, and the current history of that stream. */
export type Acted = Readonly<{ history: History; events: readonly DomainEvent[] }>;

/** One command, submitted for a decision. */
export type Submission = Readonly<{
  /** Who submitted the command, its id and the hash of its content. The command handler adds the time. */
  origin: Omit<Origin, 'at'>;
  /** The references and keys that the command must reserve. */
  claims: readonly Claim[];
  command: BoundCommand;
  /**
   * Other streams that the decision needs, or that the companions probably append to. They are read together with the
   * command's stream.
   */
  alongside: readonly StreamId[];
  /**
   * The companions of the command: follow-up commands in other streams, always the same streams. Each is idempotent:
   * repeating the command appends only what is missing.
   */
  companions: (acted: Acted) => readonly Companion[];
}>;

/** Turns events into the form that the log stores: with ids, origin and time of recording. */
export type Stamp = (
  commandId: string,
  stream: StreamId,
  events: readonly DomainEvent[],
) => readonly NewEvent[];

/** A submission with all that is needed to judge it: the histories, and the function that stamps its events. */
export type JudgeContext = Readonly<{ submission: Submission; histories: Consultation; stamp: Stamp }>;

type Done = Readonly<{
  stream: StreamId;
  /** The revision of the command's first event, which is also the number of the act that it recorded. */
  first: number;
  /**
   * Position of the last event that the command wrote; a client can wait for a view to reach it and so read its own
   * write.
   */
  position: Position;
}>;

/** `existing` is the act that already holds the reference, if that is the reason for the refusal. */
export type RefusedOutcome = Refused & Readonly<{ existing: ActId | null }>;

export type Outcome =
  | (Done &
      Readonly<{
        kind: 'recorded';
        /**
         * All events of the stream, up to those of the command: the state that is answered is folded from them. Null if
         * the same command, submitted twice at once, may have written its events with another origin.
         */
        past: (() => Iterable<StreamEvent>) | null;
      }>)
  /** The command was recorded earlier. */
  | (Done & Readonly<{ kind: 'repeated' }>)
  /** The command is valid and changes nothing. */
  | Readonly<{ kind: 'unchanged'; stream: StreamId }>
  | RefusedOutcome;
