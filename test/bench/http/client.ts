import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { counties } from '../season/season.js';

/** A server that the bench has started. */
export type Served = Readonly<{
  pid: number;
  projector: number;
  /** Sends one GraphQL request and returns the body of the response. */
  post: (body: string) => Promise<string>;
  /** The base URL of the server. */
  address: string;
  /** The longest delay of its event loop since the last call, in milliseconds. */
  hold: () => Promise<number>;
  close: () => Promise<void>;
}>;

const socketsMax = 1_024;

const posting = (address: string, agent: Agent) => {
  const url = new URL(`${address}/graphql`);
  const headers = {
    'content-type': 'application/json',
    'x-ledger-actor': 'bench',
    'x-ledger-role': 'caseworker',
  };
  const post = (body: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const sent = request(
        url,
        { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (text += chunk));
          response.on('end', () => {
            resolve(text);
          });
          response.on('error', reject);
        },
      );
      sent.on('error', (error) => {
        // The server may close an idle connection at the moment when the next request is sent. That request is sent
        // again.
        if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(post(body));
        else reject(error);
      });
      sent.end(body);
    });
  return post;
};

const endMsMax = 10_000;

/**
 * Asks a server to end and waits. After 10 s the server is killed. A server that has already ended is not waited for.
 */
const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), endMsMax);
  if (child.connected) child.send('close');
  await gone;
  clearTimeout(late);
};

/** Starts a server as a separate process and waits until it listens. */
export const startServer = async (folder: string, what: 'ledger' | 'constant'): Promise<Served> => {
  mkdirSync(folder, { recursive: true });
  const child = fork(fileURLToPath(new URL('./bench-server.js', import.meta.url)), [folder, what]);
  // Unchecked cast: the child process is bench-server.js, which sends this message first.
  const [{ address, projector }] = (await once(child, 'message')) as [
    Readonly<{ address: string; projector: number }>,
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: socketsMax });
  return {
    pid: child.pid ?? 0,
    projector,
    post: posting(address, agent),
    address,
    hold: async () => {
      child.send('hold');
      const [{ hold }] = (await once(child, 'message')) as [Readonly<{ hold: number }>];
      return hold;
    },
    close: async () => {
      agent.destroy();
      await ended(child);
    },
  };
};

const text =
  'mutation ($input: RecordActInput!) { recordAct(input: $input) { act { id worker state recordedAt } position userErrors { code } } }';

const members = 20_000;

/** The request that records act number `number` of a run, for one of 20,000 members. */
export const recordAct = (run: string, number: number): string => {
  const member = (number * 7_919) % members;
  return JSON.stringify({
    query: text,
    variables: {
      input: {
        idempotencyKey: `${run}-${String(number)}`,
        kind: 'medical-mutual-aid-enrolment',
        on: '2024-07-14',
        district: counties[member % counties.length],
        person: { membership: `BENCH-${String(member)}`, name: '王小明', sex: 'MALE', employer: '美团配送' },
        reference: `${run}/${String(number)}`,
        amountFen: 10_000,
      },
    },
  });
};

export type Recorded = Readonly<{ position: string; recordedAt: string }>;

/** The recorded act in a response. Throws when nothing was recorded. */
export const recordedIn = (answer: string): Recorded => {
  const { data } = JSON.parse(answer) as {
    data?: { recordAct?: { act: { recordedAt: string } | null; position: string | null } };
  };
  const { act, position } = data?.recordAct ?? { act: null, position: null };
  if (act === null || position === null) throw new Error(`an act was not recorded: ${answer}`);
  return { position, recordedAt: act.recordedAt };
};
