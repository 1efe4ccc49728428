import fc from 'fast-check';

/**
 * Commands as data. `pick` selects among the acts that the command fits. If `wild` is set, it selects among all acts
 * and one number that no act has. Most commands are not wild, so that they get as far as the checks of the caps.
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
  sessionState: 'open' | 'unknown' | 'attended' | 'full';
}>;

export type RecipeChanges = Readonly<{
  /** `partner` stands for a kind to which a correction may change the act. */
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

/** Replaces `partner` by a kind that fits the act's kind. */
export const changesFor = (changes: RecipeChanges, kind: string): RecipeChanges =>
  changes.kind === 'partner' ? { ...changes, kind: partners[kind] ?? 'recuperation' } : changes;

/** Amounts just below, at and above each cap, also for the sum of two acts. */
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
    sessionState: fc.constantFrom<Opening['sessionState'][]>('open', 'open', 'unknown', 'attended', 'full'),
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

/**
 * At most two changes at once, often none: with more, one forbidden change would cause the refusal of almost every
 * correction.
 */
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

/** The number of events in the passbook before the first command: 0, or close to the maximum of 1,000. */
export const before = mostly(0, 985, 995);

const order = fc.oneof(
  { weight: 3, arbitrary: record },
  { weight: 3, arbitrary: request },
  { weight: 8, arbitrary: step },
  { weight: 7, arbitrary: correct },
  { weight: 2, arbitrary: reverse },
  { weight: 1, arbitrary: fence },
);

/** First a few acts, so that later commands find some; then any commands. */
export const recipes = fc
  .tuple(
    fc.array(fc.oneof(record, request), { minLength: 4, maxLength: 8, size: 'max' }),
    fc.array(order, { minLength: 8, maxLength: 25, size: 'max' }),
  )
  .map(([first, then]) => [...first, ...then]);
