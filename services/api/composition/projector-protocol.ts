import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';

/** How far one view has come, as the projector tells its owner. */
export type ViewReached = Readonly<{ view: string; position: Position; stopped: string | null }>;

/** How many events a view was given in one pass, and how long it folded them. */
export type FoldedView = Readonly<{ view: string; events: number; ms: number }>;

/** What the projector tells its owner. */
export type FromProjector =
  | Readonly<{ type: 'ready' }>
  | Readonly<{ type: 'reached'; views: readonly ViewReached[] }>
  /** What one pass over the log took, view by view, and the memory of the process that did it. */
  | Readonly<{ type: 'folded'; views: readonly FoldedView[]; residentBytes: number }>
  /** It cannot go on, and trying again would not help. */
  | Readonly<{ type: 'fault'; message: string }>;

export type FoldedMessage = Extract<FromProjector, { type: 'folded' }>;

/** What the owner tells its projector: something was appended, or it is time to end. */
export type ToProjector = 'ring' | 'stop';

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

/** Whether a message is one of the projector's: whatever else comes over the channel is not for us. */
export const isFromProjector = (message: unknown): message is FromProjector => {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (message.type === 'ready') return true;
  if (message.type === 'fault') return 'message' in message && typeof message.message === 'string';
  if (!('views' in message)) return false;
  if (message.type === 'reached') return isListOf(message.views, isViewReached);
  return message.type === 'folded' && isListOf(message.views, isFoldedView);
};
