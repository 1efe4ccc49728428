import type { Sex } from '../events/values.js';

/** The maximum amount that a rule allows for one person. */
export type Cap = Readonly<{
  /** `act`: the cap applies to each act; `year`: to all acts of the kind in one calendar year together. */
  per: 'act' | 'year';
  /** The cap in fen; an amount equal to it is allowed. `unknown` applies if the sex is not known. */
  fen: Readonly<Record<Sex | 'unknown', number>>;
}>;

export type Rule = Readonly<{
  /** The version is stored in every event that the rule decided (`judgedBy`). A changed rule gets a new version. */
  version: string;
  kind: string;
  /** The first and the last day (`YYYY-MM-DD`) of acts to which the rule applies; null is no limit. */
  from: string | null;
  until: string | null;
  oncePerYear: boolean;
  cap: Cap | null;
  source: string;
}>;

const sameForAll = (fen: number): Cap['fen'] => ({ male: fen, female: fen, unknown: fen });

/** The rules per person, newest last. At most one rule of a kind is in force on any day. */
export const rules: readonly Rule[] = [
  {
    version: 'health-check/1',
    kind: 'health-check',
    from: null,
    until: null,
    oncePerYear: true,
    cap: { per: 'act', fen: { male: 120_000, female: 150_000, unknown: 120_000 } },
    source: '柯桥区总工会 2022：体检标准男性1200元/人、女性1500元/人',
  },
  {
    version: 'recuperation/1',
    kind: 'recuperation',
    from: null,
    until: null,
    oncePerYear: true,
    cap: { per: 'act', fen: sameForAll(100_000) },
    source: '柯桥区总工会 2022：疗休养两天一晚1000元/人',
  },
  {
    version: 'education-subsidy/1',
    kind: 'education-subsidy',
    from: null,
    until: null,
    oncePerYear: false,
    cap: { per: 'year', fen: sameForAll(200_000) },
    source: 'A rule of this ledger for its sample: at most 2,000 yuan per person and year',
  },
];

/** The rule of the kind that is in force on a day (`YYYY-MM-DD`); null if there is none. */
export const ruleOn = (all: readonly Rule[], kind: string, day: string): Rule | null =>
  all.findLast(
    (rule) =>
      rule.kind === kind &&
      (rule.from === null || rule.from <= day) &&
      (rule.until === null || day <= rule.until),
  ) ?? null;

/** Whether the kind has ever had a rule per person. If so, its acts are recorded in the person's passbook stream. */
export const isRuled = (all: readonly Rule[], kind: string): boolean =>
  all.some((rule) => rule.kind === kind);
