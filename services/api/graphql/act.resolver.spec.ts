import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { courier, sealedText } from '@ledger/test/dsl/acts.js';
import { actDocument, saidText, workerDocument } from '@ledger/test/dsl/documents.js';
import { queryStub } from '@ledger/test/support/query-stub.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { ActResolver } from './act.resolver.js';
import { presentAct, presentWorker } from './presenters.js';

const resolver = new ActResolver();

describe.each(['name', 'note'] as const)('the %s of an act', (field) => {
  it.each([
    ['of the person whom the act names', {}, 'worker-000000175'],
    ['of its reference, if the act names no person', { worker: null }, 'ref-KEQIAO-KQ-1'],
    ['of its stream, if the act has no reference either', { worker: null, reference: null }, 'case-1'],
  ])('is decrypted with the key %s', async (_whose, said, subject) => {
    const { context, opened } = queryStub([], [subject]);
    const document = actDocument({ ...said, stream: 'case-1', [field]: saidText('王芳') });
    expect(await resolver[field](presentAct(document), context)).toBe(`${field}: ${sealedText('王芳')}`);
    expect(opened).toStrictEqual([subject]);
  });

  it('is null if its key was destroyed', async () => {
    const { context } = queryStub();
    expect(await resolver[field](presentAct(actDocument()), context)).toBeNull();
  });

  it('is null if it was never stated, and no key is read', async () => {
    const { context, opened } = queryStub();
    expect(await resolver[field](presentAct(actDocument({ [field]: null })), context)).toBeNull();
    expect(opened).toStrictEqual([]);
  });
});

describe('the details in which an act contradicts the register', () => {
  const { act } = actDocument();
  const contradicts = (contradictedBy: WorkerDocument['contradictedBy'] | null) => {
    const found = contradictedBy === null ? [] : [[courier, workerDocument({ contradictedBy })] as const];
    const { context } = queryStub([new Map(found)]);
    return resolver.contradicts(presentAct(actDocument()), context);
  };

  it('are those that the register has recorded for it', async () => {
    const other = { act: `${act}1`, details: ['sex'] } as const;
    expect(await contradicts([other, { act, details: ['name', 'sex'] }])).toStrictEqual(['NAME', 'SEX']);
    expect(await contradicts([other])).toStrictEqual([]);
  });

  it('are none if the person is not registered or the act names no person', async () => {
    expect(await contradicts(null)).toStrictEqual([]);
    const { context, asked } = queryStub();
    expect(await resolver.contradicts(presentAct(actDocument({ worker: null })), context)).toStrictEqual([]);
    expect(asked).toStrictEqual([]);
  });
});

describe('the person of an act', () => {
  it('is looked up by number', async () => {
    const { context, asked } = queryStub([new Map([[courier, workerDocument()]])]);
    expect(await resolver.person(presentAct(actDocument()), context)).toStrictEqual(
      presentWorker(workerDocument()),
    );
    expect(asked).toStrictEqual([{ order: 'FindWorkers', by: caseworker, numbers: [workerNo(courier)] }]);
  });

  it('is null if the view of workers does not contain the person yet', async () => {
    const { context } = queryStub([new Map()]);
    expect(await resolver.person(presentAct(actDocument()), context)).toBeNull();
  });

  it('is null if the act names no person, and no look-up is made', async () => {
    const { context, asked } = queryStub();
    expect(await resolver.person(presentAct(actDocument({ worker: null })), context)).toBeNull();
    expect(asked).toStrictEqual([]);
  });
});
