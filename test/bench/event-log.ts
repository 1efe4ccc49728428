import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { identifiers } from '@ledger/infra/identifiers/identifiers.js';
import { streamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, NewEvent } from '@ledger/ledger/ports/event-log.js';
import { inTurn, ratioRow, type Row } from './measure.js';

const rounds = 9;
const singles = 1_000;
const appenders = 256;
const appendsEach = 80;
/** What one event of an imported row looks like, data and origin together about 600 bytes. */
const data = {
  act: 0,
  kind: 'medical-mutual-aid-payout',
  on: '2024-07-14',
  district: '330784',
  place: null,
  worker: 1234,
  sex: 'male',
  occupation: '网约车司机',
  employer: '美团配送',
  session: null,
  headcount: 1,
  sessions: 0,
  minutes: 0,
  items: 0,
  amountFen: 334_219,
  money: 'payout',
  name: null,
  note: null,
  office: 'ledger',
  reference: 'YK-2024-001340',
  judgedBy: null,
};

export const eventOf = (commandId: string, stream: string): NewEvent => ({
  id: identifiers.ofEvent(commandId, stream, 0),
  event: { type: 'ServiceRecorded', data },
  origin: {
    commandId,
    hash: 'q8sM0f2lJq3wT7aYb1cDkg',
    actor: 'bench',
    role: 'caseworker',
    district: null,
    at: '2026-01-01T00:00:00.000Z',
    correlation: commandId,
    cause: null,
  },
});

const bytesOf = (event: NewEvent): Buffer => Buffer.from(`${JSON.stringify(event)}\n`);

const appendTo = async (log: EventLog, stream: string, revision: number): Promise<void> => {
  const expected = revision === 0 ? 'none' : revision - 1;
  const name = streamId(stream);
  const [appended] = await log.append([
    { stream: name, expected, events: [eventOf(`${stream}:${String(revision)}`, stream)] },
  ]);
  if (appended?.kind !== 'appended') throw new Error('the bench lost a race against itself');
};

let run = 0;

/** One event at a time, durable before the next, against a bare write and fdatasync of the same bytes. */
const oneAtATime = async (folder: string): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, 'single.db'), 'write');
  const file = openSync(join(folder, 'single.jsonl'), 'a');
  const ours = async (): Promise<void> => {
    const stream = `single-${String(run++)}`;
    for (let revision = 0; revision < singles; revision += 1) await appendTo(log, stream, revision);
  };
  const theirs = async (): Promise<void> => {
    for (let index = 0; index < singles; index += 1) {
      writeSync(file, bytesOf(eventOf(`file:${String(index)}`, 'single')));
      fdatasyncSync(file);
    }
  };
  const rates = await inTurn(rounds, singles, ours, theirs);
  await log.close();
  closeSync(file);
  return ratioRow('one durable append at a time', 'bare fdatasync of the same bytes', 0.8, rates);
};

/** 256 appenders at once, all checks on, against a file that is appended and synced in the same groups. */
const manyAtOnce = async (folder: string): Promise<Row> => {
  const log = openEmbeddedLog(join(folder, 'many.db'), 'write');
  const file = openSync(join(folder, 'many.jsonl'), 'a');
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
      const events = Array.from({ length: appenders }, (_, number) =>
        bytesOf(eventOf(`${String(group)}:${String(number)}`, 'many')),
      );
      writeSync(file, Buffer.concat(events));
      fdatasyncSync(file);
    }
  };
  const rates = await inTurn(rounds, appenders * appendsEach, ours, theirs);
  await log.close();
  closeSync(file);
  return ratioRow('256 concurrent appenders, all checks', 'a file synced in the same groups', 0.5, rates);
};

export const eventLogRows = async (folder: string): Promise<readonly Row[]> => [
  await oneAtATime(folder),
  await manyAtOnce(folder),
];
