import type { ApolloServerPlugin } from '@apollo/server';
import { categories } from '@ledger/schema/catalogue/categories.js';
import { countBelow, nation } from '@ledger/schema/catalogue/districts.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { refusal } from './api-fault.js';
import { topMax } from './query-filters.js';
import type { Limits } from './request-limits.js';
import { pageDefault, pageMax } from './connections.js';
import { unusableVariables } from './unusable-variables.js';

type Asked = Readonly<Record<string, unknown>>;

const monthsPerYear = 12;
const monthsPerQuarter = 3;
const sexes = 2;
/** Of a split by whom: what was not stated, and what names nobody. */
const unknownRows = 2;
const mutationCost = 10;
/** Events of an act that has been through a good deal. */
const stepsUsual = 10;
/** Incomplete documents: usually none, but up to a thousand for each page that asks. */
const incompleteUsual = 20;

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A size that is refused later is counted as the nearest that is not: no part may make others cheaper. */
const within = (size: number, max: number): number => Math.min(max, Math.max(1, size));

/** How many nodes the page may have. */
const pageOf = ({ first, last }: Asked): number =>
  within(numberOf(first) ?? numberOf(last) ?? pageDefault, pageMax);

const monthOf = (value: unknown): number => {
  const [year = 0, month = 0] = String(value).split('-').map(Number);
  return year * monthsPerYear + month;
};

/** How many rows totals may have. */
const rowsOf = ({ by, from, to, kinds: asked, district, top }: Asked): number => {
  const months = Math.max(1, monthOf(to) - monthOf(from) + 1);
  switch (by) {
    case 'KIND':
      return Array.isArray(asked) ? within(asked.length, kinds.length) : kinds.length;
    case 'MONTH':
      return months;
    case 'DISTRICT':
      // The district itself has a row, too, for what was recorded of no district below it.
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
  const asked: Asked = args;
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

/** What an operation may cost; where that cannot be told, the error that says why. */
const costOf = (operation: Operation, nodesMax: number): number | GraphQLError => {
  try {
    // The library refuses as many nodes as it is told, and not only more.
    return getComplexity({ ...operation, estimators: [estimate], maxQueryNodes: nodesMax + 1 });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return error.message.startsWith('Query exceeds the maximum') ? Infinity : error;
  }
};

/**
 * The refusal of an operation that may cost too much, or of which nobody can tell what it may cost: one argument that
 * has no value must not let all others pass. Null where nothing is against it.
 */
export const costRefusal = (
  operation: Operation,
  { costMax }: Pick<Limits, 'costMax'>,
): GraphQLError | null => {
  const cost = costOf(operation, costMax);
  if (cost instanceof GraphQLError) return refusal('BAD_USER_INPUT', cost.message, cost.nodes);
  if (cost <= costMax) return null;
  const told = Number.isFinite(cost) ? `this one may cost ${String(cost)}` : 'this one has more fields';
  return refusal(
    'QUERY_TOO_COSTLY',
    `an operation may cost ${String(costMax)}, ${told}; ask for smaller pages, or for less of each node`,
  );
};

/** Refuses an operation that may cost too much, before anything is read. */
export const costLimit = (limits: Limits): ApolloServerPlugin => ({
  requestDidStart: async () => ({
    didResolveOperation: async ({ schema, document, operation, request }) => {
      if (operation == null) return;
      const { operationName, variables = {} } = request;
      const [unusable, ...more] = unusableVariables({ schema, operation, variables });
      // Several are told one by one where the operation is to be run: it ends before it begins.
      if (more.length > 0) return;
      if (unusable !== undefined) throw unusable;
      const refused = costRefusal({ schema, query: document, operationName, variables }, limits);
      if (refused !== null) throw refused;
    },
  }),
});
