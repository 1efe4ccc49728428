import type { Client } from './client.js';
import type { Input } from './clerk.js';
import { entriesQuery, rowEntriesQuery } from './operations.js';
import type { Entry, Measures, Page } from './wire.js';

export const pageMax = 100;

/** Every node of a list, read page by page from the start. */
export const readForward = async <N>(page: (slice: Input) => Promise<Page<N>>): Promise<readonly N[]> => {
  const nodes: N[] = [];
  for (let after: string | null = null; ;) {
    const { edges, pageInfo }: Page<N> = await page({ first: pageMax, after });
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) return nodes;
    after = pageInfo.endCursor;
  }
};

/** Every node of a list in list order, read page by page from the end. */
export const readBackward = async <N>(page: (slice: Input) => Promise<Page<N>>): Promise<readonly N[]> => {
  const nodes: N[] = [];
  for (let before: string | null = null; ;) {
    const { edges, pageInfo }: Page<N> = await page({ last: pageMax, before });
    nodes.unshift(...edges.map(({ node }) => node));
    if (!pageInfo.hasPreviousPage) return nodes;
    before = pageInfo.startCursor;
  }
};

/** Reads pages of the entries that totals are made of, for all rows together. */
export const entriesOf =
  (client: Client, asked: Input) =>
  async (slice: Input): Promise<Page<Entry>> =>
    (await client.ask(entriesQuery, { ...asked, ...slice })).totals.events;

/** Reads pages of the entries of the only row of totals. Throws when there is not exactly one row. */
export const rowEntriesOf =
  (client: Client, asked: Input) =>
  async (slice: Input): Promise<Page<Entry>> => {
    const [row, ...more] = (await client.ask(rowEntriesQuery, { ...asked, ...slice })).totals.rows;
    if (row === undefined || more.length > 0) throw new Error('the totals have not exactly one row');
    return row.events;
  };

/** The totals that signed entries add up to. A worker counts as a person when the sum of their acts is above zero. */
export const sumOf = (entries: readonly Entry[]): Measures => {
  const acts = new Map<string, number>();
  const sum = (number: (entry: Entry) => number): number =>
    entries.reduce((all, entry) => all + number(entry), 0);
  for (const entry of entries) {
    if (entry.worker !== null) acts.set(entry.worker, (acts.get(entry.worker) ?? 0) + entry.acts);
  }
  return {
    acts: sum((entry) => entry.acts),
    headcount: sum((entry) => entry.headcount),
    people: [...acts.values()].filter((each) => each > 0).length,
    sessions: sum((entry) => entry.sessions),
    hours: sum((entry) => Math.round(entry.hours * 60)) / 60,
    items: sum((entry) => entry.items),
    amountFen: sum((entry) => entry.amountFen),
    paidFen: sum((entry) => entry.paidFen),
  };
};
