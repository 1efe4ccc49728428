import { courier, sealedText } from '@ledger/test/dsl/acts.js';
import { actDocument, saidText, workerDocument } from '@ledger/test/dsl/documents.js';
import { positionAt } from '@ledger/test/dsl/project.js';
import { listedMiddle, queryStub, viewAt } from '@ledger/test/support/query-stub.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { presentAct, presentWorker } from './presenters.js';
import { WorkerResolver } from './worker.resolver.js';

const resolver = new WorkerResolver();
const subject = 'worker-000000175';

describe.each(['membership', 'name', 'nationalId', 'phone'] as const)('the %s of a worker', (field) => {
  const worker = presentWorker(workerDocument({ [field]: saidText('x') }));

  it('is decrypted with the key of the person', async () => {
    const { context, opened } = queryStub([], [subject]);
    expect(await resolver[field](worker, context)).toBe(`${field}: ${sealedText('x')}`);
    expect(opened).toStrictEqual([subject]);
  });

  it('is null if the person was erased', async () => {
    const { context } = queryStub();
    expect(await resolver[field](worker, context)).toBeNull();
  });

  it('is null if it is not known, and no key is read', async () => {
    const { context, opened } = queryStub([], [subject]);
    const nothing = presentWorker(workerDocument({ [field]: null }));
    expect(await resolver[field](nothing, context)).toBeNull();
    expect(opened).toStrictEqual([]);
  });
});

describe('the history of a worker', () => {
  it('is a page of the acts of that person, whatever worker or district the filter names', async () => {
    const view = viewAt(7);
    const { context, asked } = queryStub([[{ listed: listedMiddle(actDocument()), view }]]);
    const filter = { kinds: ['cancer-screening'], worker: 99 as never, district: '330603' };
    const args = { filter, last: 1, atLeast: positionAt(7) };
    const page = await resolver.acts(presentWorker(workerDocument()), args, context);
    expect(page).toMatchObject({
      ...{ view, edges: [{ node: presentAct(actDocument()) }] },
      pageInfo: { hasNextPage: true, hasPreviousPage: true },
    });
    const wanted = {
      ...{ district: null, from: null, to: null, kinds: ['cancer-screening'], states: null },
      ...{ worker: Number(courier), session: null },
    };
    expect(asked).toStrictEqual([
      {
        order: 'ListActs',
        by: caseworker,
        asked: [{ filter: wanted, slice: { from: 'end', last: 1, before: null }, atLeast: positionAt(7) }],
      },
    ]);
  });

  it('is requested without a filter', async () => {
    const { context, asked } = queryStub([[{ listed: listedMiddle(), view: viewAt(7) }]]);
    await resolver.acts(presentWorker(workerDocument()), {}, context);
    expect(asked).toMatchObject([
      { asked: [{ filter: { worker: Number(courier), kinds: null }, atLeast: null }] },
    ]);
  });
});
