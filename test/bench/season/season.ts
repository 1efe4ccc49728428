import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { neededNames } from '@ledger/ledger/sheets/column-names.js';
import { districtOf } from '@ledger/schema/catalogue/districts.js';
import { Random } from './random.js';

/**
 * One season (year) of Zhejiang as its unions would import it. In 2022 there were 490,900 enrolments in mutual aid,
 * 34,700 health checks and 13,800 recuperations (published figures of the province): together 539,400 acts, in 90
 * counties.
 */
export const seasonActs = 539_400;
export const seasonPeople = 120_000;

const kinds = [
  { zh: '医疗互助参保', code: 'medical-mutual-aid-enrolment', acts: 490_900 },
  { zh: '免费体检', code: 'health-check', acts: 34_700 },
  { zh: '疗休养', code: 'recuperation', acts: 13_800 },
] as const;

type Kind = (typeof kinds)[number];

/** The sums that a correct import of the season must give. */
export type Expected = { acts: number; people: number; fen: number };

export type Season = Readonly<{
  /** One sheet for each county. */
  files: readonly string[];
  rows: number;
  expected: Readonly<Expected>;
  byKind: ReadonlyMap<string, Readonly<Expected>>;
}>;

export type SeasonWanted = Readonly<{
  year: number;
  seed: number;
  /** The part of the whole season, from 0 to 1. Acts and people shrink in the same proportion. */
  share: number;
}>;

const retired = ['330103', '330104', '330371'];

/**
 * The 90 counties of the province since 2021, without the codes of the cities themselves and without abolished codes.
 */
export const counties: readonly string[] = Array.from({ length: 1_300 }, (_, index) =>
  String(330_100 + index),
).filter((code) => districtOf(code)?.level === 2 && !code.endsWith('01') && !retired.includes(code));

const surnames = Array.from(
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
);
const givenNames = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建国文辉力永健世广志义兴良海山仁波',
);
const occupations = ['网约车司机', '外卖骑手', '快递员', '货车司机', '家政服务员', '保安员', '网络主播'];
const employers = [
  '美团配送',
  '饿了么',
  '顺丰速运',
  '中通快递',
  '货拉拉',
  '曹操出行',
  '滴滴出行',
  '申通快递',
];
const places = ['', '', '', '区总工会服务中心', '街道驿站', '人民医院体检中心'];
const notes = ['', '', '', '', '', '', '', '', '', '已电话回访，本人知悉。'];

/**
 * Splits the figure of the province among the counties by weight. Rounding errors are carried over, so that the parts
 * add up to the total.
 */
const allotted = (total: number, weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  let [weight, given] = [0, 0];
  return weights.map((each) => {
    weight += each;
    const mine = Math.round((total * weight) / sum) - given;
    given += mine;
    return mine;
  });
};

type Person = Readonly<{
  membership: string;
  name: string;
  sex: string;
  occupation: string;
  employer: string;
}>;

const personOf = (random: Random, county: string, number: number): Person => ({
  membership: `ZJ${county}-${String(number).padStart(5, '0')}`,
  name: random.of(surnames) + random.of(givenNames) + (random.below(3) === 0 ? '' : random.of(givenNames)),
  sex: random.of(['男', '女']),
  occupation: random.of(occupations),
  employer: random.of(employers),
});

type Act = Readonly<{ kind: Kind; person: number }>;

/**
 * The acts of one county. In kinds with a rule, a person has at most one act a year. In mutual aid everyone has one and
 * some people have more.
 */
const actsOf = (random: Random, people: number, counts: readonly number[]): readonly Act[] => {
  const everybody = Array.from({ length: people }, (_, person) => person);
  const acts: Act[] = [];
  for (const [index, kind] of kinds.entries()) {
    const count = counts[index] ?? 0;
    if (kind.code !== 'medical-mutual-aid-enrolment') {
      for (const person of random.shuffled(everybody).slice(0, count)) acts.push({ kind, person });
      continue;
    }
    for (let done = 0; done < count; done += 1) {
      const person = done < people ? done : Math.floor(people * random.next() ** 1.5);
      acts.push({ kind, person });
    }
  }
  return random.shuffled(acts);
};

const fenOf = (random: Random, { code }: Kind): number => {
  switch (code) {
    case 'medical-mutual-aid-enrolment':
      return random.between(6_000, 14_000);
    case 'health-check':
      return random.between(30_000, 120_000);
    case 'recuperation':
      return random.between(50_000, 100_000);
  }
};

const yuan = (fen: number): string =>
  `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;

const daysOfYear = 365;
const msOfDay = 86_400_000;

const dayOf = (year: number, share: number): string =>
  new Date(Date.UTC(year, 0, 1) + Math.floor(share * daysOfYear) * msOfDay).toISOString().slice(0, 10);

const sheetHeader = neededNames.join(',');

/** The sums of all written rows. */
class Sums {
  readonly all: Expected = { acts: 0, people: 0, fen: 0 };
  readonly byKind: ReadonlyMap<string, Expected> = new Map(
    kinds.map(({ code }) => [code, { acts: 0, people: 0, fen: 0 }]),
  );

  add(kind: Kind, fen: number): void {
    for (const sum of [this.all, this.byKind.get(kind.code)]) {
      if (sum === undefined) continue;
      sum.acts += 1;
      sum.fen += fen;
    }
  }

  addPeople(acts: readonly Act[]): void {
    const of = (kind: Kind | null): number =>
      new Set(acts.filter((act) => kind === null || act.kind === kind).map(({ person }) => person)).size;
    this.all.people += of(null);
    for (const kind of kinds) {
      const known = this.byKind.get(kind.code);
      if (known !== undefined) known.people += of(kind);
    }
  }
}

type County = Readonly<{ code: string; year: number; people: number; acts: readonly Act[] }>;

const linesOf = function* (
  random: Random,
  { code, year, people, acts }: County,
  sums: Sums,
): Generator<string> {
  yield `${sheetHeader}\r\n`;
  // The seed is the code of the county, so that a person is the same in every year.
  const ofCounty = new Random(Number(code));
  const persons = Array.from({ length: people }, (_, number) => personOf(ofCounty, code, number));
  for (const [index, { kind, person }] of acts.entries()) {
    const who = persons[person];
    if (who === undefined) throw new RangeError('an act for nobody');
    const fen = fenOf(random, kind);
    sums.add(kind, fen);
    const reference = `ZJ${String(year)}-${code}-${String(index).padStart(6, '0')}`;
    const day = dayOf(year, index / acts.length);
    const { membership, name, sex, occupation, employer } = who;
    yield `${[
      ...[reference, kind.zh, code, random.of(places), day, '', membership, name, sex, occupation, employer],
      ...['1', '', '', '', yuan(fen), random.of(notes)],
    ].join(',')}\r\n`;
  }
};

/**
 * Writes the sheets of the season row by row, one for each county. Returns the sums that a correct import must give.
 */
export const writeSeason = async (folder: string, { year, seed, share }: SeasonWanted): Promise<Season> => {
  const sizes = new Random(seed);
  const weights = counties.map(() => sizes.between(50, 150));
  const random = new Random(seed + year);
  const people = allotted(Math.round(seasonPeople * share), weights);
  const ofKinds = allotted(
    Math.round(seasonActs * share),
    kinds.map(({ acts }) => acts),
  );
  const counts = ofKinds.map((acts) => allotted(acts, weights));
  const sums = new Sums();
  const files: string[] = [];
  for (const [index, code] of counties.entries()) {
    const inCounty = people[index] ?? 0;
    const acts = actsOf(
      random,
      inCounty,
      counts.map((each) => each[index] ?? 0),
    );
    sums.addPeople(acts);
    const file = join(folder, `${code}-${String(year)}.csv`);
    const lines = linesOf(random, { code, year, people: inCounty, acts }, sums);
    await pipeline(Readable.from(lines), createWriteStream(file));
    files.push(file);
  }
  return { files, rows: sums.all.acts, expected: sums.all, byKind: sums.byKind };
};
