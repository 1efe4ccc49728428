import type { Rule } from '@ledger/schema/catalogue/rules.js';
import {
  act,
  actReversed,
  counted,
  day,
  reservationFenced,
  ruleFor,
  session,
} from '@ledger/test/dsl/acts.js';
import {
  approveSubsidy,
  approvedOn,
  correctAct,
  paidOn,
  paySubsidy,
  recordService,
  requestSubsidy,
  serviceRecorded,
  subsidyApproved,
  subsidyPaid,
  subsidyRequested,
} from '@ledger/test/dsl/passbook.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { Changes } from '../acts/act-corrections.js';
import type { ActInput, Circumstances } from '../acts/act-facts.js';
import type { PlainDate } from '../kernel/calendar.js';
import { fen, type Fen } from '../kernel/money.js';
import { passbook, type PassbookEvent } from './passbook-decider.js';

const { given } = specify(passbook);

const tomorrow = day('2026-07-01');
const early = day('2026-01-02');
/** A rule that allows one act a year, of at most one yuan. */
const strict: readonly Rule[] = [
  ruleFor('hardship-relief', {
    oncePerYear: true,
    cap: { per: 'act', fen: { male: 100, female: 100, unknown: 100 } },
  }),
];
const relief = act({ kind: 'hardship-relief', amountFen: fen(100) });

describe('recording', () => {
  type Example = Readonly<{
    past: readonly PassbookEvent[];
    input: ActInput;
    said: Partial<Circumstances>;
  }>;
  const sound: Example = { past: [], input: relief, said: { rules: strict } };

  const lookedUp = (said: Partial<Circumstances>) => (example: Example) => ({
    ...example,
    input: 'session' in said ? { ...example.input, session } : example.input,
    said: { ...example.said, ...said },
  });
  const after =
    (...events: readonly PassbookEvent[]) =>
    (example: Example) => ({
      ...example,
      past: [...events, ...example.past],
    });

  const flaws: readonly Flaw<Example>[] = [
    { code: 'DUPLICATE', aspect: 'reference', spoil: lookedUp({ reference: 'same' }) },
    { code: 'REF_REUSED', aspect: 'reference', spoil: lookedUp({ reference: 'other' }) },
    { code: 'PERSON_DIFFERS', aspect: 'person', spoil: lookedUp({ registered: { registeredName: '张三' } }) },
    { code: 'UNKNOWN_SESSION', aspect: 'session', spoil: lookedUp({ session: 'unknown' }) },
    { code: 'ALREADY_ATTENDED', aspect: 'session', spoil: lookedUp({ session: 'attended' }) },
    { code: 'SESSION_FULL', aspect: 'session', spoil: lookedUp({ session: 'full' }) },
    {
      code: 'ALREADY_ATTENDED',
      aspect: 'own attendance',
      spoil: (example) => ({
        ...after(serviceRecorded(act({ session })))(example),
        input: { ...example.input, session },
      }),
    },
    { code: 'ONCE_PER_YEAR', aspect: 'year', spoil: after(subsidyPaid(relief)) },
    {
      code: 'OVER_CAP',
      aspect: 'cap',
      spoil: (example) => ({ ...example, input: { ...example.input, amountFen: fen(101) } }),
    },
    {
      code: 'PASSBOOK_FULL',
      aspect: 'room',
      spoil: after(...Array.from({ length: 1_000 }, () => reservationFenced)),
    },
  ];

  test.each(flaws)('is refused for $aspect alone: $code', ({ code, spoil }) => {
    const { past, input, said } = spoil(sound);
    given(...past)
      .when(recordService(input, said))
      .thenRefused(code);
  });

  test.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    const { past, input, said } = spoil(sound);
    given(...past)
      .when(recordService(input, said))
      .thenRefused(higher);
  });

  test.each(flaws.filter(({ aspect }) => aspect !== 'cap'))(
    'a request without an amount is refused for that before $code',
    ({ spoil }) => {
      const { past, input, said } = spoil(sound);
      given(...past)
        .when(requestSubsidy({ ...input, amountFen: null }, said))
        .thenRefused('MISSING_AMOUNT');
    },
  );
});

describe('approving', () => {
  type Example = Readonly<{
    past: readonly PassbookEvent[];
    said: Readonly<{ act?: number; on?: PlainDate; amountFen?: Fen; rules: readonly Rule[] }>;
  }>;
  const sound: Example = { past: [subsidyRequested(relief)], said: { rules: strict } };
  const saying = (said: Partial<Example['said']>) => (example: Example) => ({
    ...example,
    said: { ...example.said, ...said },
  });
  const then = (event: PassbookEvent) => (example: Example) => ({
    ...example,
    past: [...example.past, event],
  });

  const overRequest: Flaw<Example> = {
    code: 'OVER_REQUEST',
    aspect: 'request',
    spoil: ({ past, said }) => ({
      past: [subsidyRequested({ ...relief, amountFen: fen(90) }), ...past.slice(1)],
      said: { amountFen: fen(100), ...said },
    }),
  };
  const flaws: readonly Flaw<Example>[] = [
    { code: 'DATE_IN_FUTURE', aspect: 'day', spoil: saying({ on: tomorrow }) },
    { code: 'WRONG_STATE', aspect: 'state', spoil: then(subsidyApproved(fen(100))) },
    { code: 'DATE_OUT_OF_ORDER', aspect: 'day', spoil: saying({ on: early }) },
    { code: 'ONCE_PER_YEAR', aspect: 'year', spoil: then(subsidyPaid(relief, { act: 1 })) },
    { code: 'OVER_CAP', aspect: 'cap', spoil: saying({ amountFen: fen(101) }) },
    overRequest,
  ];

  test.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    const { past, said } = spoil(sound);
    given(...past)
      .when(approveSubsidy(said))
      .thenRefused(higher);
  });

  test.each(flaws)('is refused for $code alone', ({ code, spoil }) => {
    const { past, said } = spoil(sound);
    given(...past)
      .when(approveSubsidy(said.amountFen === fen(101) ? { ...said } : said))
      .thenRefused(code);
  });

  test('what is not there is refused for its day first', () => {
    given()
      .when(approveSubsidy({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE');
    given()
      .when(paySubsidy({ on: tomorrow }))
      .thenRefused('DATE_IN_FUTURE');
    given()
      .when(approveSubsidy({ on: early }))
      .thenRefused('UNKNOWN_ACT');
  });
});

describe('correcting', () => {
  type Example = Readonly<{ past: readonly PassbookEvent[]; changes: Changes }>;
  const asked = { ...relief, amountFen: fen(90) };
  const paid = { ...asked, on: paidOn };
  const sound: Example = {
    past: [
      subsidyRequested(asked),
      subsidyApproved(fen(90), { on: approvedOn }),
      subsidyPaid(paid, { requestedOn: asked.on }),
    ],
    changes: { items: 1 },
  };
  const changing = (changes: Changes) => (example: Example) => ({
    ...example,
    changes: { ...example.changes, ...changes },
  });
  const then = (event: PassbookEvent) => (example: Example) => ({
    ...example,
    past: [...example.past, event],
  });

  const flaws: readonly Flaw<Example>[] = [
    { code: 'MISSING_AMOUNT', aspect: 'cap', spoil: changing({ amountFen: fen(0) }) },
    { code: 'WRONG_STATE', aspect: 'state', spoil: then(actReversed(counted(paid))) },
    { code: 'NEEDS_MOVE', aspect: 'money', spoil: changing({ money: 'cost' }) },
    { code: 'DATE_OUT_OF_ORDER', aspect: 'day', spoil: changing({ on: early }) },
    { code: 'ONCE_PER_YEAR', aspect: 'year', spoil: then(subsidyPaid(relief, { act: 3 })) },
    { code: 'OVER_CAP', aspect: 'cap', spoil: changing({ amountFen: fen(101) }) },
  ];

  test.each(flaws)('is refused for $code alone', ({ code, spoil }) => {
    const { past, changes } = spoil(sound);
    given(...past)
      .when(correctAct(changes, { rules: strict }))
      .thenRefused(code);
  });

  test.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    const { past, changes } = spoil(sound);
    given(...past)
      .when(correctAct(changes, { rules: strict }))
      .thenRefused(higher);
  });
});
