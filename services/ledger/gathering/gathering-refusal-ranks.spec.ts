import { actReversed } from '@ledger/test/dsl/acts.js';
import {
  attendanceNoted,
  attending,
  correctAct,
  gatheringAttended,
  gatheringHeld,
  lecture,
  recordAttendance,
  recordGathering,
  reverseAct,
  unnamed,
} from '@ledger/test/dsl/gathering.js';
import { clashesOf, type Flaw } from '@ledger/test/dsl/ranks.js';
import { specify } from '@ledger/test/dsl/specify.js';
import type { Changes } from '../acts/act-corrections.js';
import type { Circumstances } from '../acts/act-facts.js';
import { gathering, type GatheringEvent } from './gathering-decider.js';

const { given } = specify(gathering);

const held = gatheringHeld(lecture());
const notedHere = attendanceNoted(attending({ kind: 'health-check' }), { adds: 1 });

type Example = Readonly<{ past: readonly GatheringEvent[]; said: Partial<Circumstances> }>;

const lookedUp = (said: Partial<Circumstances>) => (example: Example) => ({
  ...example,
  said: { ...example.said, ...said },
});
const then =
  (...events: readonly GatheringEvent[]) =>
  (example: Example) => ({
    ...example,
    past: [...example.past, ...events],
  });

const reference: readonly Flaw<Example>[] = [
  { code: 'DUPLICATE', aspect: 'reference', spoil: lookedUp({ reference: 'same' }) },
  { code: 'REF_REUSED', aspect: 'reference', spoil: lookedUp({ reference: 'other' }) },
  { code: 'PERSON_DIFFERS', aspect: 'register', spoil: lookedUp({ registered: { registeredName: '张三' } }) },
];

test.each(clashesOf([...reference, { code: 'WRONG_STATE', aspect: 'state', spoil: then(held) }]))(
  'a gathering is refused for $higher before $lower',
  ({ higher, spoil }) => {
    const { past, said } = spoil({ past: [], said: {} });
    given(...past)
      .when(recordGathering(lecture(), said))
      .thenRefused(higher);
  },
);

describe('attendance', () => {
  const somebody = gatheringAttended(unnamed(), { act: 1 });
  const crowd = Array.from({ length: 2_000 }, () => somebody);
  const flaws: readonly Flaw<Example>[] = [
    ...reference,
    { code: 'UNKNOWN_SESSION', aspect: 'session', spoil: then(actReversed(held.data)) },
    { code: 'ALREADY_ATTENDED', aspect: 'person', spoil: then(notedHere) },
    { code: 'SESSION_FULL', aspect: 'room', spoil: then(...crowd) },
  ];

  test.each(flaws)('is refused for $code alone', ({ code, spoil }) => {
    const { past, said } = spoil({ past: [held], said: {} });
    given(...past)
      .when(recordAttendance(attending(), said))
      .thenRefused(code);
  });

  test.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    const { past, said } = spoil({ past: [held], said: {} });
    given(...past)
      .when(recordAttendance(attending(), said))
      .thenRefused(higher);
  });
});

describe('a correction', () => {
  type Correction = Readonly<{ past: readonly GatheringEvent[]; changes: Changes }>;
  const flaws: readonly Flaw<Correction>[] = [
    {
      code: 'WRONG_STATE',
      aspect: 'state',
      spoil: (example) => ({ ...example, past: [...example.past, actReversed(held.data)] }),
    },
    {
      code: 'NEEDS_MOVE',
      aspect: 'kind',
      spoil: (example) => ({ ...example, changes: { ...example.changes, kind: 'skills-training' } }),
    },
    {
      code: 'HAS_ATTENDANCE',
      aspect: 'attendance',
      spoil: ({ past, changes }) => ({ past: [...past, notedHere], changes: { ...changes, sessions: 0 } }),
    },
  ];

  test.each(flaws)('is refused for $code alone', ({ code, spoil }) => {
    const { past, changes } = spoil({ past: [held], changes: { items: 1 } });
    given(...past)
      .when(correctAct(changes))
      .thenRefused(code);
  });

  test.each(clashesOf(flaws))('is refused for $higher before $lower', ({ higher, spoil }) => {
    const { past, changes } = spoil({ past: [held], changes: { items: 1 } });
    given(...past)
      .when(correctAct(changes))
      .thenRefused(higher);
  });
});

test('a reversal is refused for WRONG_STATE before HAS_ATTENDANCE', () => {
  given(held, actReversed(held.data), notedHere).when(reverseAct()).thenRefused('WRONG_STATE');
});
