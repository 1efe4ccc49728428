import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryWatch } from '../memory.js';
import { inTurn, median, percentile, perSecond, type Row } from '../measure.js';
import { recordAct, recordedIn, startServer, type Served } from './client.js';

const clients = 64;
const rounds = 7;
const requestsPerRound = 3_200;
const ratioMin = 0.5;
const actsPerSecond = 500;
const openLoopSeconds = 60;
const visibleMsMax = 1_000;
const pollMs = 10;

let run = 0;

/** Several clients, each of which sends its next request when the last was answered. */
const closedLoop = async ({ post }: Served): Promise<void> => {
  const name = `round-${String((run += 1))}`;
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < requestsPerRound) {
      next += 1;
      recordedIn(await post(recordAct(name, next)));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
};

/** Measures the mutation over HTTP, compared with the same code over a ledger that always returns the same result. */
const closedRow = async (ledger: Served, constant: Served): Promise<Row> => {
  await closedLoop(constant);
  await closedLoop(ledger);
  const rates = await inTurn(
    rounds,
    requestsPerRound,
    () => closedLoop(ledger),
    () => closedLoop(constant),
  );
  const ratio = median(rates.ours.map((rate, index) => rate / (rates.theirs[index] ?? Number.NaN)));
  return {
    name: `the mutation that records an act, over HTTP, ${String(clients)} clients`,
    figure: perSecond(median(rates.ours)),
    peer: `the same stack answering a constant: ${perSecond(median(rates.theirs))}`,
    ratio,
    goal: `≥ ${String(ratioMin)} ×`,
    reached: ratio >= ratioMin,
    notes: 'durable when answered; the client shares the two cores',
  };
};

type Waiting = Readonly<{ position: string; recordedAt: number }>;

const viewsQuery = JSON.stringify({ query: '{ views { position } }' });

/** The lowest position of all views: every view has reached it. */
const reached = async ({ post }: Served): Promise<string> => {
  const { data } = JSON.parse(await post(viewsQuery)) as { data: { views: { position: string }[] } };
  const positions = data.views.map(({ position }) => position);
  return positions.reduce((a, b) => (a < b ? a : b));
};

/**
 * Measures how long acts take to become visible: from the timestamp of the act, set before the commit, until a poll
 * finds that every view has reached it.
 */
class Visibility {
  readonly times: number[] = [];
  private readonly waiting: Waiting[] = [];

  add(recorded: ReturnType<typeof recordedIn>): void {
    this.waiting.push({ position: recorded.position, recordedAt: Date.parse(recorded.recordedAt) });
  }

  /** Polls until `done` and until every added act is visible. */
  async follow(served: Served, done: () => boolean): Promise<void> {
    while (!done() || this.waiting.length > 0) {
      const position = await reached(served);
      const now = Date.now();
      const left = this.waiting.splice(0).filter((each) => {
        if (each.position > position) return true;
        this.times.push(now - each.recordedAt);
        return false;
      });
      this.waiting.push(...left);
      await sleep(pollMs);
    }
  }
}

type OpenLoop = Readonly<{ visible: readonly number[]; latencies: readonly number[]; late: number }>;

/**
 * Sends a fixed number of acts a second. Each is sent when it is due, even when earlier requests are not answered yet.
 */
const openLoop = async (served: Served): Promise<OpenLoop> => {
  const visibility = new Visibility();
  const latencies: number[] = [];
  const sent: Promise<void>[] = [];
  const total = actsPerSecond * openLoopSeconds;
  let isDone = false;
  const following = visibility.follow(served, () => isDone);
  const from = performance.now();
  const send = async (number: number, due: number): Promise<void> => {
    const recorded = recordedIn(await served.post(recordAct('open', number)));
    latencies.push(performance.now() - due);
    visibility.add(recorded);
  };
  let late = 0;
  for (let number = 0; number < total;) {
    const now = performance.now();
    for (; number < total && from + (number * 1_000) / actsPerSecond <= now; number += 1) {
      const due = from + (number * 1_000) / actsPerSecond;
      late = Math.max(late, now - due);
      sent.push(send(number, due));
    }
    await sleep(1);
  }
  await Promise.all(sent);
  isDone = true;
  await following;
  return { visible: visibility.times, latencies, late };
};

const openRow = async (served: Served): Promise<Row> => {
  const watch = new MemoryWatch(
    new Map([
      ['owner', () => served.pid],
      ['projector', () => served.projector],
    ]),
  );
  const { visible, latencies, late } = await openLoop(served);
  const memory = [...watch.peaks().each].map(([name, mb]) => `${name} ${mb.toFixed(0)} MB`).join(', ');
  watch.stop();
  const p99 = percentile(visible, 0.99);
  const answered = `answered p50 ${percentile(latencies, 0.5).toFixed(1)} ms, p99 ${percentile(latencies, 0.99).toFixed(0)} ms`;
  return {
    name: `${String(actsPerSecond)} acts a second for ${String(openLoopSeconds)} s, stamped to visible in every view`,
    figure: `p99 ${p99.toFixed(0)} ms (p50 ${percentile(visible, 0.5).toFixed(0)} ms)`,
    peer: '',
    ratio: null,
    goal: `p99 < ${String(visibleMsMax)} ms`,
    reached: p99 < visibleMsMax,
    notes: `open loop, ${answered} after they were due; the sender was late by ${late.toFixed(0)} ms at most; ${memory}`,
  };
};

export const mutationRows = async (folder: string): Promise<readonly Row[]> => {
  const constant = await startServer(join(folder, 'http-constant'), 'constant');
  const ledger = await startServer(join(folder, 'http-ledger'), 'ledger');
  try {
    const closed = await closedRow(ledger, constant);
    return [closed, await openRow(ledger)];
  } finally {
    await ledger.close();
    await constant.close();
  }
};
