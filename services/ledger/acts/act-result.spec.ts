import type { ResultRead } from '@ledger/schema/catalogue/case-outcomes.js';
import type { ActResult } from '@ledger/schema/events/values.js';
import { resultAfter, resultOf } from './act-result.js';

const nothing: ResultRead = { outcome: null, satisfied: null };
const closedAndSatisfied: ResultRead = { outcome: 'closed', satisfied: true };

describe('how an act ended', () => {
  test.each<[what: string, said: ResultRead, read: ResultRead | null, result: ActResult | null]>([
    ['is unknown where nobody says it', nothing, nothing, null],
    ['is unknown where there is no note to read', nothing, null, null],
    ['is what the note says', nothing, closedAndSatisfied, { ...closedAndSatisfied, said: [] }],
    [
      'is what is said, whatever the note says',
      { outcome: 'mediated', satisfied: false },
      closedAndSatisfied,
      { outcome: 'mediated', satisfied: false, said: ['outcome', 'satisfied'] },
    ],
    [
      'is read from the note where it is not said',
      { outcome: 'mediated', satisfied: null },
      closedAndSatisfied,
      { outcome: 'mediated', satisfied: true, said: ['outcome'] },
    ],
  ])('%s', (_what, said, read, result) => {
    expect(resultOf(said, read)).toStrictEqual(result);
  });
});

describe('a correction', () => {
  const said: ActResult = { ...closedAndSatisfied, said: ['outcome', 'satisfied'] };
  const read: ActResult = { ...closedAndSatisfied, said: [] };

  test.each<
    [what: string, now: ActResult | null, change: Parameters<typeof resultAfter>[1], ActResult | null]
  >([
    ['that says nothing changes nothing', read, { said: {}, read: null }, read],
    ['of the note takes what the former note said', read, { said: {}, read: nothing }, null],
    ['of the note leaves what was said', said, { said: {}, read: nothing }, said],
    [
      'may say it for the first time',
      null,
      { said: { satisfied: false }, read: null },
      { outcome: null, satisfied: false, said: ['satisfied'] },
    ],
    [
      'may empty it',
      said,
      { said: { outcome: null }, read: null },
      { outcome: null, satisfied: true, said: ['satisfied'] },
    ],
    [
      'may say one and bring a note for the other',
      null,
      { said: { outcome: 'not-mediated' }, read: closedAndSatisfied },
      { outcome: 'not-mediated', satisfied: true, said: ['outcome'] },
    ],
  ])('%s', (_what, now, change, after) => {
    expect(resultAfter(now, change)).toStrictEqual(after);
  });
});
