/** The permanent id of a log or a vault: 32 hexadecimal digits, random, made when it is created. */
export type UniqueId = string & { readonly __brand: 'UniqueId' };

export const isUniqueId = (value: unknown): value is UniqueId =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
