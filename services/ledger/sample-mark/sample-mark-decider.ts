import { typesOf } from '@ledger/schema/events/event-shape.js';
import { sampleMarkShapes, type SampleMarkEvent } from '@ledger/schema/events/sample-mark.js';
import type { Decider } from '../kernel/decision.js';
import { accepted } from '../kernel/decision.js';
import { sampleMarkStream } from '../kernel/ids.js';

/** Command: mark the ledger, which is empty, as a sample. */
export type MarkAsSample = Readonly<{ type: 'MarkAsSample'; data: Readonly<Record<string, never>> }>;

/** Command: withdraw the mark, because the ledger turned out not to be empty. */
export type WithdrawSampleMark = Readonly<{
  type: 'WithdrawSampleMark';
  data: Readonly<Record<string, never>>;
}>;

/** A ledger without a mark, or whose mark was withdrawn, contains real acts. */
export type SampleMark = 'unmarked' | 'marked' | 'withdrawn';

const evolve = (_state: SampleMark, event: SampleMarkEvent): SampleMark => {
  switch (event.type) {
    case 'LedgerMarkedAsSample':
      return 'marked';
    case 'SampleMarkWithdrawn':
      return 'withdrawn';
  }
};

/**
 * Whether the ledger is a sample (demonstration data), stream `sample-mark`. It can be marked once; a withdrawn mark
 * cannot be set again.
 */
export const sampleMark: Decider<SampleMark, MarkAsSample | WithdrawSampleMark, SampleMarkEvent> = {
  types: typesOf(sampleMarkShapes),
  initial: 'unmarked',
  evolve,
  decide: (state, { type }) => {
    switch (type) {
      case 'MarkAsSample':
        return state === 'unmarked'
          ? accepted<SampleMarkEvent>({ type: 'LedgerMarkedAsSample', data: {} })
          : accepted<SampleMarkEvent>();
      case 'WithdrawSampleMark':
        return state === 'marked'
          ? accepted<SampleMarkEvent>({ type: 'SampleMarkWithdrawn', data: {} })
          : accepted<SampleMarkEvent>();
    }
  },
  streamOf: () => sampleMarkStream,
};
