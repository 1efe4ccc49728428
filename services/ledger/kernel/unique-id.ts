/** What a log or a vault is called for ever: 32 hexadecimal digits, drawn at random when it is made. */
export type UniqueId = string & { readonly __brand: 'UniqueId' };

export const isUniqueId = (value: unknown): value is UniqueId =>
  typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
