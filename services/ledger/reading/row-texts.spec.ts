import type { Cells } from '@ledger/test/support/sheets.js';
import { refused } from '../kernel/decision.js';
import { rowOf } from '../sheets/sheet-columns.js';
import { textMax } from '../use-cases/record-act-command.js';
import { wrongText } from './row-texts.js';

const blank = rowOf({ names: [], columns: [], guarded: false, mapping: null }, { line: 2, fields: [] }).cells;
const wrong = (cells: Cells): unknown => wrongText({ ...blank, ...cells });

describe('the texts of a row', () => {
  it('say the code of a district in as many characters as a short text', () => {
    const spaced = (blanks: number): string => `330${' '.repeat(blanks)}603`;
    expect(wrong({ district: spaced(textMax.short - 6) })).toBeNull();
    expect(wrong({ district: spaced(textMax.short - 5) })).toStrictEqual(
      refused('TEXT_TOO_LONG', { field: '区划代码', max: textMax.short }),
    );
  });

  it.each(['reference', 'district', 'membership', 'session'] as const)(
    'may have marks of direction around a %s, which are not kept',
    (column) => {
      expect(wrong({ [column]: '\u202A330603\u202C' })).toBeNull();
    },
  );

  it('may have none in another text', () => {
    expect(wrong({ place: '\u202A330603\u202C' })).toStrictEqual(refused('BAD_TEXT', { field: '地点' }));
  });
});
