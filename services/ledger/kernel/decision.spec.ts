import { typesOf } from '@ledger/schema/events/event-shape.js';
import { officeNamed } from '@ledger/schema/events/offices.js';
import { accepted, firstRefusal, refused, type Policy } from './decision.js';
import { isOneOf } from './domain-event.js';

describe('a decision', () => {
  test('accepts with events in their order, or with none', () => {
    expect(accepted('a', 'b')).toStrictEqual({ kind: 'accepted', events: ['a', 'b'] });
    expect(accepted()).toStrictEqual({ kind: 'accepted', events: [] });
  });

  test('refuses with a code and the facts behind it', () => {
    expect(refused('MISSING_AMOUNT')).toStrictEqual({
      kind: 'refused',
      code: 'MISSING_AMOUNT',
      because: {},
    });
    expect(refused('ONCE_PER_YEAR', { year: 2026 })).toStrictEqual({
      kind: 'refused',
      code: 'ONCE_PER_YEAR',
      because: { year: 2026 },
    });
  });
});

describe('policies in the order of their rank', () => {
  const over =
    (limit: number): Policy<number> =>
    (value) =>
      value > limit ? refused('OVER_CAP', { cap: limit, used: value }) : null;

  test('give the first refusal', () => {
    expect(firstRefusal([over(9), over(5), over(1)], 7)).toStrictEqual(
      refused('OVER_CAP', { cap: 5, used: 7 }),
    );
  });

  test('give none where none has anything against the command', () => {
    expect(firstRefusal([over(9), over(8)], 7)).toBeNull();
    expect(firstRefusal([], 7)).toBeNull();
  });

  test('are not asked any more behind the first refusal', () => {
    const asked: number[] = [];
    const noting =
      (limit: number): Policy<number> =>
      (value) => {
        asked.push(limit);
        return over(limit)(value);
      };
    firstRefusal([noting(9), noting(5), noting(1)], 7);
    expect(asked).toStrictEqual([9, 5]);
  });
});

describe('the events of a union', () => {
  const types = typesOf([officeNamed]);

  test.each([
    ['OfficeNamed', true],
    ['Other', false],
    ['toString', false],
  ])('%s: %s', (type, known) => {
    expect(isOneOf(types, { type, data: {} })).toBe(known);
  });
});
