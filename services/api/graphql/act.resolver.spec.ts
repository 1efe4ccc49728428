import { workerNo } from '@ledger/ledger/kernel/ids.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import { courier, sealedText } from '@ledger/test/dsl/acts.js';
import { actDocument, saidText, workerDocument } from '@ledger/test/dsl/documents.js';
import { readingDesk } from '@ledger/test/support/reading-desk.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { ActResolver } from './act.resolver.js';
import { presentAct, presentWorker } from './presenters.js';

const resolver = new ActResolver();

describe.each(['name', 'note'] as const)('the %s of an act', (field) => {
  it.each([
    ['of the person it names', {}, 'worker-000000175'],
    ['of its reference, where it names nobody', { worker: null }, 'ref-KEQIAO-KQ-1'],
    ['of its stream, where it has no reference either', { worker: null, reference: null }, 'case-1'],
  ])('is opened by the key %s', async (_whose, said, subject) => {
    const { context, opened } = readingDesk([], [subject]);
    const document = actDocument({ ...said, stream: 'case-1', [field]: saidText('王芳') });
    expect(await resolver[field](presentAct(document), context)).toBe(`${field}: ${sealedText('王芳')}`);
    expect(opened).toStrictEqual([subject]);
  });

  it('is null where its key was destroyed', async () => {
    const { context } = readingDesk();
    expect(await resolver[field](presentAct(actDocument()), context)).toBeNull();
  });

  it('that was never written is null, and no key is looked for', async () => {
    const { context, opened } = readingDesk();
    expect(await resolver[field](presentAct(actDocument({ [field]: null })), context)).toBeNull();
    expect(opened).toStrictEqual([]);
  });
});

describe('an act contradicts the register', () => {
  const { act } = actDocument();
  const contradicts = (contradictedBy: WorkerDocument['contradictedBy'] | null) => {
    const found = contradictedBy === null ? [] : [[courier, workerDocument({ contradictedBy })] as const];
    const { context } = readingDesk([new Map(found)]);
    return resolver.contradicts(presentAct(actDocument()), context);
  };

  it('in the details that the register has noted of it', async () => {
    const other = { act: `${act}1`, details: ['sex'] } as const;
    expect(await contradicts([other, { act, details: ['name', 'sex'] }])).toStrictEqual(['NAME', 'SEX']);
    expect(await contradicts([other])).toStrictEqual([]);
  });

  it('in nothing where nobody is registered, or named', async () => {
    expect(await contradicts(null)).toStrictEqual([]);
    const { context, asked } = readingDesk();
    expect(await resolver.contradicts(presentAct(actDocument({ worker: null })), context)).toStrictEqual([]);
    expect(asked).toStrictEqual([]);
  });
});

describe('the person of an act', () => {
  it('is looked up by number', async () => {
    const { context, asked } = readingDesk([new Map([[courier, workerDocument()]])]);
    expect(await resolver.person(presentAct(actDocument()), context)).toStrictEqual(
      presentWorker(workerDocument()),
    );
    expect(asked).toStrictEqual([{ order: 'FindWorkers', by: caseworker, numbers: [workerNo(courier)] }]);
  });

  it('is null where the view of workers does not have them yet', async () => {
    const { context } = readingDesk([new Map()]);
    expect(await resolver.person(presentAct(actDocument()), context)).toBeNull();
  });

  it('is nobody where the act names none, and nobody is looked up', async () => {
    const { context, asked } = readingDesk();
    expect(await resolver.person(presentAct(actDocument({ worker: null })), context)).toBeNull();
    expect(asked).toStrictEqual([]);
  });
});
