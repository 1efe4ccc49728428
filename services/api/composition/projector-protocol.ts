import { isPosition, type Position } from '@ledger/ledger/ports/event-log.js';
import type { Builds } from '@ledger/projections/kernel/builds.js';
import type { Allotted } from '@ledger/projections/kernel/keeping.js';
import type { Repaired } from '@ledger/projections/kernel/repairing.js';

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
}>;

/** One question, by its name, with what it is about. */
export type Ask = {
  [Name in keyof Asking]: Readonly<{ ask: Name }> & Omit<Asking[Name], 'answer'>;
}[keyof Asking];
export type AnswerTo<A extends Ask> = Asking[A['ask']]['answer'];

/** What the projector tells its owner. */
export type FromProjector =
  /** It follows the log; `outdated` are the views that stand still until they are built anew. */
  | Readonly<{ type: 'ready'; outdated: readonly string[] }>
  | Readonly<{ type: 'reached'; views: readonly ViewReached[] }>
  /** Another build of a view is current now. */
  | Readonly<{ type: 'switched' }>
  | Readonly<{ type: 'progress'; id: number; read: number }>
  | Readonly<{ type: 'answer'; id: number; answer: unknown }>
  | Readonly<{ type: 'refusal'; id: number; message: string }>
  /** It cannot go on, and trying again would not help. */
  | Readonly<{ type: 'fault'; message: string }>;

/** What the owner tells its projector: something was appended, it is time to end, or a question. */
export type ToProjector = 'ring' | 'stop' | Readonly<{ id: number; ask: Ask }>;

const isViewReached = (value: unknown): value is ViewReached =>
  typeof value === 'object' &&
  value !== null &&
  'view' in value &&
  'position' in value &&
  typeof value.position === 'string' &&
  isPosition(value.position);

const known: readonly FromProjector['type'][] = ['ready', 'switched', 'progress', 'answer', 'refusal'];

/** Whether a message is one of the projector's: whatever else comes over the channel is not for us. */
export const isFromProjector = (message: unknown): message is FromProjector => {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  if (known.some((type) => type === message.type)) return true;
  if (message.type === 'fault') return 'message' in message && typeof message.message === 'string';
  return (
    message.type === 'reached' &&
    'views' in message &&
    Array.isArray(message.views) &&
    message.views.every(isViewReached)
  );
};

/** Whether a message is a question of the owner's. */
export const isAsked = (message: unknown): message is Exclude<ToProjector, string> =>
  typeof message === 'object' && message !== null && 'id' in message && 'ask' in message;
