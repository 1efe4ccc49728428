import fc from 'fast-check';

/** The values that an act states. */
export type Facts = Readonly<{
  district: string;
  on: string;
  headcount: number;
  minutes: number;
  items: number;
  amount: number | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
}>;

export type RecipeChanges = Readonly<Partial<Facts> & { kind?: string }>;

/** Commands of a caseworker as data. `pick` selects one of the existing acts. */
export type Recipe =
  | Readonly<{ type: 'later' }>
  | Readonly<{ type: 'record'; kind: string; member: string | null; facts: Facts }>
  | Readonly<{ type: 'hold'; kind: string; sessions: number; facts: Facts }>
  | Readonly<{ type: 'attend'; pick: number; kind: string; member: string | null; facts: Facts }>
  | Readonly<{ type: 'request'; kind: string; member: string; facts: Facts }>
  | Readonly<{ type: 'step'; pick: number; refuses: boolean; amount: number | null }>
  | Readonly<{ type: 'correct'; pick: number; changes: RecipeChanges }>
  | Readonly<{ type: 'reverse'; pick: number }>;

/**
 * Counties 330603 and 330604 belong to city 330600; 330784 is in another city; 310104 is directly below its
 * municipality.
 */
const district = fc.constantFrom('330603', '330603', '330604', '330600', '330784', '310104');
const on = fc.constantFrom('2025-11-30', '2025-12-01', '2025-12-31', '2026-01-01', '2026-01-05');
const member = fc.constantFrom('M1', 'M2', 'M3', 'M4');
const headcount = fc.constantFrom(1, 1, 1, 0, 2, 5);
const amount = fc.constantFrom(null, 0, 500, 20_000, 90_000);

const sex = fc.constantFrom(null, 'male' as const, 'female' as const);
const occupation = fc.constantFrom(null, '骑手', '司机');
const employer = fc.constantFrom(null, '甲', '乙', '丙');

const facts: fc.Arbitrary<Facts> = fc.record({
  district,
  on,
  headcount,
  minutes: fc.constantFrom(0, 0, 45),
  items: fc.constantFrom(0, 0, 3),
  amount,
  sex,
  occupation,
  employer,
});

const ofPersons = [
  'cancer-screening',
  'certificate',
  'condolence-payment',
  'hotline-case',
  'legal-case',
  'skills-training',
  'health-check',
];
const ofNobody = ['station-visit', 'comfort-parcel'];
/**
 * Kinds of acts that can name a session. Not all are stored in the stream of that session: a recuperation is stored in the
 * person's passbook, a legal case in a stream of its own.
 */
const attended = ['sports-event', 'legal-lecture', 'recuperation', 'legal-case'];
const requested = ['education-subsidy', 'hardship-relief', 'medical-mutual-aid-payout'];
/** The kinds that a correction may set. Some are allowed for an act, others are refused; both must occur. */
const neighbours = ['cancer-screening', 'certificate', 'dispute-mediation', 'rights-case', 'legal-lecture'];

const record: fc.Arbitrary<Recipe> = fc.oneof(
  fc.record({ type: fc.constant('record' as const), kind: fc.constantFrom(...ofPersons), member, facts }),
  fc.record({
    type: fc.constant('record' as const),
    kind: fc.constantFrom(...ofNobody),
    member: fc.constant(null),
    facts,
  }),
);
const hold: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('hold' as const),
  kind: fc.constantFrom(...attended),
  sessions: fc.constantFrom(1, 1, 2),
  facts,
});
const pick = fc.nat({ max: 1_000 });
const attend: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('attend' as const),
  pick,
  kind: fc.constantFrom(...attended),
  member: fc.oneof({ weight: 5, arbitrary: member }, { weight: 1, arbitrary: fc.constant(null) }),
  facts,
});
const request: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('request' as const),
  kind: fc.constantFrom(...requested),
  member,
  facts,
});
const step: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('step' as const),
  pick,
  refuses: fc.constantFrom(false, false, false, true),
  amount: fc.constantFrom(null, 500),
});
const change: fc.Arbitrary<RecipeChanges> = fc.oneof(
  district.map((each) => ({ district: each })),
  on.map((each) => ({ on: each })),
  headcount.map((each) => ({ headcount: each })),
  fc.record({ amount, minutes: fc.constantFrom(0, 45), items: fc.constantFrom(0, 3) }),
  fc.constantFrom(...neighbours).map((kind) => ({ kind })),
  sex.map((each) => ({ sex: each })),
  fc.record({ occupation, employer }),
);
const correct: fc.Arbitrary<Recipe> = fc.record({
  type: fc.constant('correct' as const),
  pick,
  changes: fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<RecipeChanges>((all, each) => ({ ...all, ...each }), {})),
});
const reverse = pick.map((each): Recipe => ({ type: 'reverse', pick: each }));
const later = fc.constant<Recipe>({ type: 'later' });

/** Commands: first a session, then any others. Between commands the clock may advance to later months. */
export const recipes = (most: number): fc.Arbitrary<readonly Recipe[]> =>
  fc
    .tuple(
      hold,
      fc.array(
        fc.oneof(
          { weight: 5, arbitrary: record },
          { weight: 1, arbitrary: hold },
          { weight: 4, arbitrary: attend },
          { weight: 4, arbitrary: request },
          { weight: 8, arbitrary: step },
          { weight: 6, arbitrary: correct },
          { weight: 4, arbitrary: reverse },
          { weight: 3, arbitrary: later },
        ),
        { minLength: Math.floor(most / 3), maxLength: most, size: 'max' },
      ),
    )
    .map(([first, then]) => [first, ...then]);
