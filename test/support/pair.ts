import { randomBytes } from 'node:crypto';
import { Node } from '../doubles/eventstore/node.js';
import { dropDatabase, startMongo, type MongoServer } from '../doubles/mongodb/server.js';

/** The engines that the ledgers of a suite run on. */
export type Pair = Readonly<{ log: 'embedded' | 'eventstoredb'; documents: 'embedded' | 'mongodb' }>;

const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' && value !== null && 'log' in value && 'documents' in value;

/** What jest.config.js says of this suite; without a word, it is the embedded pair. */
export const pairHere = (): Pair => {
  const told: unknown = Reflect.get(globalThis, 'ledgerPair');
  return isPair(told) ? told : { log: 'embedded', documents: 'embedded' };
};

/** What names the servers to a ledger; empty where it shall not hear of one that the suites themselves were told of. */
export type Servers = Readonly<
  Record<'LEDGER_NAME' | 'EVENTSTORE_URL' | 'MONGODB_URL' | 'LEDGER_ONE_MACHINE', string>
>;

/** No servers, also where the environment of the suites names some. */
export const noServers: Servers = {
  LEDGER_NAME: '',
  EVENTSTORE_URL: '',
  MONGODB_URL: '',
  LEDGER_ONE_MACHINE: '',
};

/** The servers of one spec file: those that the environment names, or doubles. */
export class PairServers {
  private readonly names: string[] = [];

  private constructor(
    readonly pair: Pair,
    private readonly eventStoreUrl: string,
    /** The double of EventStoreDB; null where there is none, or a real one. */
    readonly eventStore: Node | null,
    private readonly mongo: MongoServer | null,
  ) {}

  /** `given` names an EventStoreDB to run on; without one, a double is started. */
  static async start(pair: Pair, given = process.env['EVENTSTORE_URL']): Promise<PairServers> {
    const isDouble = pair.log === 'eventstoredb' && (given === undefined || given === '');
    const node = isDouble ? await new Node().start() : null;
    const url = pair.log === 'eventstoredb' ? (node?.url ?? given ?? '') : '';
    return new PairServers(pair, url, node, pair.documents === 'mongodb' ? await startMongo() : null);
  }

  /** A ledger that no other run has used: servers are shared. */
  fresh(): Servers {
    const name = `t${randomBytes(6).toString('hex')}`;
    this.names.push(name);
    return {
      LEDGER_NAME: name,
      EVENTSTORE_URL: this.eventStoreUrl,
      MONGODB_URL: this.mongo?.url ?? '',
      // Asked of an owner whose log alone lies on a server.
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
