const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** What JSON escapes: of all texts of a ledger next to none has it. */
const special = /[\u0000-\u001f"\\\ud800-\udfff]/;

const quoted = (text: string): string => (special.test(text) ? JSON.stringify(text) : `"${text}"`);

/** The keys of an object as they come, in canonical order, and each as it stands before its value. */
type Order = Readonly<{ keys: readonly string[]; sorted: readonly string[]; heads: readonly string[] }>;

/** Orders that were worked out before, by the number of keys: a ledger's objects have a few dozen shapes in all. */
const known = new Map<number, Order[]>();
const shapesOfOneSizeMax = 50;

const isOf = (keys: readonly string[], { keys: others }: Order): boolean => {
  for (let index = 0; index < keys.length; index += 1) if (keys[index] !== others[index]) return false;
  return true;
};

const orderOf = (keys: readonly string[]): Order => {
  const ofSize = known.get(keys.length) ?? [];
  for (const order of ofSize) if (isOf(keys, order)) return order;
  const sorted = keys.toSorted();
  const heads = sorted.map((key, index) => `${index === 0 ? '' : ','}${quoted(key)}:`);
  const order = { keys, sorted, heads };
  if (ofSize.length < shapesOfOneSizeMax) known.set(keys.length, [...ofSize, order]);
  return order;
};

/**
 * A JSON value as canonical JSON (RFC 8785): keys in the order of their UTF-16 code units, no white space, numbers as
 * ECMAScript prints them. The same content gives the same text, whatever order an engine keeps keys in.
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
