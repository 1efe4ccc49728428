import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import type { AsideBuild } from '@ledger/projections/upkeep/build-registry.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import type { Allotted } from '@ledger/projections/upkeep/view-manager.js';
import type { Repaired } from '@ledger/projections/kernel/document-repair.js';

/** The progress of one view, as the projector reports it. */
export type ViewReached = Readonly<{
  view: string;
  position: Position;
  stopped: string | null;
  incomplete: number;
}>;

/** The requests to the projector, each with the type of its answer. A build is a numbered copy of a view. */
export type Asking = Readonly<{
  allot: Readonly<{ view: string; answer: Allotted }>;
  ready: Readonly<{ view: string; number: number; answer: null }>;
  readyOf: Readonly<{ view: string; answer: number | null }>;
  switch: Readonly<{ view: string; number: number; answer: Position }>;
  back: Readonly<{ view: string; answer: Readonly<{ number: number; position: Position }> }>;
  drop: Readonly<{ view: string; answer: readonly number[] }>;
  repair: Readonly<{ view: string; key: string | null; answer: Repaired }>;
  builds: Readonly<{ answer: readonly Builds[] }>;
  /**
   * Removes digests (hashes of the log's events) that are kept but not used, because they do not fit the log. The
   * answer is the number of their builds.
   */
  accept: Readonly<{ answer: number }>;
}>;

/** A request: its name and its arguments. */
export type Ask = {
  [Name in keyof Asking]: Readonly<{ ask: Name }> & Omit<Asking[Name], 'answer'>;
}[keyof Asking];
export type AnswerTo<A extends Ask> = Asking[A['ask']]['answer'];

/** The number of events that a view folded in one pass, and how long that took. */
export type FoldedView = Readonly<{ view: string; events: number; ms: number }>;

/** The messages from the projector to its parent. */
export type FromProjector =
  /**
   * The projector follows the log. `outdated`: views that do not advance until they are rebuilt. `aside`: builds that
   * are kept but not used, because the log does not contain the events that they were folded from.
   */
  | Readonly<{ type: 'ready'; outdated: readonly string[]; aside: readonly AsideBuild[] }>
  | Readonly<{ type: 'reached'; views: readonly ViewReached[] }>
  /** The duration of one pass for each view, and the memory of the projector. */
  | Readonly<{ type: 'folded'; views: readonly FoldedView[]; residentBytes: number }>
  /** Another build of a view has become current. */
  | Readonly<{ type: 'switched' }>
  | Readonly<{ type: 'progress'; id: number; read: number }>
  | Readonly<{ type: 'answer'; id: number; answer: unknown }>
  | Readonly<{ type: 'refusal'; id: number; message: string; facts: RefusalDetails }>
  /** The projector cannot continue, and a restart would not help. */
  | Readonly<{ type: 'fault'; message: string; facts: RefusalDetails }>;

export type FaultMessage = Extract<FromProjector, { type: 'fault' }>;
export type FoldedMessage = Extract<FromProjector, { type: 'folded' }>;

/** The messages to the projector: `ring` (events were appended), `stop`, or a request. */
export type ToProjector = 'ring' | 'stop' | Readonly<{ id: number; ask: Ask }>;

const isViewReached = (value: unknown): value is ViewReached =>
  typeof value === 'object' &&
  value !== null &&
  'view' in value &&
  'position' in value &&
  typeof value.position === 'string' &&
  isPosition(value.position);

const isFoldedView = (value: unknown): value is FoldedView =>
  typeof value === 'object' &&
  value !== null &&
  'view' in value &&
  'events' in value &&
  'ms' in value &&
  typeof value.events === 'number' &&
  typeof value.ms === 'number';

const isListOf = <T>(value: unknown, isOne: (each: unknown) => each is T): value is readonly T[] =>
  Array.isArray(value) && value.every(isOne);

const known: readonly FromProjector['type'][] = ['ready', 'switched', 'progress', 'answer', 'refusal'];

/** Whether a message on the IPC channel is one of the projector's. Other messages are ignored. */
export const isFromProjector = (message: unknown): message is FromProjector => {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (known.some((type) => type === message.type)) return true;
  if (message.type === 'fault') return 'message' in message && typeof message.message === 'string';
  if (!('views' in message)) return false;
  if (message.type === 'reached') return isListOf(message.views, isViewReached);
  return message.type === 'folded' && isListOf(message.views, isFoldedView);
};

export const isAsked = (message: unknown): message is Exclude<ToProjector, string> =>
  typeof message === 'object' && message !== null && 'id' in message && 'ask' in message;

/** Sends a request to the projector, and resolves with its answer. */
export type AskProjector = <A extends Ask>(ask: A, progress?: (read: number) => void) => Promise<AnswerTo<A>>;
