/** The path of a request and its query parameters. */
export type Address = Readonly<{ path: string; parameters: URLSearchParams }>;

/**
 * Parses the target of a request. Never throws: clients may send targets that are not valid URLs, such as `//`, and
 * these must not cause an internal error.
 */
export const addressOf = (target = '/'): Address => {
  const [path = ''] = target.split('?', 1);
  const { searchParams } = new URL(target.slice(path.length), 'http://localhost');
  return { path, parameters: searchParams };
};
