import type { Refused } from '../kernel/decision.js';
import type { DomainEvent } from '../kernel/domain-event.js';
import type { ActId, StreamId, WorkerNo } from '../kernel/ids.js';
import type { Origin, Position } from '../ports/event-log.js';
import type { Claim } from './reservations.js';
import type { History } from './histories.js';
import type { Companion, BoundCommand } from './bound-decider.js';

/** What a command did to its stream, and that stream as far as it is known now. */
export type Acted = Readonly<{ history: History; events: readonly DomainEvent[] }>;

/** One command, handed in for a decision. */
export type Submission = Readonly<{
  /** Who, which command, what content; the time of recording is stamped by handling. */
  origin: Omit<Origin, 'at'>;
  /** The names that the command must hold alone. */
  claims: readonly Claim[];
  work: BoundCommand;
  /** The session that an act names while it is at home elsewhere; without a stream, there is no such session. */
  session: Readonly<{ stream: StreamId | null; worker: WorkerNo | null }> | null;
  /** Streams that companions are likely to touch: read together with the others. */
  alongside: readonly StreamId[];
  /**
   * What follows from the command in other streams: always in the same ones. Each is idempotent: a repeat completes
   * what is missing.
   */
  companions: (acted: Acted) => readonly Companion[];
}>;

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
