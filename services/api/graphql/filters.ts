import { sessionStream } from '@ledger/ledger/intake/input-reading.js';
import type { ActFilter } from '@ledger/projections/acts/queries.js';
import type { TotalsScope } from '@ledger/projections/entries/queries.js';
import type { PayoutFilter } from '@ledger/projections/payouts/queries.js';
import { isTotalled, type TotalsBy } from '@ledger/projections/totals/queries.js';
import { kindOfCode } from '@ledger/schema/catalogue/kinds.js';
import { nation } from '@ledger/schema/catalogue/districts.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { fault } from './fault.js';
import { stateNamed } from './presenting.js';

/** A district that can be asked for; null is the whole country. Throws GraphQLError UNKNOWN_DISTRICT. */
export const districtAsked = (code: string | null | undefined): string | null => {
  if (code == null || code === nation) return null;
  if (!isTotalled(code)) throw fault('UNKNOWN_DISTRICT', `GB/T 2260 has no district “${code}”`);
  return code;
};

const kindsAsked = (codes: readonly string[] | null | undefined): readonly string[] | null => {
  const unknown = codes?.find((code) => kindOfCode(code) === undefined);
  if (unknown !== undefined) throw fault('UNKNOWN_KIND', `there is no kind of service “${unknown}”`);
  return codes ?? null;
};

const inOrder = (from: string | null | undefined, to: string | null | undefined): void => {
  if (from != null && to != null && from > to) {
    throw fault('BAD_USER_INPUT', `from (${from}) must not be later than to (${to})`);
  }
};

type DaysAndKinds = Pick<Api.ActFilter, 'district' | 'from' | 'to' | 'kinds' | 'states'>;

const common = ({ district, from, to, kinds, states }: DaysAndKinds) => {
  inOrder(from, to);
  return {
    district: districtAsked(district),
    from: from ?? null,
    to: to ?? null,
    kinds: kindsAsked(kinds),
    states: states?.map(stateNamed) ?? null,
  };
};

export const actFilterOf = (filter: Api.ActFilter | null | undefined): ActFilter => {
  const { worker, session } = filter ?? {};
  const stream = session == null ? null : sessionStream(session);
  if (session != null && stream === null) throw fault('UNKNOWN_SESSION', `there is no session “${session}”`);
  return { ...common(filter ?? {}), worker: worker ?? null, session: stream };
};

export const payoutFilterOf = (filter: Api.PayoutFilter | null | undefined): PayoutFilter => ({
  ...common(filter ?? {}),
  worker: filter?.worker ?? null,
});

export type TotalsArgs = Readonly<{
  district?: string | null;
  from: string;
  to: string;
  kinds?: readonly string[] | null;
  by?: Api.TotalsBy | null;
  recordedTo?: string | null;
  atLeast?: string | null;
}>;

export const scopeOf = ({ district, from, to, kinds, recordedTo }: TotalsArgs): TotalsScope => {
  inOrder(from, to);
  return {
    district: districtAsked(district),
    depth: 'all',
    from,
    to,
    kinds: kindsAsked(kinds),
    recordedTo: recordedTo ?? null,
  };
};

const bys: Readonly<Record<Api.TotalsBy, TotalsBy>> = {
  NONE: 'none',
  KIND: 'kind',
  MONTH: 'month',
  DISTRICT: 'district',
};

export const byOf = (by: Api.TotalsBy | null | undefined): TotalsBy => bys[by ?? 'NONE'];
