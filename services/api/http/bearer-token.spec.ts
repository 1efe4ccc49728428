import { showsToken } from './bearer-token.js';

const token = 'k3y';
const shows = (authorization: string | undefined): boolean =>
  showsToken({ headers: authorization === undefined ? {} : { authorization } }, token);

describe('the token of the owner', () => {
  it('is shown as a bearer shows it', () => {
    expect(shows('Bearer k3y')).toBe(true);
  });

  it.each([
    ...[undefined, '', 'Bearer', 'Bearer ', 'Bearer k3', 'Bearer k3y ', 'Bearer k3yy', 'Bearer K3Y'],
    ...['bearer k3y', 'k3y', 'Basic k3y', 'Bearer  k3y', 'Bearer k3ÿ', 'Bearer 钥匙'],
  ])('is not shown by %j', (authorization) => {
    expect(shows(authorization)).toBe(false);
  });
});
