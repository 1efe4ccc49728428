import { join } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { openDatabase } from '@ledger/infra/sqlite/sqlite-database.js';
import { projectedWorker } from '../support/projected-worker.js';
import { caseworker } from '../support/acts.js';
import { openLedger, type TestLedger, type Writer } from '../support/ledger.js';
import { membership, personWith } from '../support/identifiers.js';
import { Mortal } from '../support/mortal.js';
import { soleOffice } from '@ledger/ledger/kernel/identifiers.js';
import { workerStreamOf, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { LookUp } from '@ledger/ledger/ports/key-vault.js';
import {
  finishErasures,
  type Finished,
  inRegister,
  unfinishedErasures,
} from '@ledger/ledger/use-cases/unfinished-erasures.js';

let ledger: TestLedger;
afterEach(() => ledger.close());

const lookUp = (text: string): LookUp => ({ by: 'membership', office: soleOffice, value: membership(text) });

/** Registers a person and returns the worker number. */
const registered = async (text: string): Promise<WorkerNo> => {
  const { registering, people } = ledger.write;
  const submitted = { commandId: `register ${text}`, key: `register ${text}`, by: caseworker };
  const person = personWith({ membership: text, name: '欧阳靖宇', phone: '13957517733' });
  await registering.register(soleOffice, person, submitted);
  const worker = await people.find(lookUp(text));
  if (worker === null) throw new Error('nobody was registered');
  return worker;
};

const erase = ({ registering }: Writer, worker: WorkerNo) =>
  registering.erase(worker, {
    commandId: `erase ${String(worker)}`,
    key: `erase ${String(worker)}`,
    by: caseworker,
  });

/** Finishes interrupted erasures with a new writer, as the next start of the ledger does. */
const startAgain = (isStart = true): Promise<Finished> => {
  const { handler } = ledger.writer();
  return finishErasures({ ...ledger, handler }, isStart);
};

/**
 * What the ledger knows about a person: the state in the register, the number of data keys, and the worker number that
 * the look-up finds.
 */
const knownOf = async (text: string, worker: WorkerNo): Promise<unknown> => [
  (await inRegister(ledger.log, worker)).state,
  (await ledger.vault.existingKeys([workerStreamOf(worker)])).size,
  await ledger.write.people.find(lookUp(text)),
];

const gapsMax = 40;

test('an erasing that is killed in any gap goes on at the next start, or was never requested', async () => {
  ledger = await openLedger({ where: 'memory' });
  const left = new Set<string>();
  let gaps = 0;
  for (let survived = false; !survived && gaps < gapsMax; gaps += 1) {
    const text = `M-${String(gaps)}`;
    const worker = await registered(text);
    const mortal = new Mortal(gaps);
    await erase(ledger.writer(mortal.log, mortal.vault), worker).catch(() => undefined);
    survived = !mortal.isDead;
    const { state } = await inRegister(ledger.log, worker);
    const wasBegun = (await ledger.notes.erasing()).length > 0;
    left.add(`${state}${wasBegun ? ', noted' : ''}`);
    expect(await unfinishedErasures(ledger.log, ledger.notes)).toStrictEqual(
      state === 'erasing' ? [worker] : [],
    );
    expect(await startAgain()).toStrictEqual({
      waiting: 0,
      neverRequested: state === 'registered' && wasBegun ? [worker] : [],
    });
    expect(await ledger.notes.erasing()).toStrictEqual([]);
    expect(await knownOf(text, worker)).toStrictEqual(
      state === 'registered' ? ['registered', 1, worker] : ['erased', 0, null],
    );
    const events = (await ledger.events()).filter(({ stream }) => stream === workerStreamOf(worker));
    expect(events.map(({ event }) => event.type)).toStrictEqual([
      'WorkerRegistered',
      ...(state === 'registered' ? [] : ['ErasureRequested', 'WorkerErased']),
    ]);
    expect((await ledger.pairState()).kind).toBe('even');
  }
  // An erasure has six steps: note, request event, key destruction, check of the files, end event, removal of the note.
  // A crash can occur before and after each.
  expect(gaps).toBeGreaterThan(10);
  expect(gaps).toBeLessThan(gapsMax);
  expect([...left].toSorted()).toStrictEqual([
    'erased',
    'erased, noted',
    'erasing, noted',
    'registered',
    'registered, noted',
  ]);
});

test('of two who erase the same person at once, both are answered and it happens once', async () => {
  ledger = await openLedger({ where: 'memory' });
  const worker = await registered('M-1');
  const [one, other] = [ledger.writer(), ledger.writer()];
  const both = await Promise.all([
    erase(one, worker),
    other.registering.erase(worker, { commandId: 'again', key: 'again', by: caseworker }),
  ]);
  expect(both.map(({ kind }) => kind).toSorted()).toStrictEqual(['recorded', 'unchanged']);
  const events = (await ledger.events()).filter(({ stream }) => stream === workerStreamOf(worker));
  expect(events.map(({ event }) => event.type)).toStrictEqual([
    'WorkerRegistered',
    'ErasureRequested',
    'WorkerErased',
  ]);
  expect(await ledger.notes.erasing()).toStrictEqual([]);
});

describe('a person who is erased while somebody reads an older moment of the vault', () => {
  /** The wrapped data key of the person as stored in the vault file. */
  const keptKey = (file: string, worker: WorkerNo): Uint8Array => {
    const db = openDatabase(file, { readOnly: true, waitMs: 0 });
    const cell = db.prepare('SELECT wrapped FROM keys WHERE subject = ?').get(workerStreamOf(worker))?.[0];
    db.close();
    if (!(cell instanceof Uint8Array)) throw new Error('the person has no key');
    return cell;
  };

  const filesWith = (folder: string, bytes: Uint8Array): readonly string[] =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(Buffer.from(bytes)));

  it('is being erased until the reader ends: then the key is in no file any more', async () => {
    ledger = await openLedger();
    const { folder } = ledger;
    if (folder === null) throw new Error('the ledger has no files');
    const worker = await registered('M-1');
    const file = join(folder, 'vault.db');
    const key = keptKey(file, worker);
    expect(filesWith(folder, key).length).toBeGreaterThan(0);

    const reader = openDatabase(file, { readOnly: true, waitMs: 0 });
    reader.control('BEGIN');
    reader.prepare('SELECT count(*) FROM keys').get();
    expect((await erase(ledger.write, worker)).kind).toBe('recorded');
    expect(await knownOf('M-1', worker)).toStrictEqual(['erasing', 0, null]);
    expect((await startAgain(false)).waiting).toBe(1);
    expect(await projectedWorker(ledger, worker)).toMatchObject({ state: 'erasing', name: null });
    expect(filesWith(folder, key).length).toBeGreaterThan(0);

    reader.control('COMMIT');
    reader.close();
    expect((await startAgain(false)).waiting).toBe(0);
    expect(filesWith(folder, key)).toStrictEqual([]);
    expect(await projectedWorker(ledger, worker)).toMatchObject({ state: 'erased', name: null });
    expect(await ledger.notes.erasing()).toStrictEqual([]);
  });

  it('cannot be corrected meanwhile, and no act is recorded for the number', async () => {
    ledger = await openLedger();
    const worker = await registered('M-1');
    const reader = openDatabase(join(ledger.folder ?? '', 'vault.db'), { readOnly: true, waitMs: 0 });
    reader.control('BEGIN');
    reader.prepare('SELECT count(*) FROM keys').get();
    await erase(ledger.write, worker);
    const submitted = { commandId: 'c', key: 'c', by: caseworker, office: soleOffice };
    const corrected = await ledger.write.registering.correct(worker, { name: '别人' }, submitted);
    expect(corrected).toMatchObject({ kind: 'refused', code: 'UNKNOWN_WORKER' });
    reader.close();
  });
});
