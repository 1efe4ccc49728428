import { factlessRefusals } from './factless-refusals.js';
import { isRefusalCode, rankOf, refusals, refusalText, special, type RefusalCode } from './refusals.js';

const namesIn = (sentence: string): readonly string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();

/**
 * The refusal codes, highest rank first. The codes for rows of a sheet are in the order of the published intake
 * standard.
 */
const published: readonly RefusalCode[] = [
  'BAD_ROW',
  'BROKEN_ROW',
  'BAD_KEY',
  'BAD_OFFICE',
  'MISSING_REF',
  'BAD_REF',
  'UNKNOWN_KIND',
  'WRONG_KIND',
  'MISSING_DISTRICT',
  'UNKNOWN_DISTRICT',
  'BAD_DATE',
  'DATE_IN_FUTURE',
  'BAD_AMOUNT',
  'NEGATIVE_AMOUNT',
  'MISSING_AMOUNT',
  'BAD_COUNT',
  'BAD_CELL',
  'TEXT_TOO_LONG',
  'BAD_TEXT',
  'BAD_MEMBER',
  'BAD_NATIONAL_ID',
  'BAD_SEX',
  'BAD_OUTCOME',
  'UNKNOWN_WORKER',
  'MISSING_PERSON',
  'MISSING_REASON',
  'COMMAND_ID_REUSED',
  'DUPLICATE',
  'REVERSED',
  'REF_REUSED',
  'PERSON_DIFFERS',
  'UNKNOWN_ACT',
  'CHANGED_MEANWHILE',
  'WRONG_STATE',
  'NEEDS_MOVE',
  'DATE_OUT_OF_ORDER',
  'HAS_ATTENDANCE',
  'UNKNOWN_SESSION',
  'WRONG_SESSION',
  'ALREADY_ATTENDED',
  'SESSION_FULL',
  'ONCE_PER_YEAR',
  'OVER_CAP',
  'OVER_REQUEST',
  'PASSBOOK_FULL',
  'ALREADY_REGISTERED',
  'LOOKUP_TAKEN',
  'CONTENDED',
];

/** The facts of each sentence of a code, the special sentences included. */
const sentenceFacts: Readonly<Record<string, readonly (readonly string[])[]>> = Object.fromEntries(
  published.map((code) => [
    code,
    [refusals[code], ...Object.values(special[code] ?? {})].map(([zh]) => namesIn(zh)),
  ]),
);

describe('refusals', () => {
  test.each(Object.entries(refusals))('%s has a Chinese and an English sentence', (_code, sentences) => {
    const [zh, en] = sentences;
    expect(sentences).toHaveLength(2);
    expect(zh).toMatch(/\p{Script=Han}/u);
    // Except for facts, names of standards and names of the API, the Chinese sentence contains no Latin letters.
    expect(zh.replaceAll(/\{\w+\}|GB\/T|MISTAKE|releaseReference/g, '')).toMatch(/^[^A-Za-z]+$/);
    expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    expect(en.trim()).not.toBe('');
  });

  test.each(Object.entries(refusals))('%s names the same facts in both languages', (_code, [zh, en]) => {
    expect(namesIn(zh)).toStrictEqual(namesIn(en));
  });

  test('say different things', () => {
    const sentences = Object.values(refusals).flat();
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  test('stand in one ranked list', () => {
    expect(Object.keys(refusals)).toStrictEqual(published);
    expect(published.map(rankOf)).toStrictEqual(published.map((_code, rank) => rank));
  });

  test('have a rank each', () => {
    expect(rankOf('BAD_ROW')).toBe(0);
    expect(rankOf('CONTENDED')).toBe(Object.keys(refusals).length - 1);
  });
});

describe('a refusal as a sentence', () => {
  const because = { cap: '2000.00', used: '1500.00', year: 2026 };

  test('names its facts', () => {
    expect(refusalText('OVER_CAP', because, 'zh')).toBe('超过全年上限2000.00元（2026年已有1500.00元）');
    expect(refusalText('OVER_CAP', because, 'en')).toBe(
      'over the cap of 2000.00 yuan a year (1500.00 yuan used in 2026)',
    );
  });

  test('tells a cap of one act from a cap of the year', () => {
    expect(refusalText('OVER_CAP', { cap: '1200.00' }, 'zh')).toBe('超过每次上限1200.00元');
    expect(refusalText('OVER_CAP', { cap: '1200.00' }, 'en')).toBe(
      'over the cap of 1200.00 yuan for one act',
    );
  });

  test('names states and kinds in its own language', () => {
    expect(refusalText('WRONG_STATE', { state: 'reversed' }, 'zh')).toBe(
      '业务现在的状态是已撤销，不能这样做',
    );
    expect(refusalText('WRONG_STATE', { state: 'reversed' }, 'en')).toBe(
      'the act is reversed; that does not allow this',
    );
    const held = { session: 'S-1', held: 'sports-day', on: '2026-03-01' };
    expect(refusalText('WRONG_SESSION', held, 'zh')).toContain('2026-03-01的“趣味运动会”');
    expect(refusalText('WRONG_SESSION', held, 'en')).toContain('“Sports day” on 2026-03-01');
  });

  test('names numbers too', () => {
    expect(refusalText('SESSION_FULL', { max: 2_000 }, 'en')).toBe(
      'a session holds at most 2000 attendances',
    );
  });

  test('keeps a fact that looks like a placeholder as it is', () => {
    expect(refusalText('UNKNOWN_KIND', { kind: '{kind} $& $1' }, 'en')).toBe(
      'there is no kind of service “{kind} $& $1”',
    );
  });

  describe.each(['zh', 'en'] as const)('in %s', (language) => {
    test.each(published)('has no gap where the facts of %s are gone', (code) => {
      const gapless = refusalText(code, {}, language);
      expect(gapless).not.toMatch(/[{}“”]|\s{2}/);
      expect(gapless).toMatch(language === 'zh' ? /\p{Script=Han}/u : /^[^\p{Script=Han}]+$/u);
    });

    const partial = Object.entries(sentenceFacts).flatMap(([code, sets]) =>
      sets.flatMap((facts) => facts.map((missing) => ({ code, facts, missing }))),
    );
    test.each(partial)(
      'has no gap where $code knows of $facts all but $missing',
      ({ code, facts, missing }) => {
        if (!isRefusalCode(code)) throw new Error(code);
        const known = Object.fromEntries(
          facts.filter((fact) => fact !== missing).map((fact) => [fact, 'known']),
        );
        expect(refusalText(code, known, language)).not.toMatch(/[{}]/);
      },
    );
  });

  test('without facts exists for the codes that mention facts, and for no others', () => {
    const factual = published.filter((code) => namesIn(refusals[code][0]).length > 0);
    expect(Object.keys(factlessRefusals)).toStrictEqual(factual);
  });

  test('says of a number that nobody has now that its person may have been erased', () => {
    expect(refusalText('UNKNOWN_WORKER', { worker: '000000175' }, 'en')).toBe(
      'nobody in the register has the number “000000175”; the person may have been erased',
    );
    expect(refusalText('UNKNOWN_WORKER', { worker: '000000175' }, 'zh')).toBe(
      '名册里没有会员“000000175”；其资料可能已清除',
    );
  });
});
