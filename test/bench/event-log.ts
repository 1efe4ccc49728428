import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog } from '@ledger/ledger/ports/event-log.js';
import { eventOf } from './events.js';
import { inTurn, ratioRow, type Row } from './measure.js';
import { openBareFile } from './peers/bare.js';

const rounds = 9;
const singles = 1_000;
const appenders = 256;
const appendsEach = 80;

const appendTo = async (log: EventLog, stream: string, revision: number): Promise<void> => {
  const expected = revision === 0 ? 'none' : revision - 1;
  const name = streamId(stream);
  const [appended] = await log.append([
    { stream: name, expected, events: [eventOf(`${stream}:${String(revision)}`, stream)] },
  ]);
  if (appended?.kind !== 'appended') throw new Error('the bench lost a race against itself');
};

let run = 0;

/**
 * Measures single appends, each durable before the next, compared with write and fdatasync of the same bytes to a file.
 */
const oneAtATime = async (folder: string): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, 'single.db'), 'write');
  const file = openBareFile(join(folder, 'single.jsonl'));
  const ours = async (): Promise<void> => {
    const stream = `single-${String(run++)}`;
    for (let revision = 0; revision < singles; revision += 1) await appendTo(log, stream, revision);
  };
  const theirs = async (): Promise<void> => {
    for (let index = 0; index < singles; index += 1)
      file.append([eventOf(`file:${String(index)}`, 'single')]);
  };
  const rates = await inTurn(rounds, singles, ours, theirs);
  await log.close();
  file.close();
  return ratioRow('one durable append at a time', 'bare fdatasync of the same bytes', 0.8, rates);
};

/**
 * Measures 256 concurrent appenders with all checks, compared with a file that is appended to and synced in the same
 * groups.
 */
const manyAtOnce = async (folder: string): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, 'many.db'), 'write');
  const file = openBareFile(join(folder, 'many.jsonl'));
  const ours = async (): Promise<void> => {
    const round = run++;
    const appender = async (number: number): Promise<void> => {
      const stream = `many-${String(round)}-${String(number)}`;
      for (let revision = 0; revision < appendsEach; revision += 1) await appendTo(log, stream, revision);
    };
    await Promise.all(Array.from({ length: appenders }, (_, number) => appender(number)));
  };
  const theirs = async (): Promise<void> => {
    for (let group = 0; group < appendsEach; group += 1) {
      file.append(
        Array.from({ length: appenders }, (_, number) =>
          eventOf(`${String(group)}:${String(number)}`, 'many'),
        ),
      );
    }
  };
  const rates = await inTurn(rounds, appenders * appendsEach, ours, theirs);
  await log.close();
  file.close();
  return ratioRow('256 concurrent appenders, all checks', 'a file synced in the same groups', 0.5, rates);
};

export const eventLogRows = async (folder: string): Promise<readonly Row[]> => [
  await oneAtATime(folder),
  await manyAtOnce(folder),
];
