import { randomBytes } from 'node:crypto';
import { Node } from '../doubles/eventstore/node.js';
import { dropDatabase, startMongo, type MongoServer } from '../doubles/mongodb/server.js';

/** A pair of engines for the ledgers of a suite: one for the event log, one for views and vault. */
export type Pair = Readonly<{ log: 'embedded' | 'eventstoredb'; documents: 'embedded' | 'mongodb' }>;

const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' && value !== null && 'log' in value && 'documents' in value;

/** The pair that jest.config.js sets for this suite; by default both engines are embedded. */
export const pairHere = (): Pair => {
  const reported: unknown = Reflect.get(globalThis, 'ledgerPair');
  return isPair(reported) ? reported : { log: 'embedded', documents: 'embedded' };
};

/**
 * The environment variables that select servers. An empty value overrides a variable that is set where the tests run.
 */
export type Servers = Readonly<
  Record<'LEDGER_NAME' | 'EVENTSTORE_URL' | 'MONGODB_URL' | 'LEDGER_ONE_MACHINE', string>
>;

/** Selects embedded engines, even if the environment of the test run names servers. */
export const noServers: Servers = {
  LEDGER_NAME: '',
  EVENTSTORE_URL: '',
  MONGODB_URL: '',
  LEDGER_ONE_MACHINE: '',
};

/** The servers that one spec file uses: those named in the environment, or doubles (test servers) that it starts. */
export class PairServers {
  private readonly names: string[] = [];

  private constructor(
    readonly pair: Pair,
    private readonly eventStoreUrl: string,
    /** The double of EventStoreDB; null if the log is embedded or on a real server. */
    readonly eventStore: Node | null,
    private readonly mongo: MongoServer | null,
  ) {}

  /** `given` is the URL of an EventStoreDB. If it is missing or empty, a double is started. */
  static async start(pair: Pair, given = process.env['EVENTSTORE_URL']): Promise<PairServers> {
    const isDouble = pair.log === 'eventstoredb' && (given === undefined || given === '');
    const node = isDouble ? await new Node().start() : null;
    const url = pair.log === 'eventstoredb' ? (node?.url ?? given ?? '') : '';
    return new PairServers(pair, url, node, pair.documents === 'mongodb' ? await startMongo() : null);
  }

  /** Settings for a new ledger. Its name is random, because test runs may share a server. */
  fresh(): Servers {
    const name = `t${randomBytes(6).toString('hex')}`;
    this.names.push(name);
    return {
      LEDGER_NAME: name,
      EVENTSTORE_URL: this.eventStoreUrl,
      MONGODB_URL: this.mongo?.url ?? '',
      // The ledger requires this setting if only its log is on a server: it assures that no other machine runs this
      // ledger.
      LEDGER_ONE_MACHINE: this.eventStoreUrl !== '' && this.mongo === null ? 'yes' : '',
    };
  }

  async stop(): Promise<void> {
    this.eventStore?.kill();
    if (this.mongo === null) return;
    for (const name of this.names)
      for (const what of ['views', 'vault']) await dropDatabase(this.mongo.url, `${name}_${what}`);
    await this.mongo.stop();
  }
}
