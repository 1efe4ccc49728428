import type { Order } from '../orders.js';

const anyText: unknown = expect.any(String);

const mutation = `mutation($input: RecordActInput!) {
  recordAct(input: $input) { act { id } position userErrors { code message } }
}`;

type Answer = Readonly<{
  data?: Readonly<{ recordAct: Readonly<{ act: unknown; userErrors: readonly unknown[] }> }>;
}>;

/** Sends an order. Returns true when it was recorded, false when the response was lost. Any other response throws. */
export const send = async (url: string, order: Order): Promise<boolean> => {
  const { reference, kind, on, district, member, headcount, amountFen } = order;
  const person = member === null ? null : { membership: member, name: `姓${member}`, sex: 'MALE' };
  const input = {
    idempotencyKey: `key-${reference}`,
    reference,
    kind,
    on,
    district,
    person,
    headcount,
    amountFen,
  };
  let answer: Answer;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: mutation, variables: { input } }),
    });
    answer = (await response.json()) as Answer;
  } catch {
    return false;
  }
  expect(answer).toEqual({
    data: { recordAct: { act: { id: anyText }, position: anyText, userErrors: [] } },
  });
  return true;
};
