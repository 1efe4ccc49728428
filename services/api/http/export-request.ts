import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { parseWorkerNo, type WorkerNo } from '@ledger/ledger/kernel/ids.js';
import { payoutSteps, type PayoutStep } from '@ledger/projections/payouts/payouts-queries.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import type { GraphQLScalarType } from 'graphql';
import { exportFormats, type Exported, type ExportFormat } from '@ledger/runtime/exports/exported.js';
import { fault } from '../graphql/api-fault.js';
import { actFilterOf, byNamed, payoutFilterOf, scopeOf } from '../graphql/query-filters.js';
import { scalars } from '../graphql/scalars.js';
import { addressOf } from './request-address.js';

/** The parsed request of an export. `atLeast` is the position of the log that the views must have reached. */
export type ExportRequest = Readonly<{
  exported: Exported;
  format: ExportFormat;
  names: boolean;
  atLeast: string | null;
}>;

/**
 * The query parameters of an export request. Unknown parameters are refused, and so are repeated ones unless several
 * values are allowed.
 */
class Parameters {
  constructor(private readonly given: URLSearchParams) {}

  /** Throws GraphQLError BAD_USER_INPUT if there is a parameter that is not in `known`. */
  onlyThese(known: readonly string[]): void {
    const other = [...this.given.keys()].find((name) => !known.includes(name));
    if (other === undefined) return;
    throw fault('BAD_USER_INPUT', `there is no parameter “${other}” here; there are ${known.join(', ')}`);
  }

  one(name: string): string | null {
    const [value, ...more] = this.given.getAll(name);
    if (more.length > 0) throw fault('BAD_USER_INPUT', `give ${name} once`);
    return value ?? null;
  }

  needed(name: string, scalar: GraphQLScalarType): string {
    const value = this.text(name, scalar);
    if (value === null) throw fault('BAD_USER_INPUT', `give ${name}`);
    return value;
  }

  many(name: string): readonly string[] | null {
    return this.given.has(name) ? this.given.getAll(name) : null;
  }

  /**
   * The parameter, parsed by a scalar of the API; null if it is missing. Throws GraphQLError BAD_USER_INPUT if it is
   * invalid.
   */
  text(name: string, scalar: GraphQLScalarType): string | null {
    const text = this.one(name);
    return text === null ? null : String(scalar.parseValue(text));
  }

  worker(): WorkerNo | null {
    const text = this.one('worker');
    const worker = text === null ? null : parseWorkerNo(canonicalText(text));
    if (text !== null && worker === null)
      throw fault('BAD_USER_INPUT', `worker is “${text}”, which is no worker number`);
    return worker;
  }

  flag(name: string): boolean | null {
    const text = this.one(name);
    if (text === null || text === 'true' || text === 'false') return text === null ? null : text === 'true';
    throw fault('BAD_USER_INPUT', `${name} is “${text}”; it must be true or false`);
  }

  /** Values of an enum of the API; upper and lower case are both accepted. Null if the parameter is missing. */
  among<T extends string>(name: string, values: Readonly<Record<T, unknown>>): readonly T[] | null {
    const isValue = (text: string): text is T => Object.hasOwn(values, text);
    return (
      this.many(name)?.map((text) => {
        const upper = text.toUpperCase();
        if (isValue(upper)) return upper;
        throw fault(
          'BAD_USER_INPUT',
          `${name} is “${text}”; it must be one of ${Object.keys(values).join(', ')}`,
        );
      }) ?? null
    );
  }
}

const states: Readonly<Record<Api.ActState, true>> = {
  GIVEN: true,
  REQUESTED: true,
  APPROVED: true,
  SUBMITTED: true,
  ASSESSED: true,
  PAID: true,
  REFUSED: true,
  REVERSED: true,
};
const sexes = { MALE: true, FEMALE: true, UNKNOWN: true } as const;

const common = ['names', 'atLeast'];

const daysAndKinds = (given: Parameters) => ({
  district: given.one('district'),
  from: given.text('from', scalars.PlainDate),
  to: given.text('to', scalars.PlainDate),
  kinds: given.many('kinds'),
  states: given.among('states', states),
});

/** In a filter an empty text becomes null, which selects the acts in which the detail is not stated. */
const stated = (texts: readonly string[] | null): readonly (string | null)[] | null =>
  texts?.map((text) => (text === '' ? null : text)) ?? null;

const totalsFilterOf = (given: Parameters): Exported => {
  given.onlyThese([
    ...['district', 'from', 'to', 'by', 'kinds', 'categories', 'sexes', 'occupations', 'employers', 'named'],
    ...['recordedTo', 'atLeast'],
  ]);
  const [by = 'NONE', ...others] = given.among('by', byNamed) ?? [];
  if (others.length > 0) throw fault('BAD_USER_INPUT', 'give by once');
  const scope = scopeOf({
    district: given.one('district'),
    from: given.needed('from', scalars.Month),
    to: given.needed('to', scalars.Month),
    kinds: given.many('kinds'),
    categories: given.many('categories'),
    sexes: given.among('sexes', sexes)?.map((sex) => (sex === 'UNKNOWN' ? null : sex)) ?? null,
    occupations: stated(given.many('occupations')),
    employers: stated(given.many('employers')),
    named: given.flag('named'),
    recordedTo: given.text('recordedTo', scalars.Month),
  });
  return { what: 'totals', scope, by: byNamed[by] };
};

const actsFilterOf = (given: Parameters): Exported => {
  given.onlyThese(['district', 'from', 'to', 'kinds', 'states', 'worker', 'session', ...common]);
  const filter = { ...daysAndKinds(given), worker: given.worker(), session: given.one('session') };
  return { what: 'acts', filter: actFilterOf(filter) };
};

const stepAsked = (given: Parameters, step: PayoutStep): Api.PayoutStepFilter => ({
  by: given.one(`${step}By`),
  from: given.text(`${step}From`, scalars.PlainDate),
  to: given.text(`${step}To`, scalars.PlainDate),
});

const payoutsFilterOf = (given: Parameters): Exported => {
  const ofSteps = payoutSteps.flatMap((step) => [`${step}By`, `${step}From`, `${step}To`]);
  given.onlyThese(['district', 'from', 'to', 'kinds', 'states', 'worker', ...ofSteps, ...common]);
  const filter = {
    ...{ ...daysAndKinds(given), worker: given.worker(), requested: stepAsked(given, 'requested') },
    ...{ approved: stepAsked(given, 'approved'), paid: stepAsked(given, 'paid') },
  };
  return { what: 'payouts', filter: payoutFilterOf(filter) };
};

const historyFilterOf = (given: Parameters): Exported => {
  given.onlyThese(['worker', ...common]);
  const worker = given.worker();
  if (worker === null) throw fault('BAD_USER_INPUT', 'give worker');
  return { what: 'history', worker };
};

const readers: Readonly<Record<Exported['what'], (given: Parameters) => Exported>> = {
  totals: totalsFilterOf,
  acts: actsFilterOf,
  payouts: payoutsFilterOf,
  history: historyFilterOf,
};

const isWhat = (text: string): text is Exported['what'] => Object.hasOwn(readers, text);

/**
 * Reads the path, e.g. `/totals.xlsx`, and the query parameters of an export request; null if there is no such export.
 * Throws GraphQLError with a code of the API if a parameter is invalid.
 */
export const exportRequestOf = (url: string): ExportRequest | null => {
  const { path, parameters } = addressOf(url);
  const [, what = '', extension] = /^\/([a-z]+)\.([a-z]+)$/.exec(path) ?? [];
  const format = exportFormats.find((known) => known === extension);
  if (!isWhat(what) || format === undefined) return null;
  const given = new Parameters(parameters);
  const exported = readers[what](given);
  return { exported, format, names: given.flag('names') ?? false, atLeast: given.one('atLeast') };
};
