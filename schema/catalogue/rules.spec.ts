import { kindOfCode } from './kinds.js';
import { isRuled, ruleOn, rules, type Rule } from './rules.js';

const rule = (version: string, from: string | null, until: string | null): Rule => ({
  version,
  kind: 'health-check',
  from,
  until,
  oncePerYear: true,
  cap: null,
  source: 'a test',
});

/** Whether two rules are both in force on some day. */
const overlap = (a: Rule, b: Rule): boolean =>
  (a.from ?? '') <= (b.until ?? '9999-12-31') && (b.from ?? '') <= (a.until ?? '9999-12-31');

describe('the rules of the sample', () => {
  test('are those of the sheet standard', () => {
    expect(rules.map(({ kind, oncePerYear, cap }) => ({ kind, oncePerYear, cap }))).toStrictEqual([
      {
        kind: 'health-check',
        oncePerYear: true,
        cap: { per: 'act', fen: { male: 120_000, female: 150_000, unknown: 120_000 } },
      },
      {
        kind: 'recuperation',
        oncePerYear: true,
        cap: { per: 'act', fen: { male: 100_000, female: 100_000, unknown: 100_000 } },
      },
      {
        kind: 'education-subsidy',
        oncePerYear: false,
        cap: { per: 'year', fen: { male: 200_000, female: 200_000, unknown: 200_000 } },
      },
    ]);
  });

  test('are each for a kind of the catalogue', () => {
    expect(rules.filter(({ kind }) => kindOfCode(kind) === undefined)).toStrictEqual([]);
  });

  test('have versions that name one rule each', () => {
    expect(new Set(rules.map(({ version }) => version)).size).toBe(rules.length);
  });

  test('are never two for a kind on one day', () => {
    const clashes = rules.flatMap((one, index) =>
      rules.slice(index + 1).filter((other) => other.kind === one.kind && overlap(one, other)),
    );
    expect(clashes).toStrictEqual([]);
  });

  test('never let the cap of an unknown sex be higher than that of a known one', () => {
    const generous = rules.filter(
      ({ cap }) => cap !== null && cap.fen.unknown > Math.min(cap.fen.male, cap.fen.female),
    );
    expect(generous).toStrictEqual([]);
  });

  test('name their source', () => {
    expect(rules.filter(({ source }) => source.trim() === '')).toStrictEqual([]);
  });
});

describe('the rule on a day', () => {
  const first = rule('health-check/1', null, '2026-06-30');
  const second = rule('health-check/2', '2026-07-01', '2026-12-31');
  const third = rule('health-check/3', '2028-01-01', null);
  const all = [first, second, third];

  test.each([
    ['1950-01-01', 'health-check/1'],
    ['2026-06-30', 'health-check/1'],
    ['2026-07-01', 'health-check/2'],
    ['2026-12-31', 'health-check/2'],
    ['2027-01-01', null],
    ['2027-12-31', null],
    ['2028-01-01', 'health-check/3'],
    ['9999-12-31', 'health-check/3'],
  ])('%s is %s', (day, version) => {
    expect(ruleOn(all, 'health-check', day)?.version ?? null).toBe(version);
  });

  test('is none for a kind without rules', () => {
    expect(ruleOn(all, 'recuperation', '2026-01-01')).toBeNull();
    expect(ruleOn([], 'health-check', '2026-01-01')).toBeNull();
  });

  test('a kind is ruled when it ever had a rule', () => {
    expect(isRuled([second], 'health-check')).toBe(true);
    expect(isRuled([second], 'recuperation')).toBe(false);
    expect(isRuled([], 'health-check')).toBe(false);
  });
});
