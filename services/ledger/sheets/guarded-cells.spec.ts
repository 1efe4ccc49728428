import fc from 'fast-check';
import { guarded, unguarded } from './guarded-cells.js';

describe('a cell', () => {
  it.each(['=1+1', '+86 138', '-5', '@小张', ' =1', '　－5', '＝1', '\t=1', '\r1', '\n1', "'=1", "''-5"])(
    'that could be taken for a formula is guarded, and comes back: %j',
    (cell) => {
      expect(guarded(cell)).toBe(`'${cell}`);
      expect(unguarded(guarded(cell))).toBe(cell);
    },
  );

  it.each(['', '80', '2024-03-05', '小张', "'80", "'", '1=1', 'a-b', '（-5）'])(
    'of any other kind stays as it is: %j',
    (cell) => {
      expect(guarded(cell)).toBe(cell);
      expect(unguarded(cell)).toBe(cell);
    },
  );

  it('of whatever kind comes back as it was', () => {
    const characters = fc.constantFrom("'", '=', '+', '-', '@', ' ', '\t', '\n', '＝', '8', '张');
    fc.assert(
      fc.property(fc.string({ unit: characters }), (cell) => {
        expect(unguarded(guarded(cell))).toBe(cell);
        expect(guarded(cell)).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});
