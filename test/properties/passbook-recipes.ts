import fc from 'fast-check';

/**
 * Orders as data. `pick` chooses among the acts that are ready for the order, or, when it is `wild`, among all of
 * them and a number that names none; so most orders get as far as the caps.
 */
export type Recipe =
  | (Readonly<{ type: 'record' | 'request' }> & Opening)
  | (Readonly<{
      type: 'step';
      step: 'next' | 'agree' | 'pay' | 'refuse';
      on: string;
      amount: number | null;
    }> &
      Picking)
  | (Readonly<{ type: 'correct'; changes: RecipeChanges }> & Picking)
  | (Readonly<{ type: 'reverse' }> & Picking)
  | Readonly<{ type: 'fence' }>;

export type Picking = Readonly<{ pick: number; wild: boolean }>;

export type Opening = Readonly<{
  kind: string;
  on: string;
  sex: 'male' | 'female' | null;
  amount: number | null;
  headcount: number;
  minutes: number;
  session: string | null;
  reference: 'free' | 'same' | 'other';
  standing: 'open' | 'unknown' | 'attended' | 'full';
}>;

export type RecipeChanges = Readonly<{
  /** `partner`: a kind that the act may be corrected to, where there is one. */
  kind?: string;
  on?: string;
  district?: string;
  sex?: 'male' | 'female' | null;
  headcount?: number;
  minutes?: number;
  amount?: number | null;
}>;

const payouts = [
  'education-subsidy',
  'hardship-relief',
  'medical-mutual-aid-payout',
  'maternity-mutual-aid-payout',
] as const;
const kinds = [
  'health-check',
  'recuperation',
  'recuperation',
  'cancer-screening',
  'cancer-screening',
  'free-course',
  'condolence-payment',
  ...payouts,
] as const;

const days = ['2026-03-01', '2026-06-30', '2026-07-01', '2026-12-31'] as const;
const partners: Readonly<Record<string, string>> = {
  'cancer-screening': 'recuperation',
  recuperation: 'cancer-screening',
  'free-course': 'recuperation',
  'education-subsidy': 'hardship-relief',
  'hardship-relief': 'education-subsidy',
  'medical-mutual-aid-payout': 'maternity-mutual-aid-payout',
  'maternity-mutual-aid-payout': 'medical-mutual-aid-payout',
};

/** The changes for an act of a kind. */
export const changesFor = (changes: RecipeChanges, kind: string): RecipeChanges =>
  changes.kind === 'partner' ? { ...changes, kind: partners[kind] ?? 'recuperation' } : changes;

/** Around every cap, and around sums of two. */
const amount = fc.constantFrom(null, 0, 1, 500, 800, 801, 900, 1_000, 1_001, 1_500, 1_501, 2_000, 3_000);
const sex = fc.constantFrom('male', 'female', null);
const pick = fc.nat({ max: 1_000 });

const mostly = <T>(usual: T, ...rare: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...rare) });

const opening = (from: readonly string[]): fc.Arbitrary<Opening> =>
  fc.record({
    kind: fc.constantFrom(...from),
    on: fc.constantFrom(...days),
    sex,
    amount,
    headcount: fc.nat({ max: 2 }),
    minutes: fc.constantFrom(0, 45),
    session: mostly<string | null>(null, 'gathering-a', 'gathering-b'),
    reference: mostly<Opening['reference']>('free', 'same', 'other'),
    standing: fc.constantFrom<Opening['standing'][]>('open', 'open', 'unknown', 'attended', 'full'),
  });

const record = opening(kinds).map((each): Recipe => ({ type: 'record', ...each }));
const request = opening([...payouts, 'education-subsidy', 'hardship-relief']).map((each): Recipe => ({
  type: 'request',
  ...each,
}));

const picking = { pick, wild: mostly(false, true) };

const step: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('step' as const),
  step: fc.constantFrom<('next' | 'agree' | 'pay' | 'refuse')[]>(
    'next',
    'next',
    'next',
    'agree',
    'pay',
    'refuse',
  ),
  ...picking,
  on: fc.constantFrom(...days, '2026-12-31', '2027-01-05', '2027-01-05', '2027-02-01'),
  amount: fc.oneof(fc.constant(null), amount),
});

/** Few changes at once, often none: most corrections shall get past what only one of them may not do. */
const change: fc.Arbitrary<RecipeChanges> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'partner' }) },
  { weight: 1, arbitrary: fc.constantFrom(...kinds).map((kind) => ({ kind })) },
  { weight: 2, arbitrary: fc.constantFrom('2026-03-01', ...days, '2027-01-05').map((on) => ({ on })) },
  { weight: 2, arbitrary: amount.map((each) => ({ amount: each })) },
  {
    weight: 1,
    arbitrary: fc.record({ district: fc.constantFrom('330603', '330604'), minutes: fc.constantFrom(0, 45) }),
  },
  { weight: 1, arbitrary: fc.record({ sex, headcount: fc.nat({ max: 2 }) }) },
);
const correct: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('correct' as const),
  ...picking,
  changes: fc
    .array(change, { maxLength: 2, size: 'max' })
    .map((changes) => changes.reduce<RecipeChanges>((all, each) => ({ ...all, ...each }), {})),
});
const reverse: fc.Arbitrary<Recipe> = fc.record({ type: fc.constant('reverse' as const), ...picking });
const fence = fc.constant<Recipe>({ type: 'fence' });

/** Some events before everything else: none, or nearly as many as a passbook holds. */
export const before = mostly(0, 985, 995);

const order = fc.oneof(
  { weight: 3, arbitrary: record },
  { weight: 3, arbitrary: request },
  { weight: 8, arbitrary: step },
  { weight: 7, arbitrary: correct },
  { weight: 2, arbitrary: reverse },
  { weight: 1, arbitrary: fence },
);

/** First some acts to work on, then anything. */
export const recipes = fc
  .tuple(
    fc.array(fc.oneof(record, request), { minLength: 4, maxLength: 8, size: 'max' }),
    fc.array(order, { minLength: 8, maxLength: 25, size: 'max' }),
  )
  .map(([first, then]) => [...first, ...then]);
