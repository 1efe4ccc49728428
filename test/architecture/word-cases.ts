import { expectKept, planted } from './sources.js';
import { wordRule } from './words.js';

export const describeWords = (): void => {
  describe('words that were given up', () => {
    it('are in no name of the code', () => {
      expectKept(wordRule);
    });

    it('are found where they come back, with the word to use', () => {
      const text = `
        type InputDesk = { at: string };
        export const toldBy = (desk: InputDesk) => ({ at: desk.at });
        // A desk and a verdict in a comment, and “verdict” in a text.
        export const text = 'verdict';
        export const handedIn = 'a stored name';`;
      expect(planted(wordRule, { 'services/api/a.ts': text })).toStrictEqual([
        'services/api/a.ts: “InputDesk”: instead of “desk” say context, target or client',
        'services/api/a.ts: “toldBy”: instead of “told” say reported, shown or logged',
        'services/api/a.ts: “desk”: instead of “desk” say context, target or client',
      ]);
    });
  });
};
