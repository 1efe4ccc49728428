import { openOperatorLog } from './operator-log.js';

const written = (format: 'json' | 'readable', sentence: string, name = 'X'): string => {
  let text = '';
  const operatorLog = openOperatorLog('info', format, {
    write: (line) => {
      text += line;
    },
  });
  operatorLog.info(sentence, { name, codes: ['A', 'B'], none: null });
  return text;
};

const hostile = 'a\u001B[2Jb\u0085c\u202Ed\u2028e';

describe('a log', () => {
  it('is a sentence and its fields for people', () => {
    expect(written('readable', 'answered')).toBe('answered name=X codes=A,B\n');
  });

  it('shows characters that a screen would obey', () => {
    const escaped = 'a\\u001b[2Jb\\u0085c\\u202ed\\u2028e';
    expect(written('readable', hostile, `${hostile}\nf`)).toBe(
      `${escaped} name=${escaped}\\u000af codes=A,B\n`,
    );
    expect(written('json', hostile)).toContain(`"msg":"${escaped}"`);
    expect(JSON.parse(written('json', hostile))).toMatchObject({ msg: hostile });
  });

  it('sets in what follows the first line, so that nothing passes for a line of its own', () => {
    expect(written('readable', 'Error: …\n    at here:1:1\nanswered name=Y')).toBe(
      'Error: …\n    at here:1:1\n  answered name=Y name=X codes=A,B\n',
    );
    expect(written('json', 'a\nb').split('\n')).toHaveLength(2);
  });
});
