import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { eventsOf } from '../support/ledger.js';
import { Clerk, newKey } from './support/clerk.js';
import { withOneAct, withSample } from './support/filled-places.js';
import { viewsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';
import { actsReceived, Watcher } from './support/watcher.js';

const stage = openStage();

const query =
  'subscription Acts($after: Position) { actsRecorded(district: "330700", after: $after) { position act { id } } }';

type Reported = Readonly<{ position: string; id: string }>;

/**
 * Behaves as a real client: it stores the received acts and its last position, and keeps them when its socket closes.
 */
class Client {
  readonly reported: Reported[] = [];
  after: string;

  constructor(from: string) {
    this.after = from;
  }

  /** Subscribes from the last position, until `enough` acts were received or the socket closed. */
  async listen(url: string, enough: number): Promise<void> {
    try {
      const watcher = await Watcher.open(url);
      watcher.subscribe('acts', { query, variables: { after: this.after } });
      let seen = 0;
      await watcher.until(() => {
        const news = actsReceived(watcher.heard, 'acts').slice(seen);
        seen += news.length;
        for (const { act, position } of news) {
          if (act !== null) this.reported.push({ position, id: act.id });
          this.after = position;
        }
        return this.reported.length >= enough;
      });
      watcher.cut();
    } catch {
      // The server is gone. The client reconnects later from its last position.
    }
  }
}

/**
 * Acts of districts with the prefix 3307 that begin after a position. They are read from the log file without the API,
 * as the expected value.
 */
const openedIn = async (place: Place, after: string): Promise<readonly Reported[]> => {
  const log = openEmbeddedLog(`${place.data}/log.db`, 'read');
  const found: Reported[] = [];
  for (const { position, stream, revision, event } of await eventsOf(log)) {
    const { district, act } = event.data as Readonly<{ district?: string; act?: number }>;
    const isOpening = act === revision && district?.startsWith('3307') === true;
    if (isOpening && position > after && !event.type.startsWith('Act')) {
      found.push({ position, id: `${stream}.${String(revision)}` });
    }
  }
  await log.close();
  return found;
};

const visit = (index: number): Readonly<Record<string, unknown>> => ({
  kind: 'station-visit',
  on: '2024-03-01',
  district: index % 3 === 0 ? '330602' : '330784',
  headcount: 1,
  idempotencyKey: newKey(),
});

/** Sends an act until it is answered, always with the same idempotency key and to the current server. */
const persist = async (input: Readonly<Record<string, unknown>>, server: () => Server): Promise<void> => {
  for (;;) {
    try {
      await new Clerk(server().client).act('recordAct', input);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};

describe('a client that comes back with its last position', () => {
  it(
    'has been told exactly what the log holds, in its order, through cut sockets and a killed server',
    async () => {
      const place = await withOneAct(stage);
      let server = await stage.serve(place);
      const [view] = (await server.client.ask(viewsQuery)).views;
      const from = view?.position ?? '';
      const client = new Client(from);
      const submitted = 300;
      const writing = Promise.all(
        Array.from({ length: 4 }, async (_, writer) => {
          for (let index = writer; index < submitted; index += 4) await persist(visit(index), () => server);
        }),
      );
      const wanted = submitted - Math.ceil(submitted / 3);
      for (let enough = 15; enough < 100; enough += 15) await client.listen(server.url, enough);
      const listening = client.listen(server.url, wanted);
      await server.stop('SIGKILL');
      await listening;
      expect(client.reported.length).toBeLessThan(wanted);
      server = await stage.serve(place);
      for (let enough = client.reported.length + 15; enough < wanted; enough += 15) {
        await client.listen(server.url, enough);
      }
      await client.listen(server.url, wanted);
      await writing;
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      expect(client.reported).toStrictEqual(await openedIn(place, from));
      expect(client.reported).toHaveLength(wanted);
    },
    patience,
  );

  it(
    'from before the first event is told everything that there ever was',
    async () => {
      const place = await withSample(stage);
      const server = await stage.serve(place);
      const [view] = (await server.client.ask(viewsQuery)).views;
      const client = new Client(`${view?.position.slice(0, 4) ?? ''}${'0'.repeat(16)}`);
      const everything = await openedIn(place, '');
      await client.listen(server.url, everything.length);
      expect(client.reported).toStrictEqual(everything);
      expect(everything.length).toBeGreaterThan(4_000);
      await server.stop();
    },
    patience,
  );
});
