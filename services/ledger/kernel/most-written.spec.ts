import { mostWritten } from './most-written.js';

describe('several spellings are shown', () => {
  it('as the one that is written most often', () => {
    expect(
      mostWritten(
        new Map([
          ['ＳＦ', 2],
          ['SF', 5],
          ['sf', 4],
        ]),
      ),
    ).toBe('SF');
  });

  it('as the first in the order of their texts, where several are', () => {
    expect(
      mostWritten(
        new Map([
          ['sf', 3],
          ['SF', 3],
          ['ＳＦ', 0],
        ]),
      ),
    ).toBe('SF');
  });

  it('as nothing where nothing is written', () => {
    expect(() => mostWritten(new Map())).toThrow(RangeError);
  });
});
