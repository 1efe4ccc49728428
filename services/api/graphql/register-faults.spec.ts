import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import type { ActId } from '@ledger/ledger/kernel/ids.js';
import type { ActReading, RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import { caseworker, recordCommand, member, reading } from '@ledger/test/support/acts.js';
import { openApi, type TestApi } from '@ledger/test/support/api.js';
import { actOf, inAWord } from '@ledger/test/support/contest.js';

/** Requests of programs about persons of whom the register knew more or less than the request. */
let api: TestApi;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

/** The content of a file of requests. */
type Requests = readonly Readonly<{ query: string }>[];

/** The response data of each request of a file. The views are brought up to date after each request. */
const answersTo = async (file: string): Promise<readonly unknown[]> => {
  const text = readFileSync(join(workspaceRoot(), 'test', 'faults', 'sheets', file), 'utf8');
  const answers: unknown[] = [];
  for (const { query } of JSON.parse(text) as Requests) {
    answers.push(await api.client.ask<unknown>({ text: query }));
    await api.ledger.fold();
  }
  return answers;
};

const recorded = { recordAct: { userErrors: [] } };

test('details that later acts state are added to the register', async () => {
  expect(await answersTo('37-details-come-later.json')).toMatchObject([
    recorded,
    recorded,
    { worker: { worker: { name: '赵丽', sex: 'FEMALE' } } },
  ]);
});

test('the cap is that of the registered sex, and an act with another sex is refused', async () => {
  expect(await answersTo('39-sex-known-to-the-register.json')).toMatchObject([
    { registerWorker: { worker: { sex: 'FEMALE' }, userErrors: [] } },
    recorded,
    { registerWorker: { worker: { sex: 'MALE' }, userErrors: [] } },
    { recordAct: { act: null, userErrors: [{ code: 'PERSON_DIFFERS' }] } },
  ]);
});

test('an act of a named person has headcount 1 if none is stated', async () => {
  expect(await answersTo('38-headcount-left-out.json')).toStrictEqual([
    { recordAct: { act: { id: expect.any(String) as unknown }, userErrors: [] } },
    { totals: { rows: [{ acts: 1, people: 1, headcount: 1 }] } },
  ]);
});

test('an act shows what was submitted and what it contradicts; the register shows which act brought which detail', async () => {
  const { write } = api.ledger;
  const certified = (reference: string, said: Partial<ActReading>) =>
    recordCommand(
      reading('certificate', { ...said, person: member('M-1'), reference }),
      `${reference} ${String(said.name)}`,
    );
  const record = async (...submitted: readonly RecordActCommand[]) =>
    (await write.recording.record(submitted)).map((outcome) => actOf(outcome) ?? inAWord(outcome));
  const [undone, kept] = await record(
    certified('A', { name: '李四' }),
    certified('B', { name: '李四', employer: '快送' }),
  );
  const submitted = { reason: '串行了', importId: 'sheet', by: caseworker };
  await write.amending.reverseAll({ ...submitted, acts: [{ act: undone as ActId, commandId: 'undo' }] });
  const [named] = await record(certified('C', { name: '张 三', sex: 'female' }));
  const again = recordCommand(certified('B', { name: '李四', employer: '快送' }).reading, 'again');
  expect(await record(again)).toStrictEqual(['DUPLICATE']);
  await api.ledger.fold();
  const asked = `query ($id: ID!) { act(id: $id) { act {
    contradicts person { contradictedBy broughtBy { detail act } }
    history { event details handedIn { name sex erased } } } } }`;
  const person = {
    contradictedBy: [kept],
    broughtBy: [
      { detail: 'NAME', act: named },
      { detail: 'SEX', act: named },
      { detail: 'EMPLOYER', act: kept },
    ],
  };
  expect(await api.client.ask<unknown>({ text: asked }, { id: kept })).toStrictEqual({
    act: {
      act: {
        ...{ contradicts: ['NAME'], person },
        history: [
          {
            ...{ event: 'ServiceRecorded', details: [] },
            handedIn: { name: '李四', sex: null, erased: false },
          },
          { event: 'WorkerDetailsFilled', details: ['EMPLOYER'], handedIn: null },
          { event: 'DetailsContradicted', details: ['NAME'], handedIn: null },
        ],
      },
    },
  });
  expect(await api.client.ask<unknown>({ text: asked }, { id: named })).toStrictEqual({
    act: {
      act: {
        ...{ contradicts: [], person },
        history: [
          {
            ...{ event: 'ServiceRecorded', details: [] },
            handedIn: { name: '张 三', sex: 'FEMALE', erased: false },
          },
          { event: 'WorkerDetailsFilled', details: ['NAME', 'SEX'], handedIn: null },
        ],
      },
    },
  });
});
