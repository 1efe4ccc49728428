import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import type { Append, EventLog, NewEvent } from '@ledger/ledger/ports/event-log.js';
import { eventOf } from './events.js';
import { inTurn, ratioRow, type Row } from './measure.js';
import { openBareFile, readBareFile } from './peers/bare.js';

const rounds = 5;
const eventsPerRound = 100_000;
/** As many events as an import appends together: a thousand rows with two events each. */
const eventsTogether = 2_000;
const streams = 10_000;
const eventsPerRead = 2_000;

/** Produces appends to many streams in turn, each with the expected revision of its stream. */
class Streams {
  private readonly ends = new Map<string, number>();
  private next = 0;

  constructor(private readonly prefix: string) {}

  /** An append of one event to the next of the ten thousand streams. */
  inTurn(): Append {
    this.next += 1;
    return this.append(`${this.prefix}-${String(this.next % streams)}`);
  }

  /** An append of one event to a new stream. */
  fresh(): Append {
    this.next += 1;
    const name = `ref-${this.prefix}-${String(this.next)}`;
    return { stream: streamId(name), expected: 'none', events: [eventOf(name, name)] };
  }

  private append(name: string): Append {
    const expected = this.ends.get(name) ?? 'none';
    const revision = expected === 'none' ? 0 : expected + 1;
    this.ends.set(name, revision);
    return {
      stream: streamId(name),
      expected,
      events: [eventOf(`${name}:${String(revision)}`, name)],
    };
  }
}

const written = async (log: EventLog, chain: readonly Append[]): Promise<void> => {
  const appended = await log.append(chain);
  if (appended.some(({ kind }) => kind !== 'appended')) throw new Error('a bulk append met a conflict');
};

const rowOf = async (
  folder: string,
  name: string,
  goal: number,
  appendOf: (streams: Streams, index: number) => Append,
): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, `${name}.db`), 'write');
  const file = openBareFile(join(folder, `${name}.jsonl`));
  const mine = new Streams('passbook');
  const ours = async (): Promise<void> => {
    for (let done = 0; done < eventsPerRound; done += eventsTogether) {
      await written(
        log,
        Array.from({ length: eventsTogether }, (_, index) => appendOf(mine, index)),
      );
    }
  };
  const bare = new Streams('passbook');
  const theirs = async (): Promise<void> => {
    for (let done = 0; done < eventsPerRound; done += eventsTogether) {
      file.append(
        Array.from(
          { length: eventsTogether },
          (_, index): NewEvent | undefined => appendOf(bare, index).events[0],
        ),
      );
    }
  };
  const rates = await inTurn(rounds, eventsPerRound, ours, theirs);
  await log.close();
  file.close();
  return ratioRow(`${name}, ${String(eventsTogether)} events to a flush`, 'a synced file', goal, rates);
};

const inStreams = 'bulk append in 10,000 streams';

/**
 * Measures reading and parsing the whole log, compared with reading the same events as JSON lines. The bulk append has
 * written both files.
 */
const scanRow = async (folder: string): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, `${inStreams}.db`), 'read');
  const { ordinal } = await log.head();
  const ours = async (): Promise<void> => {
    let read = 0;
    for (let after = log.start; ;) {
      const { events, reached, end } = await log.readAll(after, eventsPerRead);
      read += events.length;
      if (end) break;
      after = reached;
    }
    if (read !== ordinal) throw new Error(`${String(read)} of ${String(ordinal)} events were read`);
  };
  const theirs = async (): Promise<void> => {
    const read = await readBareFile(join(folder, `${inStreams}.jsonl`));
    if (read !== ordinal) throw new Error(`${String(read)} of ${String(ordinal)} lines were read`);
  };
  const rates = await inTurn(rounds, ordinal, ours, theirs);
  await log.close();
  return ratioRow('scan of the log, every event parsed', 'JSON lines, every line parsed', 0.8, rates);
};

export const bulkRows = async (folder: string): Promise<readonly Row[]> => [
  await rowOf(folder, inStreams, 0.6, (all) => all.inTurn()),
  await rowOf(folder, 'bulk append, every second event opens a stream', 0.35, (all, index) =>
    index % 2 === 0 ? all.fresh() : all.inTurn(),
  ),
  await scanRow(folder),
];
