import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { actDocument, entryDocument, saidText } from '@ledger/test/dsl/documents.js';
import { origin, positionAt } from '@ledger/test/dsl/project.js';
import { queryStub } from '@ledger/test/support/query-stub.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { ActHistoryResolver } from './act-history.resolver.js';
import { presentAct, presentEntry } from './presenters.js';

const subject = 'worker-000000175';
const resolver = new ActHistoryResolver();

const before = actDocument({ state: 'requested', name: saidText('王方'), sex: null, outcome: null });
const after = actDocument({
  ...{ state: 'approved', name: saidText('王芳'), sex: 'female', outcome: 'sent-to-arbitration' },
});
const step: ActStep = {
  ...{ event: 'ActCorrected', stream: after.stream, revision: 1, position: positionAt(9), origin },
  ...{ judgedBy: 'screening-2024', reason: saidText('写错'), before, after },
  handedIn: {
    name: {
      text: saidText('王 芳'),
      at: { stream: subject, field: 'name' },
      isRegistered: false,
    },
    sex: 'female',
  },
  written: { office: 'ｋｑ', district: null },
  details: ['name', 'employer'],
  entries: [entryDocument()],
};

describe('the history of an act', () => {
  it('is requested by the id of the act and shows each step, with encrypted texts decrypted by the key of the act', async () => {
    const { context, asked, opened } = queryStub([[[step]]], [subject]);
    const [reported, ...more] = await resolver.history(presentAct(after), context);
    expect(asked).toStrictEqual([{ order: 'GetActHistories', by: caseworker, ids: [after.act] }]);
    expect(opened).toStrictEqual([subject]);
    expect(more).toStrictEqual([]);
    expect(reported).toMatchObject({
      ...{ event: 'ActCorrected', stream: after.stream, revision: 1, position: positionAt(9) },
      ...{ at: origin.at, actor: origin.actor, role: origin.role, district: origin.district },
      ...{ correlation: origin.correlation, judgedBy: 'screening-2024', state: 'APPROVED' },
      handedIn: { name: `name: ${sealedText('王 芳')}`, erased: false, sex: 'FEMALE' },
      written: { office: 'ｋｑ', district: null },
      details: ['NAME', 'EMPLOYER'],
      ...{ reason: `reason: ${sealedText('写错')}`, entries: [presentEntry(entryDocument())] },
    });
  });

  it('shows enum values by their names in the API, and all other values unchanged', async () => {
    const { context } = queryStub([[[step]]], [subject]);
    const [reported] = await resolver.history(presentAct(after), context);
    const changed = reported?.changes.map(({ field, before: was, after: is }) => [field, was, is]) ?? [];
    expect(changed.toSorted()).toStrictEqual([
      ['name', `name: ${sealedText('王方')}`, `name: ${sealedText('王芳')}`],
      ['outcome', null, 'SENT_TO_ARBITRATION'],
      ['sex', null, 'FEMALE'],
      ['state', 'REQUESTED', 'APPROVED'],
    ]);
  });

  it('shows, for an erased person, no text but that there was one', async () => {
    const { context } = queryStub([[[step]]]);
    const [reported] = await resolver.history(presentAct(after), context);
    expect(reported?.reason).toBeNull();
    expect(reported?.handedIn).toStrictEqual({ name: null, erased: true, sex: 'FEMALE' });
    expect(reported?.changes.find(({ field }) => field === 'name')).toMatchObject({
      ...{ before: null, after: null, erased: true },
    });
  });

  it('has no state in a step before the act exists', async () => {
    const { context } = queryStub([
      [[{ ...step, before: null, after: null, reason: null, handedIn: null, entries: [] }]],
    ]);
    const [reported] = await resolver.history(presentAct(after), context);
    expect(reported).toMatchObject({ state: null, reason: null, handedIn: null, changes: [], entries: [] });
  });
});
