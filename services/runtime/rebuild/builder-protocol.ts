import type { RefusalDetails } from '@ledger/ledger/kernel/refusals.js';
import type { BuildComparison } from '@ledger/projections/upkeep/build-view.js';

/** The build that a builder must fold, and the collection to compare it with. */
export type BuildOrder = Readonly<{
  view: string;
  number: number;
  /** The collection of the current build. */
  current: string;
  sameVersion: boolean;
}>;

/** The messages from a builder to its parent. */
export type FromBuilder =
  | Readonly<{ type: 'progress'; ordinal: number; of: number }>
  | Readonly<{ type: 'built'; comparison: BuildComparison }>
  | Readonly<{ type: 'fault'; message: string; facts: RefusalDetails }>;

export const isBuildOrder = (value: unknown): value is BuildOrder =>
  typeof value === 'object' &&
  value !== null &&
  ['view', 'number', 'current', 'sameVersion'].every((field) => Object.hasOwn(value, field));

export const isFromBuilder = (message: unknown): message is FromBuilder =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  (message.type === 'progress' || message.type === 'built' || message.type === 'fault');
