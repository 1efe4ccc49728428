import { officeCode } from '../kernel/identifiers.js';
import { reference } from '@ledger/test/support/identifiers.js';
import {
  act,
  actCorrected,
  actReferenceReleased,
  actReversed,
  counted,
  day,
  line,
  reservationFenced,
  sealedText,
  session,
} from '@ledger/test/dsl/acts.js';
import {
  caseRecorded,
  correctAct,
  dispute,
  mediated,
  recordCase,
  releaseReference,
  reverseAct,
  stream,
} from '@ledger/test/dsl/cases.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { ResultRead } from '@ledger/schema/catalogue/case-outcomes.js';
import type { ActResult } from '@ledger/schema/events/values.js';
import type { Changes } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { RefusalDetails } from '../kernel/refusals.js';
import { fen } from '../kernel/money.js';
import type { RefusalCode } from '../kernel/refusals.js';
import { caseFile, type CaseEvent } from './case-decider.js';

const { given } = specify(caseFile);

const recorded = caseRecorded(dispute());

describe('a case', () => {
  test('is recorded with how it ended; its sum is in dispute and never paid', () => {
    given()
      .when(recordCase(dispute({ result: mediated })))
      .then({
        type: 'CaseRecorded',
        data: {
          ...dispute({ result: mediated }),
          act: 0,
          judgedBy: null,
          counts: {
            acts: 1,
            headcount: 1,
            sessions: 0,
            minutes: 0,
            items: 0,
            amountFen: fen(500_000),
            paidFen: fen(0),
          },
        },
      });
  });

  test.each(['legal-case', 'rights-case', 'dispute-mediation', 'hotline-case'])('may be a %s', (kind) => {
    const input = act({ kind });
    given().when(recordCase(input)).then(caseRecorded(input));
  });

  test('of nobody in particular is a case too', () => {
    const input = dispute({ worker: null, sex: null, headcount: 12 });
    given().when(recordCase(input)).then(caseRecorded(input));
  });

  test('at a session leaves the headcount to the session', () => {
    const input = dispute({ session });
    given()
      .when(recordCase(input))
      .then(caseRecorded(input, { counts: { headcount: 0 } }));
  });

  test.each<[Partial<Circumstances>, RefusalCode, RefusalDetails]>([
    [{ reference: 'same' }, 'DUPLICATE', { reference: 'KQ-3' }],
    [{ reference: 'other' }, 'REF_REUSED', { reference: 'KQ-3' }],
    [{ session: 'unknown' }, 'UNKNOWN_SESSION', { session }],
    [{ session: 'attended' }, 'ALREADY_ATTENDED', { session }],
    [{ session: 'full' }, 'SESSION_FULL', { max: 2_000 }],
  ])('is refused by its circumstances %j: %s', (said, code, because) => {
    given()
      .when(recordCase(dispute({ session, reference: reference('KQ-3') }), said))
      .thenRefused(code, because);
  });

  test('is recorded once in its stream', () => {
    given(recorded).when(recordCase(dispute())).thenRefused('WRONG_STATE', { state: 'given' });
  });

  test('is recorded again after it was taken back, under another number', () => {
    const again = caseRecorded(dispute({ result: mediated }), { act: 2 });
    given(recorded, actReversed(recorded.data))
      .when(recordCase(dispute({ result: mediated })))
      .then(again);
    given(recorded, actReversed(recorded.data), again)
      .when(recordCase(dispute()))
      .thenRefused('WRONG_STATE', { state: 'given' });
    given(recorded, actReversed(recorded.data), again)
      .when(reverseAct(0))
      .thenRefused('WRONG_STATE', { state: 'reversed' });
    given(recorded, actReversed(recorded.data), again).when(reverseAct(2)).then(actReversed(again.data));
  });

  test('has the number of its event, behind a fence', () => {
    given(reservationFenced)
      .when(recordCase(dispute()))
      .then(caseRecorded(dispute(), { act: 1 }));
    given(recorded, reservationFenced).when(reverseAct()).then(actReversed(recorded.data));
  });

  test('belongs to the stream that the order names', () => {
    expect(caseFile.streamOf(recordCase(dispute()))).toBe(stream);
    expect(stream).toBe('case-wages');
  });
});

describe('a corrected case', () => {
  test.each<[what: string, changes: Changes]>([
    ['the day, of another year too', { on: day('2025-12-31') }],
    ['the district and place', { district: '330604', place: '上虞' }],
    ['the sum in dispute', { amountFen: fen(420_000) }],
    ['the headcount', { headcount: 3 }],
    ['the kind', { kind: 'hotline-case' }],
  ])('may change %s, and keeps how it ended', (_what, changes) => {
    const ended = dispute({ result: mediated });
    given(caseRecorded(ended))
      .when(correctAct(changes))
      .then(actCorrected(counted(ended), counted({ ...ended, ...changes })));
  });

  const nothing: ResultRead = { outcome: null, satisfied: null };
  const note = sealedText('调解成功');

  test('ends as its corrected note says', () => {
    const reason = sealedText('补记');
    const right = dispute({ note, result: mediated });
    const read = { outcome: 'mediated', satisfied: null } as const;
    const corrected = actCorrected(counted(dispute()), counted(right), { reason });
    given(recorded)
      .when(correctAct({ note }, { result: { said: {}, read }, reason }))
      .then(corrected);
    given(recorded, corrected)
      .when(correctAct({ headcount: 2 }, { result: { said: {}, read: null } }))
      .then(actCorrected(counted(right), counted({ ...right, headcount: 2 })));
  });

  test('ends unknown where the right note says nothing', () => {
    const wrong = dispute({ note, result: mediated });
    given(caseRecorded(wrong))
      .when(correctAct({ note: null }, { result: { said: {}, read: nothing } }))
      .then(actCorrected(counted(wrong), counted(dispute())));
  });

  test('keeps an outcome that was said whatever its corrected note says, and takes it out of the totals with it', () => {
    const closed: ActResult = { outcome: 'closed', satisfied: true, said: ['outcome'] };
    const wrong = dispute({ result: closed });
    const right = dispute({ note, result: { ...closed, satisfied: null } });
    const corrected = actCorrected(counted(wrong), counted(right));
    expect(corrected.data.undone).toMatchObject({ outcome: 'closed', satisfied: true });
    given(caseRecorded(wrong))
      .when(correctAct({ note }, { result: { said: {}, read: { outcome: 'mediated', satisfied: null } } }))
      .then(corrected);
  });

  test('may be said to have ended otherwise, with nothing else to change', () => {
    const wrong = dispute({ note, result: mediated });
    const right = dispute({
      note,
      result: { outcome: 'closed', satisfied: false, said: ['outcome', 'satisfied'] },
    });
    given(caseRecorded(wrong))
      .when(correctAct({}, { result: { said: { outcome: 'closed', satisfied: false }, read: null } }))
      .then(actCorrected(counted(wrong), counted(right)));
    given(caseRecorded(wrong))
      .when(correctAct({}, { result: { said: { outcome: null }, read: null } }))
      .then(actCorrected(counted(wrong), counted(dispute({ note }))));
  });

  test('at a session leaves the headcount to the session', () => {
    const input = dispute({ session });
    given(caseRecorded(input))
      .when(correctAct({ headcount: 2 }))
      .then(actCorrected(counted(input), counted({ ...input, headcount: 2 })));
  });

  test('with nothing to change does nothing', () => {
    given(recorded).when(correctAct({})).thenNothing();
    given(recorded)
      .when(correctAct({ kind: 'dispute-mediation', headcount: 1 }))
      .thenNothing();
  });

  test.each(['legal-case', 'health-check', 'condolence-payment', 'legal-lecture'])(
    'needs a move to another money role or home: %s',
    (kind) => {
      given(recorded).when(correctAct({ kind })).thenRefused('NEEDS_MOVE', {});
    },
  );
});

describe('a reversed case', () => {
  test('leaves the totals', () => {
    const reason = sealedText('重复');
    given(caseRecorded(dispute({ reference: reference('KQ-3'), result: mediated })))
      .when(reverseAct(0, reason, 'duplicate'))
      .then({
        type: 'ActReversed',
        data: {
          act: 0,
          undone: line(dispute({ result: mediated }), {
            acts: -1,
            headcount: -1,
            amountFen: fen(-500_000),
          }),
          heldIn: null,
          reason,
          ground: 'duplicate',
          releases: false,
          office: officeCode('keqiao'),
          reference: reference('KQ-3'),
          session: null,
          money: 'dispute',
        },
      });
  });

  test('leaves as it was corrected', () => {
    const right = dispute({ headcount: 2 });
    given(recorded, actCorrected(counted(dispute()), counted(right)))
      .when(reverseAct())
      .then(actReversed(counted(right)));
  });

  test('is not reversed or corrected again', () => {
    const past = [recorded, actReversed(recorded.data)];
    given(...past)
      .when(reverseAct())
      .thenRefused('WRONG_STATE', { state: 'reversed' });
    given(...past)
      .when(correctAct({ headcount: 2 }))
      .thenRefused('WRONG_STATE', { state: 'reversed' });
  });

  test('keeps its reference until that is given free, once', () => {
    const named = caseRecorded(dispute({ reference: reference('KQ-3') }));
    const free = actReferenceReleased({ act: 0, reference: 'KQ-3' });
    given(named).when(releaseReference()).thenRefused('WRONG_STATE', { state: 'given' });
    given(named, actReversed(named.data)).when(releaseReference()).then(free);
    given(named, actReversed(named.data), free).when(releaseReference()).thenNothing();
    given(named, actReversed(named.data, { releases: true }))
      .when(releaseReference())
      .thenNothing();
  });

  test('is another act than the one that is not there', () => {
    given(recorded).when(reverseAct(1)).thenRefused('UNKNOWN_ACT', { act: 'case-wages.1' });
    given().when(correctAct({})).thenRefused('UNKNOWN_ACT', { act: 'case-wages.0' });
  });
});

describe('two refusals at once', () => {
  type Example = Readonly<{ past: readonly CaseEvent[]; input: ActInput; said: Partial<Circumstances> }>;
  const lookedUp = (said: Partial<Circumstances>) => (example: Example) => ({
    ...example,
    said: { ...example.said, ...said },
  });
  const flaws: readonly Flaw<Example>[] = [
    { code: 'DUPLICATE', aspect: 'reference', spoil: lookedUp({ reference: 'same' }) },
    { code: 'REF_REUSED', aspect: 'reference', spoil: lookedUp({ reference: 'other' }) },
    { code: 'PERSON_DIFFERS', aspect: 'person', spoil: lookedUp({ registered: { registeredName: '张三' } }) },
    {
      code: 'WRONG_STATE',
      aspect: 'state',
      spoil: (example) => ({ ...example, past: [recorded] }),
    },
    { code: 'UNKNOWN_SESSION', aspect: 'session', spoil: lookedUp({ session: 'unknown' }) },
    { code: 'ALREADY_ATTENDED', aspect: 'session', spoil: lookedUp({ session: 'attended' }) },
    { code: 'SESSION_FULL', aspect: 'session', spoil: lookedUp({ session: 'full' }) },
  ];

  test.each(clashesOf(flaws))('give $higher before $lower', ({ higher, spoil }) => {
    const { past, input, said } = spoil({ past: [], input: dispute({ session }), said: {} });
    given(...past)
      .when(recordCase(input, said))
      .thenRefused(higher);
  });

  test('give WRONG_STATE before NEEDS_MOVE', () => {
    given(recorded, actReversed(recorded.data))
      .when(correctAct({ kind: 'health-check' }))
      .thenRefused('WRONG_STATE');
  });
});
