const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Characters that JSON escapes. Almost no text of a ledger contains one, so the slower JSON.stringify is rarely needed.
 */
const special = /[\u0000-\u001f"\\\ud800-\udfff]/;

const quoted = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`);

/**
 * For one shape of object: its keys in original and in canonical order, and the text that is written before each value.
 */
type KeyOrder = Readonly<{ keys: readonly string[]; sorted: readonly string[]; heads: readonly string[] }>;

/** A cache of key orders, grouped by the number of keys. The objects of a ledger have only a few dozen shapes. */
const known = new Map<number, KeyOrder[]>();
const shapesOfOneSizeMax = 50;

const isOf = (keys: readonly string[], { keys: others }: KeyOrder): boolean => {
  for (let index = 0; index < keys.length; index += 1) if (keys[index] !== others[index]) return false;
  return true;
};

const orderOf = (keys: readonly string[]): KeyOrder => {
  const ofSize = known.get(keys.length) ?? [];
  for (const order of ofSize) if (isOf(keys, order)) return order;
  const sorted = keys.toSorted();
  const heads = sorted.map((key, index) => `${index === 0 ? '' : ','}${quoted(key)}:`);
  const order = { keys, sorted, heads };
  if (ofSize.length < shapesOfOneSizeMax) known.set(keys.length, [...ofSize, order]);
  return order;
};

/**
 * A JSON value as canonical JSON (RFC 8785): keys ordered by UTF-16 code units, no white space, numbers printed as in
 * ECMAScript. Equal content gives equal text, even if a log engine returns keys in another order.
 */
export const canonical = (value: unknown): string => {
  if (typeof value === 'string') return quoted(value);
  if (!isObject(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const { sorted, heads } = orderOf(Object.keys(value));
  let text = '{';
  for (const [index, key] of sorted.entries()) text += (heads[index] ?? '') + canonical(value[key]);
  return `${text}}`;
};
