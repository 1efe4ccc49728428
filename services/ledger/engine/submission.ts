import type { Refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { ActId, StreamId } from '../kernel/ids.js';
import type { NewEvent, Origin, Position } from '../ports/event-log.js';
import type { BoundCommand, Companion } from './bound-decider.js';
import type { Consultation, History } from './histories.js';

/** The act that holds a reference; `reversal` is the event that took it back, where it was taken back and keeps it. */
export type Holder = Readonly<{
  act: number;
  reversal: Readonly<{ revision: number; ground: string | null }> | null;
}>;

/**
 * A name that a command must hold alone: an office's reference of an act, or an idempotency key. The stream is that
 * of the reservation; `actIn` finds the act that holds the reference among the events of its home, from the first on.
 */
export type Claim = Readonly<{ stream: StreamId }> &
  Readonly<{ of: 'key' } | { of: 'reference'; actIn: (events: Iterable<DomainEvent>) => Holder | null }>;

/** What a command did to its stream, and that stream as far as it is known now. */
export type Acted = Readonly<{ history: History; events: readonly DomainEvent[] }>;

/** One command, handed in for a decision. */
export type Submission = Readonly<{
  /** Who, which command, what content; the time of recording is stamped by the command handler. */
  origin: Omit<Origin, 'at'>;
  /** The names that the command must hold alone. */
  claims: readonly Claim[];
  command: BoundCommand;
  /** Other streams that the command is decided by, or that its companions are likely to touch. */
  alongside: readonly StreamId[];
  /**
   * What follows from the command in other streams: always in the same ones. Each is idempotent: a repeat completes
   * what is missing.
   */
  companions: (acted: Acted) => readonly Companion[];
}>;

/** Makes events into what a log takes: ids, origin and the time of recording. */
export type Stamp = (
  commandId: string,
  stream: StreamId,
  events: readonly DomainEvent[],
) => readonly NewEvent[];

/** A submission on the desk: what it is judged by, and how its events are stamped. */
export type Desk = Readonly<{ submission: Submission; histories: Consultation; stamp: Stamp }>;

export type Done = Readonly<{
  kind: 'recorded' | 'repeated';
  stream: StreamId;
  /** The revision of the command's first event: the number of the act that it recorded. */
  first: number;
  /** The last event that the command wrote, for reading one's own write. */
  position: Position;
}>;

/** `existing` names the act that holds the reference already, where that is the reason. */
export type RefusedOutcome = Refused & Readonly<{ existing: ActId | null }>;

export type Outcome =
  | Done
  /** Valid, and nothing to add. */
  | Readonly<{ kind: 'unchanged'; stream: StreamId }>
  | RefusedOutcome;
