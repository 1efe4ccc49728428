import { exchange, passed, type Exchanged } from '@ledger/test/support/http-exchange.js';
import { idePage, idePath } from './ide-route.js';

const page = idePage('/graphql');
const get = (url: string): Promise<Exchanged> => exchange(page, { url });

describe('the IDE', () => {
  it.each(['/', '/?query=x'])('is a page: %s', async (url) => {
    const answer = await get(url);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect('text' in answer ? answer.text : '').toContain(`<base href="${idePath}/">`);
  });

  it('is told where to ask, and to ask nobody else', async () => {
    const answer = await get('/initial_options.js');
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
    const text = 'text' in answer ? answer.text : '';
    const reported = [
      'endpointURL: `/graphql`',
      'subscriptionsEndpoint: `/graphql`',
      'disableAccount: true',
      "'banners.disable': true",
      "'alert.disableUpdateNotification': true",
      'disablePushNotification: true',
    ];
    for (const said of reported) expect(text).toContain(said);
  });

  it.each(['/', '/initial_options.js'])('may ask no other host: %s', async (url) => {
    const answer = await get(url);
    const headers = 'headers' in answer ? answer.headers : {};
    const directives = (headers['content-security-policy'] ?? '').split('; ');
    expect(directives).toContain("default-src 'none'");
    for (const directive of directives) expect(directive).not.toMatch(/https?:|\*/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  it.each(['/main.js', '/index.html', '//', '/..', '/initial_options.js/'])(
    'has its other files elsewhere, guarded like the page: %s',
    async (url) => {
      expect(await get(url)).toStrictEqual(passed);
    },
  );
});
