import type { Because } from '@ledger/ledger/kernel/refusals.js';
import type { BuildComparison } from '@ledger/projections/upkeep/build-view.js';

/** What a builder is to fold, and what it is to be compared with. */
export type BuildOrder = Readonly<{
  view: string;
  number: number;
  /** The collection that is read now. */
  current: string;
  sameVersion: boolean;
}>;

/** What a builder tells the owner. */
export type FromBuilder =
  | Readonly<{ type: 'progress'; ordinal: number; of: number }>
  | Readonly<{ type: 'built'; comparison: BuildComparison }>
  | Readonly<{ type: 'fault'; message: string; facts: Because }>;

export const isBuildOrder = (value: unknown): value is BuildOrder =>
  typeof value === 'object' &&
  value !== null &&
  ['view', 'number', 'current', 'sameVersion'].every((field) => Object.hasOwn(value, field));

/** Whether a message is one of a builder's. */
export const isFromBuilder = (message: unknown): message is FromBuilder =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === 'progress' || message.type === 'built' || message.type === 'fault');
