import { everybody } from '@ledger/projections/reading/totals-scope.js';
import { existsSync } from 'node:fs';
import { openEmbeddedDocuments } from '@ledger/infra/documents/embedded/embedded-documents.js';
import { openEmbeddedLog } from '@ledger/infra/event-log/embedded/embedded-log.js';
import { everyAct, listActs } from '@ledger/projections/acts/acts-queries.js';
import type { ReadPorts } from '@ledger/projections/reading/view-state.js';
import { readTotals } from '@ledger/projections/totals/totals-queries.js';
import type { Row } from '../measure.js';
import { percentile } from '../measure.js';
import { Random } from '../season/random.js';
import { counties, seasonActs, seasonPeople } from '../season/season.js';
import { grownLedger, type Grown } from './log.js';
import { refold } from './refold.js';
import { hundredThousand, million } from './sizes.js';

const asked = 1_000;
const warmUp = 100;
const pageSize = 50;
const growthMax = 2;

/** One kind of query, sent for random workers or districts. */
type Question = Readonly<{
  name: string;
  p99MsMax: number;
  /** Runs the query once and returns the number of rows. */
  ask: (ports: ReadPorts, random: Random, people: number) => Promise<number>;
}>;

/** The cities of the province. The totals of a city are the sum of its counties. */
const cities = [...new Set(counties.map((code) => `${code.slice(0, 4)}00`))];

const questions: readonly Question[] = [
  {
    name: `page of ${String(pageSize)} of a worker's history`,
    p99MsMax: 5,
    ask: async ({ store }, random, people) => {
      const filter = { ...everyAct, worker: random.between(1, people) };
      return (await listActs(store, filter, { from: 'front', first: pageSize, after: null })).items.length;
    },
  },
  {
    name: `page of ${String(pageSize)} of a district's acts from a random day`,
    p99MsMax: 5,
    ask: async ({ store }, random) => {
      const day = `2022-${String(random.between(1, 9)).padStart(2, '0')}-${String(random.between(10, 28))}`;
      const filter = { ...everyAct, district: random.of(counties), from: day };
      return (await listActs(store, filter, { from: 'front', first: pageSize, after: null })).items.length;
    },
  },
  {
    name: "a city's year by month, with distinct people",
    p99MsMax: 10,
    ask: async (ports, random) => {
      const scope = { district: random.of(cities), depth: 'all', from: '2022-01', to: '2022-12' } as const;
      return (await readTotals(ports, { ...scope, kinds: null, recordedTo: null, whom: everybody }, 'month'))
        .rows.length;
    },
  },
];

type Answered = Readonly<{ p50: number; p99: number; rows: number }>;

const measure = async (question: Question, ports: ReadPorts, people: number): Promise<Answered> => {
  const random = new Random(question.name.length);
  for (let turn = 0; turn < warmUp; turn += 1) await question.ask(ports, random, people);
  const times: number[] = [];
  let rows = 0;
  for (let turn = 0; turn < asked; turn += 1) {
    const from = performance.now();
    rows += await question.ask(ports, random, people);
    times.push(performance.now() - from);
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), rows: rows / asked };
};

const answersOf = async (grown: Grown): Promise<readonly Answered[]> => {
  if (!existsSync(grown.data.views)) await refold(grown);
  const log = openEmbeddedLog(grown.data.log, 'read');
  const store = openEmbeddedDocuments(grown.data.views, 'read');
  const people = Math.round(seasonPeople * Math.min(1, grown.acts / seasonActs));
  const answers: Answered[] = [];
  for (const question of questions) answers.push(await measure(question, { log, store }, people));
  await store.close();
  await log.close();
  return answers;
};

const ms = (value: number): string => `${value.toFixed(2)} ms`;

export const queryRows = async (folder: string): Promise<readonly Row[]> => {
  const small = await answersOf(await grownLedger(folder, hundredThousand));
  const large = await answersOf(await grownLedger(folder, million));
  return questions.flatMap(({ name, p99MsMax }, index): readonly Row[] => {
    const [few, many] = [small[index], large[index]];
    if (few === undefined || many === undefined) throw new RangeError('a question without an answer');
    const growth = many.p99 / few.p99;
    const peer = `at ${hundredThousand.toLocaleString('en')} acts: p99 ${ms(few.p99)} (${few.rows.toFixed(1)} rows)`;
    return [
      {
        name: `${name}, at ${million.toLocaleString('en')} acts`,
        figure: `p99 ${ms(many.p99)} (p50 ${ms(many.p50)})`,
        peer,
        ratio: growth,
        goal: `p99 ≤ ${String(p99MsMax)} ms and ≤ ${String(growthMax)} ×`,
        reached: many.p99 <= p99MsMax && growth <= growthMax,
        notes: `${many.rows.toFixed(1)} rows a page`,
      },
    ];
  });
};
