import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { openApi, type TestApi } from '@ledger/test/support/api.js';

/** What programs handed in about persons of whom the register knew more, or less. */
let api: TestApi;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

/** What a file of requests holds. */
type Requests = readonly Readonly<{ query: string }>[];

/** The data that each request of a file was answered, with the views up to date. */
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

test('details that come later stand in the register', async () => {
  expect(await answersTo('37-details-come-later.json')).toMatchObject([
    recorded,
    recorded,
    { worker: { worker: { name: '赵丽', sex: 'FEMALE' } } },
  ]);
});

test('the cap is that of the registered sex, and another sex is refused', async () => {
  expect(await answersTo('39-sex-known-to-the-register.json')).toMatchObject([
    { registerWorker: { worker: { sex: 'FEMALE' }, userErrors: [] } },
    recorded,
    { registerWorker: { worker: { sex: 'MALE' }, userErrors: [] } },
    { recordAct: { act: null, userErrors: [{ code: 'PERSON_DIFFERS' }] } },
  ]);
});
