import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  END,
  eventTypeFilter,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
  type AppendResult,
  type EventData,
} from '@eventstore/db-client';

type Expected = bigint | 'none';
export type RawEvent = Readonly<{
  stream: string;
  revision: bigint;
  commit: bigint;
  prepare: bigint;
  id: string;
}>;
export type Seen = Readonly<{ events: readonly RawEvent[]; checkpoints: readonly bigint[] }>;

type Resolved = Readonly<{
  event?: Readonly<{
    streamId: string;
    revision: bigint;
    id: string;
    position?: Readonly<{ commit: bigint; prepare: bigint }> | undefined;
  }>;
}>;

const rawOf = ({ event }: Resolved): RawEvent => {
  if (event?.position === undefined) throw new Error('a link that leads nowhere');
  const { streamId: stream, revision, id, position } = event;
  return { stream, revision, id, ...position };
};

/** How long to wait for unexpected events. An event normally reaches a subscriber faster. */
const silentMs = 300;

const eventOf = (id: string, data: object = { n: 1 }): EventData =>
  jsonEvent({ id, type: 'Raw', data: { ...data } });

/** Another user of the same server with the official client: a different application, or an operator. */
export const operatorOf = (url: string) => {
  const client = EventStoreDBClient.connectionString(url);
  const read = async (events: AsyncIterable<Resolved>): Promise<readonly RawEvent[]> => {
    const found: RawEvent[] = [];
    for await (const resolved of events) found.push(rawOf(resolved));
    return found;
  };
  const append = (
    stream: string,
    expected: Expected,
    ids: readonly string[] = [randomUUID()],
    data?: object,
  ): Promise<AppendResult> =>
    client.appendToStream(
      stream,
      ids.map((id) => eventOf(id, data)),
      { expectedRevision: expected === 'none' ? NO_STREAM : expected },
    );
  return {
    append,
    /** With `credentials` the client uses the unary append call instead of the batch append. */
    appendUnary: (stream: string, expected: Expected, ids: readonly string[]): Promise<AppendResult> =>
      client.appendToStream(
        stream,
        ids.map((id) => eventOf(id)),
        {
          expectedRevision: expected === 'none' ? NO_STREAM : expected,
          credentials: { username: 'admin', password: 'changeit' },
        },
      ),
    /** Writes an event with any type and data, as another application would. */
    write: async (stream: string, type: string, data: object): Promise<void> => {
      await client.appendToStream(stream, jsonEvent({ type, data: { ...data } }), {
        expectedRevision: NO_STREAM,
      });
    },
    readStream: (stream: string, from = 0n, maxCount = 1_000) =>
      read(client.readStream(stream, { fromRevision: from, maxCount })),
    readAll: (commit: bigint, maxCount = 1_000) =>
      read(client.readAll({ fromPosition: { commit, prepare: commit }, maxCount })),
    readAllFiltered: (type: string) => {
      // The option `filter` is not in the client's types. The client accepts it but does not send it to the server.
      const options: Parameters<typeof client.readAll>[0] & object = { fromPosition: START, maxCount: 1_000 };
      Object.assign(options, { filter: eventTypeFilter({ prefixes: [type] }) });
      return read(client.readAll(options));
    },
    last: async (): Promise<RawEvent> => {
      const [last] = await read(client.readAll({ fromPosition: END, direction: BACKWARDS, maxCount: 1 }));
      if (last === undefined) throw new Error('the log is empty');
      return last;
    },
    /** Subscribes after a position and collects events until there are this many, with the checkpoints in between. */
    subscribe: async (prefix: string, commit: bigint, count: number): Promise<Seen> => {
      const [events, checkpoints]: [RawEvent[], bigint[]] = [[], []];
      const subscription = client.subscribeToAll({
        fromPosition: { commit, prepare: commit },
        filter: streamNameFilter({
          prefixes: [prefix],
          checkpointInterval: 1,
          checkpointReached: async (_subscription, position) => {
            checkpoints.push(position.commit);
          },
        }),
      });
      for await (const resolved of subscription) {
        events.push(rawOf(resolved));
        if (events.length >= count) break;
      }
      await subscription.unsubscribe();
      return { events, checkpoints };
    },
    /**
     * Subscribes after this position. Returns true if the subscription reports that it has caught up, and then sends
     * nothing while another event is appended.
     */
    isSilent: async (prefix: string, commit: bigint): Promise<boolean> => {
      const subscription = client.subscribeToAll({
        fromPosition: { commit, prepare: commit },
        filter: streamNameFilter({ prefixes: [prefix] }),
      });
      const heard = new Promise<boolean>((resolve) => {
        subscription.on('data', () => {
          resolve(false);
        });
        subscription.on('error', () => {
          resolve(false);
        });
        subscription.on('caughtUp', () => {
          void append(`${prefix}beyond`, 'none').then(() => setTimeout(resolve, silentMs, true));
        });
      });
      const isSilent = await heard;
      await subscription.unsubscribe();
      return isSilent;
    },
    delete: async (stream: string): Promise<void> => {
      await client.deleteStream(stream);
    },
    tombstone: async (stream: string): Promise<void> => {
      await client.tombstoneStream(stream);
    },
    close: () => client.dispose(),
  };
};

export type Operator = ReturnType<typeof operatorOf>;
