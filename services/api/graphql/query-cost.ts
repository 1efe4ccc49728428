import { categories } from '@ledger/schema/catalogue/categories.js';
import { countBelow, nation } from '@ledger/schema/catalogue/districts.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { refusal } from './api-fault.js';
import { topMax } from './query-filters.js';
import type { Limits } from './request-limits.js';
import { pageDefault, pageMax } from './connections.js';

type FieldArguments = Readonly<Record<string, unknown>>;

const monthsPerYear = 12;
const monthsPerQuarter = 3;
const sexes = 2;
/**
 * Totals that are split by a detail of the person (sex, occupation, employer) have two more rows: one for acts whose
 * person lacks it, one for acts without a person.
 */
const unknownRows = 2;
const mutationCost = 10;
/** The number of events in an act's history that the cost estimate assumes. */
const stepsUsual = 10;
/**
 * The number of incomplete documents of a view that the cost estimate assumes. Usually there are none, but an answer
 * may list up to a thousand.
 */
const incompleteUsual = 20;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/**
 * An invalid size, which is refused later, counts as the nearest valid one. Otherwise a negative size could lower the
 * cost of the whole operation.
 */
const within = (size: number, max: number): number => Math.min(max, Math.max(1, size));

const pageOf = ({ first, last }: FieldArguments): number =>
  within(numberOf(first) ?? numberOf(last) ?? pageDefault, pageMax);

const monthOf = (value: unknown): number => {
  const [year = 0, month = 0] = String(value).split('-').map(Number);
  return year * monthsPerYear + month;
};

/** The largest number of rows that these totals may have. */
const rowsOf = ({ by, from, to, kinds: asked, district, top }: FieldArguments): number => {
  const months = Math.max(1, monthOf(to) - monthOf(from) + 1);
  switch (by) {
    case 'KIND':
      return Array.isArray(asked) ? within(asked.length, kinds.length) : kinds.length;
    case 'MONTH':
      return months;
    case 'DISTRICT':
      // The district itself has one more row, for acts that were recorded for the district and for none of the
      // districts below it.
      return 1 + countBelow(typeof district === 'string' ? district : nation);
    case 'CATEGORY':
      return categories.length;
    case 'QUARTER':
      return 1 + Math.ceil(months / monthsPerQuarter);
    case 'YEAR':
      return 1 + Math.ceil(months / monthsPerYear);
    case 'SEX':
      return sexes + unknownRows;
    case 'OCCUPATION':
    case 'EMPLOYER':
      return within(numberOf(top) ?? topMax, topMax) + unknownRows + 1;
    default:
      return 1;
  }
};

const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  const asked: FieldArguments = args;
  if (type.name === 'Mutation') return 1 + mutationCost + childComplexity;
  if (field.args.some(({ name }) => name === 'first')) return 1 + pageOf(asked) * childComplexity;
  if (field.args.some(({ name }) => name === 'by')) return 1 + rowsOf(asked) * childComplexity;
  if (field.name === 'history') return 1 + stepsUsual * childComplexity;
  if (field.name === 'incomplete') return 1 + incompleteUsual * childComplexity;
  return 1 + childComplexity;
};

type Operation = Readonly<{
  schema: GraphQLSchema;
  query: DocumentNode;
  operationName?: string | undefined;
  variables: Record<string, unknown>;
}>;

/**
 * The estimated cost of an operation, Infinity if it has too many fields, or the error why the cost cannot be computed.
 */
const costOf = (operation: Operation, nodesMax: number): number | GraphQLError => {
  try {
    // The library refuses an operation that has exactly `maxQueryNodes` nodes, hence the + 1.
    return getComplexity({ ...operation, estimators: [estimate], maxQueryNodes: nodesMax + 1 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.message.startsWith('Query exceeds the maximum') ? Infinity : error;
  }
};

/**
 * The refusal of an operation that may cost too much or whose cost cannot be computed; null if it may run. An
 * operation whose cost cannot be computed is refused, because one invalid argument would let any size pass.
 */
export const costRefusal = (
  operation: Operation,
  { costMax }: Pick<Limits, 'costMax'>,
): GraphQLError | null => {
  const cost = costOf(operation, costMax);
  if (cost instanceof GraphQLError) return refusal('BAD_USER_INPUT', cost.message, cost.nodes);
  if (cost <= costMax) return null;
  const excess = Number.isFinite(cost) ? `this one may cost ${String(cost)}` : 'this one has more fields';
  return refusal(
    'QUERY_TOO_COSTLY',
    `an operation may cost ${String(costMax)}, ${excess}; ask for smaller pages, or for less of each node`,
  );
};
