import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { saidAs } from '@ledger/test/dsl/documents.js';
import { happened, project, recordedAt } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews } from '@ledger/test/support/views.js';
import { actIdOf, printWorkerNo, streamId, workerNo, workerStreamOf } from '@ledger/ledger/kernel/ids.js';
import type { RegistryEvent, WorkerDetails } from '@ledger/schema/events/registry.js';
import { projector } from '../kernel/projector.js';
import type { WorkerDocument } from './workers-document.js';
import { workers } from './workers-projection.js';
import { workerByNumber, workerFromLog } from './workers-queries.js';

const { given } = project(workers);

const worker = workerNo(17);
const stream = workerStreamOf(worker);
const key = printWorkerNo(worker);
const details: WorkerDetails = {
  worker,
  office: officeCode('keqiao'),
  membership: sealedText('M17'),
  nationalId: sealedText('330603'),
  name: sealedText('王小明'),
  nameFingerprint: 'of 王小明',
  phone: sealedText('138'),
  sex: 'male',
  occupation: '骑手',
  employer: null,
};
const moved = { ...details, phone: sealedText('139'), employer: '快送' };
const registered: RegistryEvent = { type: 'WorkerRegistered', data: { ...details, act: null } };
const corrected: RegistryEvent = {
  type: 'WorkerDetailsCorrected',
  data: { ...moved, named: ['phone', 'employer'] },
};
const requested: RegistryEvent = { type: 'ErasureRequested', data: { worker } };
const erased: RegistryEvent = { type: 'WorkerErased', data: { worker } };

const april = '2026-04-01T00:00:00.000Z';
const may = '2026-05-01T00:00:00.000Z';
const history = [
  happened(stream, registered),
  happened(stream, corrected, { at: april }),
  happened(stream, requested, { at: may }),
  happened(stream, erased, { at: may }),
] as const;

const said = (text: string | null) => (text === null ? null : saidAs(text));
/** What is sealed of the details, with the command that said it. */
const sealedOf = ({ membership, nationalId, name, phone }: WorkerDetails) => ({
  membership: said(membership),
  nationalId: said(nationalId),
  name: said(name),
  phone: said(phone),
});

/** What is not sealed of the details, as it is shown; what names are compared by is not. */
const openOf = ({ worker: number, office, sex, occupation, employer }: WorkerDetails) => ({
  worker: number,
  office,
  sex,
  occupation,
  employer,
});

const asRegistered: WorkerDocument = {
  ...openOf(details),
  ...sealedOf(details),
  state: 'registered',
  contradictedBy: [],
  registeredAt: recordedAt,
  changedAt: recordedAt,
};
const asCorrected: WorkerDocument = {
  ...asRegistered,
  ...openOf(moved),
  ...sealedOf(moved),
  changedAt: april,
};
/** Number, office and dimensions stay, because the history does; who it was is gone. */
const asErased: WorkerDocument = {
  ...asCorrected,
  state: 'erased',
  membership: null,
  nationalId: null,
  name: null,
  phone: null,
  changedAt: may,
};

describe('the register of workers', () => {
  test('has a person from the registration on, personal text still sealed', () => {
    given(history[0]).then({ [key]: asRegistered });
  });

  test('has the details as they were put right last', () => {
    given(history[0], history[1]).then({ [key]: asCorrected });
  });

  test('has what an act said where it was blank, and the rest as it was', () => {
    const filled: RegistryEvent = {
      type: 'WorkerDetailsFilled',
      data: {
        worker,
        act: actIdOf(streamId('passbook-000000175-2026'), 1),
        name: null,
        nameFingerprint: null,
        sex: null,
        occupation: null,
        employer: '快送',
      },
    };
    given(history[0], happened(stream, filled, { at: april })).then({
      [key]: { ...asRegistered, employer: '快送', changedAt: april },
    });
    const named: RegistryEvent = { ...filled, data: { ...filled.data, name: sealedText('王大明') } };
    given(history[0], happened(stream, named, { at: april })).then({
      [key]: { ...asRegistered, name: said(sealedText('王大明')), employer: '快送', changedAt: april },
    });
  });

  test('has no more what an act had said that was undone', () => {
    const withdrawn: RegistryEvent = {
      type: 'DetailsWithdrawn',
      data: {
        worker,
        act: actIdOf(streamId('passbook-000000175-2026'), 1),
        handIn: 'sheet',
        fields: ['name', 'sex'],
      },
    };
    given(history[0], happened(stream, withdrawn, { at: april })).then({
      [key]: { ...asRegistered, name: null, sex: null, changedAt: april },
    });
  });

  test('is as it was where an undone act had brought nothing, also before anybody is registered', () => {
    const nothing: RegistryEvent = {
      type: 'DetailsWithdrawn',
      data: { worker, act: actIdOf(streamId('passbook-000000175-2026'), 1), handIn: 'sheet', fields: [] },
    };
    given(happened(stream, nothing, { at: recordedAt })).then({});
    given(happened(stream, nothing, { at: recordedAt }), history[0]).then({ [key]: asRegistered });
    given(history[0], happened(stream, nothing, { at: april })).then({ [key]: asRegistered });
  });

  test('names the acts that contradict it', () => {
    const act = actIdOf(streamId('passbook-000000175-2026'), 1);
    const noted: RegistryEvent = { type: 'DetailsContradicted', data: { worker, act, fields: ['name'] } };
    given(history[0], happened(stream, noted, { at: april })).then({
      [key]: { ...asRegistered, contradictedBy: [act], changedAt: april },
    });
  });

  test('keeps no word of whom it was once an erasure was requested', () => {
    given(history[0], history[1], history[2]).then({ [key]: { ...asErased, state: 'erasing' } });
  });

  test('keeps no word of whom it was after an erasure', () => {
    given(...history).then({ [key]: asErased });
  });

  test('has nobody where a person was erased that was never registered', () => {
    given(history[2]).then({ [key]: null });
  });
});

test('a worker is found by number, in the view and, ahead of it, in the log', async () => {
  const views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  const written = await views.write(history[0], history[1]);
  expect(await workerByNumber(views.store, worker)).toBeNull();
  const position = written.at(-1)?.position;
  expect(await workerFromLog(views.log, worker)).toStrictEqual({ worker: asCorrected, position });
  await all.catchUp();
  expect(await workerByNumber(views.store, worker)).toStrictEqual(asCorrected);
  expect(await workerByNumber(views.store, workerNo(18))).toBeNull();
  expect(await workerFromLog(views.log, workerNo(18))).toBeNull();
  await views.close();
});
