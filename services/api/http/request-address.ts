/** Where a request goes: its path, and the parameters after it. */
export type Address = Readonly<{ path: string; parameters: URLSearchParams }>;

/**
 * Reads the target of a request. Whatever a client may send as one has a path and parameters: `//` is no URL, and must
 * not become a fault of ours.
 */
export const addressOf = (target = '/'): Address => {
  const [path = ''] = target.split('?', 1);
  const { searchParams } = new URL(target.slice(path.length), 'http://localhost');
  return { path, parameters: searchParams };
};
