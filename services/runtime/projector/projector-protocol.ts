import type { Because } from '@ledger/ledger/kernel/refusals.js';
import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import type { AsideBuild } from '@ledger/projections/upkeep/build-registry.js';
import type { Builds } from '@ledger/projections/upkeep/view-builds.js';
import type { Allotted } from '@ledger/projections/upkeep/view-keeper.js';
import type { Repaired } from '@ledger/projections/kernel/document-repair.js';

/** How far one view has come, as the projector tells its owner. */
export type ViewReached = Readonly<{
  view: string;
  position: Position;
  stopped: string | null;
  incomplete: number;
}>;

/** What the owner may ask of its projector, and what is answered. */
export type Asking = Readonly<{
  allot: Readonly<{ view: string; answer: Allotted }>;
  ready: Readonly<{ view: string; number: number; answer: null }>;
  readyOf: Readonly<{ view: string; answer: number | null }>;
  switch: Readonly<{ view: string; number: number; answer: Position }>;
  back: Readonly<{ view: string; answer: Readonly<{ number: number; position: Position }> }>;
  drop: Readonly<{ view: string; answer: readonly number[] }>;
  repair: Readonly<{ view: string; key: string | null; answer: Repaired }>;
  builds: Readonly<{ answer: readonly Builds[] }>;
  /** Forgets the digests that are set aside, and answers how many builds of them there were. */
  accept: Readonly<{ answer: number }>;
}>;

/** One question, by its name, with what it is about. */
export type Ask = {
  [Name in keyof Asking]: Readonly<{ ask: Name }> & Omit<Asking[Name], 'answer'>;
}[keyof Asking];
export type AnswerTo<A extends Ask> = Asking[A['ask']]['answer'];

/** How many events a view was given in one pass, and how long it folded them. */
export type FoldedView = Readonly<{ view: string; events: number; ms: number }>;

/** What the projector tells its owner. */
export type FromProjector =
  /**
   * It follows the log; `outdated` are the views that stand still until they are built anew, `aside` what was set aside
   * because the log does not hold the events that it was folded from.
   */
  | Readonly<{ type: 'ready'; outdated: readonly string[]; aside: readonly AsideBuild[] }>
  | Readonly<{ type: 'reached'; views: readonly ViewReached[] }>
  /** What one pass over the log took, view by view, and the memory of the process that did it. */
  | Readonly<{ type: 'folded'; views: readonly FoldedView[]; residentBytes: number }>
  /** Another build of a view is current now. */
  | Readonly<{ type: 'switched' }>
  | Readonly<{ type: 'progress'; id: number; read: number }>
  | Readonly<{ type: 'answer'; id: number; answer: unknown }>
  | Readonly<{ type: 'refusal'; id: number; message: string; facts: Because }>
  /** It cannot go on, and trying again would not help. */
  | Readonly<{ type: 'fault'; message: string; facts: Because }>;

export type FaultMessage = Extract<FromProjector, { type: 'fault' }>;
export type FoldedMessage = Extract<FromProjector, { type: 'folded' }>;

/** What the owner tells its projector: something was appended, it is time to end, or a question. */
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

/** Whether a message is one of the projector's: whatever else comes over the channel is not for us. */
export const isFromProjector = (message: unknown): message is FromProjector => {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (known.some((type) => type === message.type)) return true;
  if (message.type === 'fault') return 'message' in message && typeof message.message === 'string';
  if (!('views' in message)) return false;
  if (message.type === 'reached') return isListOf(message.views, isViewReached);
  return message.type === 'folded' && isListOf(message.views, isFoldedView);
};

/** Whether a message is a question of the owner's. */
export const isAsked = (message: unknown): message is Exclude<ToProjector, string> =>
  typeof message === 'object' && message !== null && 'id' in message && 'ask' in message;

/** Asks something of the projector. */
export type AskProjector = <A extends Ask>(ask: A, progress?: (read: number) => void) => Promise<AnswerTo<A>>;
