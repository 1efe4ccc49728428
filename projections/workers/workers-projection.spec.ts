import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { saidAs } from '@ledger/test/dsl/documents.js';
import { happened, project, recordedAt } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews } from '@ledger/test/support/views.js';
import {
  actIdOf,
  printWorkerNo,
  streamId,
  workerNo,
  workerStreamOf,
  type ActId,
} from '@ledger/ledger/kernel/ids.js';
import type {
  DetailsWithdrawn,
  RegistryEvent,
  WorkerDetails,
  WorkerDetailsFilled,
} from '@ledger/schema/events/registry.js';
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
  broughtBy: {},
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

  const passbook = streamId('passbook-000000175-2026');
  const [one, two] = [actIdOf(passbook, 0), actIdOf(passbook, 1)];
  const nothing = { name: null, nameFingerprint: null, sex: null, occupation: null, employer: null };
  const filled = (data: Partial<WorkerDetailsFilled['data']>) => {
    const event: RegistryEvent = {
      type: 'WorkerDetailsFilled',
      data: { ...nothing, worker, act: two, ...data },
    };
    return happened(stream, event, { at: april });
  };
  const withdrawn = (fields: DetailsWithdrawn['data']['fields'], act: ActId, at = april) =>
    happened(stream, { type: 'DetailsWithdrawn', data: { worker, act, importId: 'sheet', fields } }, { at });
  const broughtByOne = happened(stream, { type: 'WorkerRegistered', data: { ...details, act: one } });
  const asBrought: WorkerDocument = {
    ...asRegistered,
    broughtBy: { name: one, sex: one, occupation: one },
  };

  test('has what an act said where it was blank, and the rest as it was', () => {
    given(history[0], filled({ employer: '快送' })).then({
      [key]: { ...asRegistered, employer: '快送', broughtBy: { employer: two }, changedAt: april },
    });
    given(history[0], filled({ employer: '快送', name: sealedText('王大明') })).then({
      [key]: {
        ...{ ...asRegistered, name: said(sealedText('王大明')), employer: '快送', changedAt: april },
        broughtBy: { name: two, employer: two },
      },
    });
  });

  test('says which act brought what, until it is put right', () => {
    given(broughtByOne).then({ [key]: asBrought });
    given(broughtByOne, filled({ employer: '快送' })).then({
      [key]: {
        ...{ ...asBrought, employer: '快送', changedAt: april },
        broughtBy: { ...asBrought.broughtBy, employer: two },
      },
    });
    const right: RegistryEvent = {
      type: 'WorkerDetailsCorrected',
      data: { ...details, named: ['sex', 'phone'] },
    };
    given(broughtByOne, happened(stream, right, { at: april })).then({
      [key]: { ...asBrought, broughtBy: { name: one, occupation: one }, changedAt: april },
    });
  });

  test('has no more what an act had said that was undone', () => {
    given(broughtByOne, withdrawn(['name', 'sex'], one)).then({
      [key]: { ...asBrought, name: null, sex: null, broughtBy: { occupation: one }, changedAt: april },
    });
  });

  test('is as it was where an undone act had brought nothing, also before anybody is registered', () => {
    given(withdrawn([], two)).then({ [key]: null });
    given(withdrawn([], two, recordedAt), history[0]).then({ [key]: asRegistered });
    given(history[0], withdrawn([], two)).then({ [key]: asRegistered });
  });

  test('names the acts that contradict it, until they are undone', () => {
    const contradicted = (act: ActId) => {
      const event: RegistryEvent = { type: 'DetailsContradicted', data: { worker, act, fields: ['name'] } };
      return happened(stream, event, { at: april });
    };
    const noted = { ...asRegistered, changedAt: april };
    const noting = (act: ActId) => ({ act, details: ['name'] as const });
    given(history[0], contradicted(one), contradicted(two)).then({
      [key]: { ...noted, contradictedBy: [noting(one), noting(two)] },
    });
    given(history[0], contradicted(one), contradicted(two), withdrawn([], one)).then({
      [key]: { ...noted, contradictedBy: [noting(two)] },
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

test('an act that is undone before anybody is registered leaves no trace in the view', async () => {
  const views = openViews();
  const all = projector(views.log, runnersOf(views));
  await all.open();
  const act = actIdOf(streamId('passbook-000000175-2026'), 0);
  await views.write(
    happened(stream, { type: 'DetailsWithdrawn', data: { worker, act, importId: 'sheet', fields: [] } }),
  );
  await all.catchUp();
  expect(await workerByNumber(views.store, worker)).toBeNull();
  await views.write(history[0]);
  await all.catchUp();
  expect(await workerByNumber(views.store, worker)).toStrictEqual(asRegistered);
  await views.close();
});
