import { openEmbeddedLog as open, type EmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { sliceNameOf, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { Append, Appended } from '@ledger/ledger/ports/event-log.js';
import { passing, planNow, type FaultPoint } from './plan.js';

const between: readonly FaultPoint[] = [
  'log: between reservation and act',
  'log: between act and what follows it',
];

const reserves = (stream: StreamId): boolean => ['key', 'ref'].includes(sliceNameOf(stream));

/** The kill moment between two appends of a chain; null if there is none (between two reservations). */
const gapOf = (before: Append, next: Append): FaultPoint | null => {
  if (!reserves(before.stream)) return 'log: between act and what follows it';
  return reserves(next.stream) ? null : 'log: between reservation and act';
};

/**
 * A log that writes the appends of a chain one by one, as an engine without transactions does, so that the process can
 * be killed between them. Chains are still written in the order of the calls.
 */
class SplitLog implements EmbeddedLog {
  private turn: Promise<unknown> = Promise.resolve();
  readonly start = this.log.start;
  readonly ids = this.log.ids;
  readonly readStreams: EmbeddedLog['readStreams'] = (streams) => this.log.readStreams(streams);
  readonly readAll: EmbeddedLog['readAll'] = (after, limit) => this.log.readAll(after, limit);
  readonly idAt: EmbeddedLog['idAt'] = (position) => this.log.idAt(position);
  readonly head: EmbeddedLog['head'] = () => this.log.head();
  readonly lastRecordedAt: EmbeddedLog['lastRecordedAt'] = () => this.log.lastRecordedAt();
  readonly changed: EmbeddedLog['changed'] = (after, signal) => this.log.changed(after, signal);
  readonly close: EmbeddedLog['close'] = () => this.log.close();

  constructor(private readonly log: EmbeddedLog) {}

  notify(): void {
    this.log.notify();
  }

  append(chain: readonly Append[]): Promise<readonly Appended[]> {
    const at = planNow().kill?.at;
    if (at === undefined || !between.includes(at)) return this.log.append(chain);
    const written = this.turn.then(() => this.oneByOne(chain));
    this.turn = written.catch(() => undefined);
    return written;
  }

  private async oneByOne(chain: readonly Append[]): Promise<readonly Appended[]> {
    const results: Appended[] = [];
    for (const [index, append] of chain.entries()) {
      if (results.some(({ kind }) => kind !== 'appended')) {
        results.push({ kind: 'skipped' });
        continue;
      }
      const before = chain[index - 1];
      const gap = before === undefined ? null : gapOf(before, append);
      if (gap !== null) passing(gap);
      results.push(...(await this.log.append([append])));
    }
    return results;
  }
}

export const openEmbeddedLog: typeof open = (...given) => new SplitLog(open(...given));
