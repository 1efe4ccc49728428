import fc from 'fast-check';

/** Commands as data. `pick` selects one of the existing acts; one time in eight it gives a number that no act has. */
export type Recipe =
  | Readonly<{ type: 'hold' | 'attend'; training: boolean; reference: 'free' | 'same' | 'other' } & Facts>
  | Readonly<{ type: 'note'; act: number } & Facts>
  | Readonly<{ type: 'withdraw'; act: number }>
  | Readonly<{ type: 'correct'; pick: number; changes: RecipeChanges }>
  | Readonly<{ type: 'reverse'; pick: number }>
  | Readonly<{ type: 'fence' }>;

export type Facts = Readonly<{
  on: string;
  district: string;
  worker: number | null;
  headcount: number;
  sessions: number;
  amount: number | null;
}>;

export type RecipeChanges = Readonly<{
  kind?: string;
  on?: string;
  district?: string;
  headcount?: number;
  sessions?: number;
  minutes?: number;
  amount?: number | null;
}>;

const on = fc.constantFrom(
  '2026-03-12',
  '2026-03-12',
  '2026-03-12',
  '2026-03-12',
  '2026-03-31',
  '2026-04-01',
);
const district = fc.constantFrom('330603', '330604');
const headcount = fc.nat({ max: 4 });
const amount = fc.constantFrom(null, 0, 500);
const pick = fc.nat({ max: 10_000 });

const facts = {
  on,
  district,
  worker: fc.constantFrom(null, 1, 2, 3, 4, 5_001, 5_002),
  headcount,
  sessions: fc.constantFrom(1, 1, 1, 0, 2),
  amount,
};
const submitted = {
  ...facts,
  training: fc.constantFrom(false, false, true),
  reference: fc.constantFrom<('free' | 'same' | 'other')[]>('free', 'free', 'free', 'free', 'same', 'other'),
};

const hold: fc.Arbitrary<Recipe> = fc.record({ type: fc.constant('hold' as const), ...submitted });
const attend: fc.Arbitrary<Recipe> = fc.record({ type: fc.constant('attend' as const), ...submitted });
const act = fc.nat({ max: 2 });
/** Few different values, so that the same act is often noted again without a change. */
const note: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('note' as const),
  act,
  ...facts,
  on: fc.constantFrom('2026-03-12', '2026-03-12', '2026-04-01'),
  district: fc.constantFrom('330603', '330603', '330604'),
  headcount: fc.constantFrom(1, 1, 1, 3),
});
const withdraw = act.map((each): Recipe => ({ type: 'withdraw', act: each }));

const kind = fc.constantFrom(
  'legal-lecture',
  'sports-event',
  'recuperation',
  'skills-training',
  'free-course',
  'condolence-payment',
);
const change: fc.Arbitrary<RecipeChanges> = fc.oneof(
  headcount.map((each) => ({ headcount: each })),
  headcount.map((each) => ({ headcount: each })),
  kind.map((each) => ({ kind: each })),
  kind.map((each) => ({ kind: each })),
  fc.constantFrom(0, 1, 2).map((sessions) => ({ sessions })),
  fc.record({ on, district }),
  fc.record({ minutes: fc.constantFrom(0, 90), amount }),
);
const correct: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('correct' as const),
  pick,
  changes: fc
    .array(change, { maxLength: 2, size: 'max' })
    .map((changes) => changes.reduce<RecipeChanges>((all, each) => ({ ...all, ...each }), {})),
});
const reverse = pick.map((each): Recipe => ({ type: 'reverse', pick: each }));

/**
 * How the gathering starts: empty, with one attendance less than its maximum, or full. Random commands seldom fill one, so
 * some runs start there.
 */
export const starts = fc.oneof(
  { weight: 10, arbitrary: fc.constant('empty' as const) },
  { weight: 1, arbitrary: fc.constant('nearly full' as const) },
  { weight: 1, arbitrary: fc.constant('full' as const) },
);

const order = fc.oneof(
  { weight: 3, arbitrary: hold },
  { weight: 8, arbitrary: attend },
  { weight: 3, arbitrary: note },
  { weight: 2, arbitrary: withdraw },
  { weight: 7, arbitrary: correct },
  { weight: 4, arbitrary: reverse },
  { weight: 1, arbitrary: fc.constant<Recipe>({ type: 'fence' }) },
);

/** Random commands. Three times in four the first one records a session, because attendance needs one. */
export const recipes = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: hold.map((each) => [each]) }, { weight: 1, arbitrary: fc.constant([]) }),
    fc.array(order, { minLength: 8, maxLength: 30, size: 'max' }),
  )
  .map(([first, then]) => [...first, ...then]);
