import { sampleMarkStream } from '../kernel/ids.js';
import type { SampleMark } from '../sample-mark/sample-mark-decider.js';
import { historyIn } from '../engine/histories.js';
import type { CommandHandler } from '../engine/command-handler.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { IdGenerator } from '../ports/id-generator.js';
import { boundDeciders } from './bound-deciders.js';

type Ports = Readonly<{ log: EventLog; ids: IdGenerator; handler: CommandHandler }>;

const by = { actor: 'system', role: 'system', district: null, cause: null, hash: '' } as const;

const markOf = async (log: EventLog): Promise<SampleMark> => {
  const read = await log.readStreams([sampleMarkStream]);
  return boundDeciders.sampleMark.stateOf(historyIn(read, sampleMarkStream));
};

const firstEventOf = async (log: EventLog): Promise<Recorded | null> => {
  for (let after = log.start; ;) {
    const { events, reached, end } = await log.readAll(after, 1);
    const [first] = events;
    if (first !== undefined || end) return first ?? null;
    after = reached;
  }
};

const isMarkFirst = async (log: EventLog): Promise<boolean> =>
  (await firstEventOf(log))?.stream === sampleMarkStream;

/**
 * Whether a ledger is a sample: its acts are invented. A mark that is not the first event does not count: it was
 * appended to a ledger in use by a process that was killed before it could withdraw the mark.
 */
export const isSample = async (log: EventLog): Promise<boolean> =>
  (await markOf(log)) === 'marked' && (await isMarkFirst(log));

/**
 * Makes an empty ledger a sample. Returns whether the ledger is a sample: a ledger with any other event before the mark
 * never becomes one. Another process may record at the same moment, so the order of events in the log decides, not an
 * earlier check.
 */
export const markSample =
  ({ log, ids, handler }: Ports) =>
  async (): Promise<boolean> => {
    const settle = async (type: 'MarkAsSample' | 'WithdrawSampleMark'): Promise<void> => {
      const work = boundDeciders.sampleMark.bind(sampleMarkStream, () => ({ type, data: {} }));
      const commandId = ids.fresh();
      await handler.settle(work, { ...by, commandId, correlation: commandId });
    };
    const mark = await markOf(log);
    if (mark === 'withdrawn') return false;
    if (mark === 'unmarked') {
      if ((await log.head()).ordinal > 0) return false;
      await settle('MarkAsSample');
    }
    if (await isMarkFirst(log)) return true;
    await settle('WithdrawSampleMark');
    return false;
  };
