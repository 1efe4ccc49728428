import { errorOf } from '@ledger/ledger/kernel/error-message.js';
import type { AllStreamResolvedEvent, ResolvedEvent, StreamingRead } from '@eventstore/db-client';
import { NotHeard } from './eventstore-failures.js';

/** An event as the server returns it. */
export type ServerEvent = Readonly<{
  stream: string;
  revision: number;
  commit: bigint;
  id: string;
  type: string;
  data: unknown;
  origin: unknown;
}>;

type Read = StreamingRead<ResolvedEvent> | StreamingRead<AllStreamResolvedEvent>;

/** Servers before 22.6 return this value as the position of an event that is read from its stream. */
const noPosition = 2n ** 64n - 1n;

export const storedOf = ({ event }: ResolvedEvent | AllStreamResolvedEvent): ServerEvent | null =>
  event === undefined
    ? null
    : {
        stream: event.streamId,
        revision: Number(event.revision),
        commit: event.position?.commit ?? noPosition,
        id: event.id,
        type: event.type,
        data: event.data,
        origin: event.metadata,
      };

export const hasPosition = ({ commit }: ServerEvent): boolean => commit !== noPosition;

/**
 * Collects all events of a read. Uses the `data` events of the stream: async iteration takes more than twice as long.
 * Throws NotHeard if nothing arrives for `silenceMs`.
 */
export const collect = (read: Read, silenceMs: number): Promise<readonly ServerEvent[]> =>
  new Promise((resolve, reject) => {
    const found: ServerEvent[] = [];
    const timer = setTimeout(() => {
      reject(new NotHeard('the server has fallen silent'));
      void read.cancel().catch(() => undefined);
    }, silenceMs);
    read.on('data', (resolved: ResolvedEvent | AllStreamResolvedEvent) => {
      timer.refresh();
      const stored = storedOf(resolved);
      if (stored !== null) found.push(stored);
    });
    read.on('error', (error: unknown) => {
      clearTimeout(timer);
      reject(errorOf(error));
    });
    read.on('end', () => {
      clearTimeout(timer);
      resolve(found);
    });
  });
