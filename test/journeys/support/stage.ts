import { pairHere, PairServers } from '../../support/pair.js';
import { Client } from './client.js';
import { entries, startNode, startProcess, type Child, type Ended } from './child.js';
import { patience } from './patience.js';
import { environmentOf, newPlace, removePlace, type Environment, type Place } from './place.js';

/** A running server. */
export type Server = Readonly<{
  /** Its GraphQL URL, built from the address that the server prints. */
  url: string;
  /** Its base URL without a path, as in `owner.json`. */
  address: string;
  process: Child;
  client: Client;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}>;

/** The result of a command. */
export type Ran = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** The places and processes of one spec file. At the end, running processes are killed and places are deleted. */
export class Stage {
  private readonly places: Place[] = [];
  private readonly running = new Set<Child>();
  private started: PairServers | null = null;

  /** Starts the database servers that the ledgers of this file need. */
  async open(): Promise<void> {
    this.started = await PairServers.start(pairHere());
  }

  get servers(): PairServers {
    if (this.started === null) throw new Error('the servers are started before the first case');
    return this.started;
  }

  place(): Place {
    const place = newPlace(this.servers.fresh());
    this.places.push(place);
    return place;
  }

  /** Starts the server without waiting for any output. */
  begin(place: Place, more: Environment = {}): Child {
    return this.keep(startNode(entries.api, [], environmentOf(place, more), place.root));
  }

  /** Starts the server by the command `ledger start`, without waiting for any output. */
  beginByCommand(place: Place): Child {
    return this.keep(startNode(entries.cli, ['start'], environmentOf(place, {}), place.root));
  }

  /** Starts the server and waits until it listens. */
  async serve(place: Place, more: Environment = {}): Promise<Server> {
    return this.listening(this.begin(place, more));
  }

  /** Starts the server with a file size limit (in KiB) and waits until it listens. Writes beyond the limit fail. */
  async serveLimited(place: Place, kilobytes: number): Promise<Server> {
    const limited = ['-c', `ulimit -f ${String(kilobytes)}; exec "$0" "$@"`, process.execPath, entries.api];
    return this.listening(this.keep(startProcess('bash', limited, environmentOf(place, {}), place.root)));
  }

  /** Waits until a started server listens. */
  async listening(process: Child): Promise<Server> {
    const [, address = ''] = await process.says(/^the ledger listens at (\S+)\/graphql/m);
    const url = `${address}/graphql`;
    return {
      url,
      address,
      process,
      client: new Client(url),
      stop: (signal = 'SIGTERM') => process.stop(signal),
    };
  }

  /** Runs a `ledger` command until it ends. */
  async ledger(place: Place, ...args: readonly string[]): Promise<Ran> {
    return this.ledgerIn(place, {}, ...args);
  }

  /** Runs a `ledger` command with more environment variables until it ends. */
  async ledgerIn(place: Place, more: Environment, ...args: readonly string[]): Promise<Ran> {
    const process = this.keep(startNode(entries.cli, args, environmentOf(place, more), place.root));
    const { code } = await process.ended;
    return { code, stdout: process.stdout, stderr: process.stderr };
  }

  async close(): Promise<void> {
    await Promise.all([...this.running].map((each) => each.stop('SIGKILL')));
    for (const place of this.places) removePlace(place);
    await this.started?.stop();
  }

  private keep(process: Child): Child {
    this.running.add(process);
    void process.ended.then(() => this.running.delete(process));
    return process;
  }
}

/** Makes a stage that opens before the first case of the file and closes after the last. */
export const openStage = (): Stage => {
  const stage = new Stage();
  beforeAll(() => stage.open(), patience);
  afterAll(() => stage.close(), patience);
  return stage;
};
