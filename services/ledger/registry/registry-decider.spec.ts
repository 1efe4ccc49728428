import { workerDetails } from '@ledger/schema/events/registry.js';
import { courier, day, reservationFenced, sealedText } from '@ledger/test/dsl/acts.js';
import { specify } from '@ledger/test/dsl/specify.js';
import { actIdOf, passbookOf, workerStreamOf } from '../kernel/ids.js';
import { registry, type RegistryCommand } from './registry-decider.js';
import type { DetailsContradicted, RegistryEvent } from '@ledger/schema/events/registry.js';

const { given } = specify(registry);

const stream = workerStreamOf(courier);
const about = { stream, worker: courier };
const details = workerDetails.parse({
  worker: courier,
  office: 'keqiao',
  membership: sealedText('KQ000017'),
  nationalId: null,
  name: sealedText('王师傅'),
  nameFingerprint: 'of 王师傅',
  phone: null,
  sex: 'male',
  occupation: '外卖员',
  employer: '美团配送',
});

const register: RegistryCommand = { type: 'RegisterWorker', data: { ...about, details } };
const first = actIdOf(passbookOf(courier, day('2026-03-01')), 0);
const second = actIdOf(passbookOf(courier, day('2026-03-01')), 1);
const bring = (said: Partial<typeof details> = {}, act = first): RegistryCommand => ({
  type: 'BringDetails',
  data: { ...about, act, details: { ...details, ...said } },
});
const erase: RegistryCommand = { type: 'RequestErasure', data: about };
const end: RegistryCommand = { type: 'EndErasure', data: about };
const correct = (changes: Partial<typeof details>): RegistryCommand => ({
  type: 'CorrectWorkerDetails',
  data: { ...about, changes },
});

const registeredBy = (act: typeof first | null, said: Partial<typeof details> = {}): RegistryEvent => ({
  type: 'WorkerRegistered',
  data: { ...details, ...said, act },
});
const registered = registeredBy(null);
const nothing = { name: null, nameFingerprint: null, sex: null, occupation: null, employer: null };
const filled = (said: Partial<typeof details>, act = second): RegistryEvent => ({
  type: 'WorkerDetailsFilled',
  data: { ...nothing, ...said, worker: courier, act },
});
type Correction = Extract<RegistryEvent, { type: 'WorkerDetailsCorrected' }>['data'];
/** A correction event with these changes; `named` defaults to exactly the changed fields. */
const corrected = (changes: Partial<typeof details>, named?: Correction['named']): RegistryEvent => ({
  type: 'WorkerDetailsCorrected',
  data: {
    ...details,
    ...changes,
    named:
      named ??
      (['membership', 'nationalId', 'name', 'phone', 'sex', 'occupation', 'employer'] as const).filter(
        (field) => field in changes,
      ),
  },
});
const requested: RegistryEvent = { type: 'ErasureRequested', data: { worker: courier } };
const erased: RegistryEvent = { type: 'WorkerErased', data: { worker: courier } };

describe('a person', () => {
  test('is registered once', () => {
    given().when(register).then(registered);
    given(registered).when(register).thenRefused('ALREADY_REGISTERED', { worker: '000000175' });
    given(registered, corrected({ phone: sealedText('139') }))
      .when(register)
      .thenRefused('ALREADY_REGISTERED', { worker: '000000175' });
  });

  test('is the same after a fence for an idempotency key', () => {
    given(reservationFenced).when(register).then(registered);
    given(registered, reservationFenced)
      .when(register)
      .thenRefused('ALREADY_REGISTERED', { worker: '000000175' });
  });

  test('is registered with the first act, and every repeat does nothing', () => {
    given().when(bring()).then(registeredBy(first));
    given(registeredBy(first)).when(bring()).thenNothing();
    given(registered).when(bring()).thenNothing();
  });

  test('has a stream by the printed number', () => {
    expect(registry.streamOf(register)).toBe('worker-000000175');
  });
});

describe('what is blank', () => {
  const blank = { name: null, nameFingerprint: null, sex: null, occupation: null, employer: null };
  const name = { name: sealedText('王师傅'), nameFingerprint: 'of 王师傅' };

  test('is filled by the next act that says it', () => {
    given(registeredBy(first, blank))
      .when(bring({ occupation: null }, second))
      .then(filled({ ...name, sex: 'male', employer: '美团配送' }));
    given(registeredBy(first, blank), filled({ sex: 'male' }))
      .when(bring({ ...blank, sex: 'male', employer: '快送' }, second))
      .then(filled({ employer: '快送' }));
  });

  test('is filled beside what is known', () => {
    given(registeredBy(first, { employer: null }))
      .when(bring({}, second))
      .then(filled({ employer: '美团配送' }));
    given(registered, corrected({ sex: null }))
      .when(bring({}, second))
      .then(filled({ sex: 'male' }));
  });

  test('is a masked name, too', () => {
    given(registeredBy(first, { name: sealedText('王某'), nameFingerprint: null }))
      .when(bring({}, second))
      .then(filled(name));
    given(registered)
      .when(bring({ name: sealedText('王某'), nameFingerprint: null }, second))
      .thenNothing();
  });

  test('is not filled by an act whose name was put right since', () => {
    given(
      registeredBy(first),
      corrected({ name: sealedText('王师'), nameFingerprint: 'of 王师', employer: null }),
    )
      .when(bring())
      .thenNothing();
  });

  test('is not filled by an act about somebody else, which was recorded at the same moment', () => {
    const noted = (fields: readonly ('name' | 'sex')[]): RegistryEvent => ({
      type: 'DetailsContradicted',
      data: { worker: courier, act: second, fields },
    });
    const other = bring({ nameFingerprint: 'of 李四', sex: 'female' }, second);
    given(registeredBy(first, { employer: null }))
      .when(other)
      .then(noted(['name', 'sex']));
    given(registeredBy(first, { employer: null }))
      .when(bring({ sex: 'female' }, second))
      .then(noted(['sex']));
    given(registeredBy(first, { employer: null }), noted(['name', 'sex']))
      .when(other)
      .thenNothing();
  });
});

describe('what an act has brought', () => {
  const withdraw = (act = first): RegistryCommand => ({
    type: 'WithdrawDetails',
    data: { ...about, act, importId: 'sheet' },
  });
  const withdrawn = (
    fields: readonly ('name' | 'sex' | 'occupation' | 'employer')[],
    act = first,
  ): RegistryEvent => ({
    type: 'DetailsWithdrawn',
    data: { worker: courier, act, importId: 'sheet', fields },
  });
  const all = ['name', 'sex', 'occupation', 'employer'] as const;

  test('is blank again once its import is undone', () => {
    given(registeredBy(first)).when(withdraw()).then(withdrawn(all));
    given(registeredBy(first), withdrawn(all)).when(withdraw()).thenNothing();
    given(registeredBy(first, { sex: null }), filled({ sex: 'male' }))
      .when(withdraw(second))
      .then(withdrawn(['sex'], second));
  });

  test('is brought by the next act, and only then another name can come', () => {
    const other = { name: sealedText('李四'), nameFingerprint: 'of 李四', sex: 'female' as const };
    given(registeredBy(first))
      .when(bring(other, second))
      .then({ type: 'DetailsContradicted', data: { worker: courier, act: second, fields: ['name', 'sex'] } });
    given(registeredBy(first), withdrawn(all))
      .when(bring(other, second))
      .then(filled({ ...other, occupation: '外卖员', employer: '美团配送' }));
  });

  test('is no contradiction once it was put right, and is one where it was only withdrawn', () => {
    const said = { name: sealedText('李四'), nameFingerprint: 'of 李四', sex: 'female' as const };
    const contradicted: DetailsContradicted = {
      type: 'DetailsContradicted',
      data: { worker: courier, act: second, fields: ['name', 'sex'] },
    };
    const { name, nameFingerprint, sex } = details;
    const right = { name, nameFingerprint, sex };
    given(registeredBy(first, said), corrected(right)).when(bring(said, second)).thenNothing();
    given(registeredBy(first, said), corrected({ ...right, sex: 'female' }, ['name']), corrected(right, []))
      .when(bring(said, second))
      .then({ ...contradicted, data: { ...contradicted.data, fields: ['sex'] } });
    given(registeredBy(first, said), withdrawn(all), corrected(right))
      .when(bring(said, second))
      .then(contradicted);
  });

  test('stays where it was put right, or brought otherwise', () => {
    const name = sealedText('王小明');
    given(registeredBy(first), corrected({ name }))
      .when(withdraw())
      .then(withdrawn(['sex', 'occupation', 'employer']));
    given(registeredBy(first), corrected({ sex: 'male' }))
      .when(withdraw())
      .then(withdrawn(['name', 'occupation', 'employer']));
    given(registered).when(withdraw()).then(withdrawn([]));
    given(registeredBy(first)).when(withdraw(second)).then(withdrawn([], second));
  });

  test('is gone with an erased person', () => {
    given(registeredBy(first), requested).when(withdraw()).thenNothing();
    given(registeredBy(first), requested, erased).when(withdraw()).thenNothing();
  });

  test('is not brought after its import was undone, by whoever read the act before', () => {
    const blank = registeredBy(second, nothing);
    given().when(withdraw()).then(withdrawn([]));
    given(withdrawn([])).when(withdraw()).thenNothing();
    given(withdrawn([])).when(bring()).thenNothing();
    given(withdrawn([])).when(bring({}, second)).then(registeredBy(second));
    given(withdrawn([])).when(register).then(registered);
    given(withdrawn([]), blank).when(bring()).thenNothing();
    given(blank).when(withdraw()).then(withdrawn([]));
    given(blank, withdrawn([])).when(bring()).thenNothing();
    given(blank, withdrawn([]), corrected(nothing)).when(bring()).thenNothing();
    given(blank, withdrawn([]), filled({ sex: 'male' }))
      .when(bring())
      .thenNothing();
  });

  test('contradicts nobody after its import was undone', () => {
    given(registered, withdrawn([], second))
      .when(bring({ sex: 'female' }, second))
      .thenNothing();
  });
});

describe('corrected details', () => {
  test('change what is named and keep the rest', () => {
    const phone = sealedText('139');
    given(registered).when(correct({ phone })).then(corrected({ phone }));
    given(registered, corrected({ phone }))
      .when(correct({ sex: 'female', employer: null }))
      .then(corrected({ phone, sex: 'female', employer: null }, ['sex', 'employer']));
  });

  test('without a change do nothing', () => {
    given(registered).when(correct({})).thenNothing();
  });

  test('need somebody who is registered', () => {
    given()
      .when(correct({ employer: null }))
      .thenRefused('UNKNOWN_WORKER', { worker: '000000175' });
    given(registered, requested)
      .when(correct({ employer: null }))
      .thenRefused('UNKNOWN_WORKER', { worker: '000000175' });
    given(registered, requested, erased)
      .when(correct({ employer: null }))
      .thenRefused('UNKNOWN_WORKER', { worker: '000000175' });
  });
});

describe('an erased person', () => {
  test('is forgotten once', () => {
    given(registered).when(erase).then(requested);
    given(registered, corrected({ employer: null }))
      .when(erase)
      .then(requested);
    given(registered, requested).when(erase).thenNothing();
    given(registered, requested, erased).when(erase).thenNothing();
  });

  test('is erased once that was requested', () => {
    given(registered, requested).when(end).then(erased);
    given(registered, requested, erased).when(end).thenNothing();
    given(registered).when(end).thenNothing();
    given().when(end).thenNothing();
  });

  test('was somebody before', () => {
    given().when(erase).thenRefused('UNKNOWN_WORKER', { worker: '000000175' });
  });

  test('does not come back', () => {
    for (const past of [[requested], [requested, erased]]) {
      given(registered, ...past)
        .when(register)
        .thenRefused('ALREADY_REGISTERED', { worker: '000000175' });
      given(registered, ...past)
        .when(bring({ name: null }))
        .thenNothing();
    }
  });
});
