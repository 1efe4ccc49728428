import type { Answered } from './campaign.js';
import { answerOf } from '../support/until.js';
import { naiveTotals } from './naive.js';
import type { Order } from './orders.js';

const mutation = `mutation($input: RecordActInput!) {
  recordAct(input: $input) { act { id } position userErrors { code message } }
}`;
const figures = 'acts headcount people sessions hours items amountFen paidFen';
const totals = `query($atLeast: Position) {
  totals(from: "2024-01", to: "2024-12", by: KIND, atLeast: $atLeast) { settled rows { kind { code } ${figures} } }
}`;

type Row = Readonly<Record<string, unknown>> & Readonly<{ kind: Readonly<{ code: string }> }>;
type Answer = Readonly<{
  data?: Readonly<{
    recordAct?: Readonly<{
      act: Readonly<{ id: string }> | null;
      position: string | null;
      userErrors: readonly Readonly<{ code: string }>[];
    }>;
    totals?: Readonly<{ settled: boolean; rows: readonly Row[] }>;
  }> | null;
  errors?: readonly Readonly<{ extensions: Readonly<{ code: string }> }>[];
}>;

/** The response; null when the server died before it responded. */
const ask = async (url: string, query: string, variables: unknown): Promise<Answer | null> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    // Unchecked cast to the fields that the operations above select.
    return (await response.json()) as Answer;
  } catch {
    return null;
  }
};

const inputOf = ({ reference, kind, on, district, member, headcount, amountFen }: Order): unknown => ({
  idempotencyKey: `key-${reference}`,
  reference,
  kind,
  on,
  district,
  person: member === null ? null : { membership: member, name: `姓${member}`, sex: 'MALE' },
  headcount,
  amountFen,
});

const refusals: ReadonlySet<string> = new Set(['ONCE_PER_YEAR', 'OVER_CAP']);

type Recorded = NonNullable<NonNullable<Answer['data']>['recordAct']>;

const answeredBy = ({ act, position, userErrors }: Recorded): Answered | null =>
  act === null || position === null || userErrors.length > 0 ? null : { act: act.id, position };

/**
 * Sends an order. Returns the response, `refused` for a contested order, or null when the response was lost. Any other
 * response throws.
 */
export const send = async (url: string, order: Order): Promise<Answered | 'refused' | null> => {
  const answer = await ask(url, mutation, { input: inputOf(order) });
  if (answer === null) return null;
  const done = answer.data?.recordAct;
  const answered = done === undefined ? null : answeredBy(done);
  if (answered !== null) return answered;
  if (order.isContested && refusals.has(done?.userErrors[0]?.code ?? '')) return 'refused';
  throw new Error(`${order.reference} was not recorded: ${JSON.stringify(answer)}`);
};

/**
 * Waits until the view has reached `atLeast`. Its totals by kind must then equal a simple count of the confirmed
 * orders.
 */
export const expectTotals = async (
  url: string,
  atLeast: string,
  acknowledged: readonly Order[],
): Promise<void> => {
  const { data, codes } = await answerOf(async () => {
    const answer = await ask(url, totals, { atLeast });
    const reported = answer?.errors?.map(({ extensions }) => extensions.code);
    // The view may need longer than one request waits. Null means: try again.
    return reported?.[0] === 'VIEW_BEHIND' ? null : { data: answer?.data, codes: reported };
  });
  const rows = data?.totals?.rows.map((row) => ({ ...row, kind: row.kind.code }));
  expect([codes, rows]).toEqual([undefined, naiveTotals(acknowledged, 'kind')]);
};
