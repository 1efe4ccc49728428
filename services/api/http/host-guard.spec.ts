import { exchange, passed } from '@ledger/test/support/http-exchange.js';
import fc from 'fast-check';
import { ownHost, turnedAway } from './host-guard.js';

const published = 'https://ledger.example.org';
const local = '127.0.0.1:4000';

/** The status with which a request is refused; null if it passes. */
const statusFor = (host: string | undefined, origin?: string, publicOrigin: string | null = published) =>
  turnedAway(
    { ...(host === undefined ? {} : { host }), ...(origin === undefined ? {} : { origin }) },
    publicOrigin,
  )?.status ?? null;

describe('a request passes', () => {
  test.each(['127.0.0.1', local, 'localhost', 'LOCALHOST:1', '[::1]', '[::1]:65535', 'ledger.example.org'])(
    'that names the server %s',
    (host) => {
      expect(statusFor(host)).toBeNull();
    },
  );

  test.each([
    [local, `http://${local}`],
    ['localhost', 'http://localhost'],
    ['localhost:80', 'http://localhost'],
    ['[::1]:4000', 'http://[::1]:4000'],
    ['ledger.example.org', published],
    // A proxy that replaces the Host header by the local name.
    [local, published],
  ])('of a page of the server: %s asked by %s', (host, origin) => {
    expect(statusFor(host, origin)).toBeNull();
  });

  test('and is handed on as it came', async () => {
    expect(await exchange(ownHost(null), { headers: { host: local } })).toStrictEqual(passed);
  });
});

describe('a request is turned away as misdirected', () => {
  test.each([
    ...[
      undefined,
      '',
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'evil.example:4000',
    ],
    ...[
      '127.0.0.2',
      '0.0.0.0',
      '127.1',
      '2130706433',
      '[::]',
      '[::ffff:127.0.0.1]',
      'localhost.',
      'a@localhost',
    ],
    ...['localhost:x', 'localhost:4000:1', 'localhost/', '127.0.0.1, evil.example', 'ledger.example.org:444'],
  ])('that names the server %j', (host) => {
    expect(statusFor(host)).toBe(421);
    expect(statusFor(host, published)).toBe(421);
  });

  test('that names what would be published, where nothing is', () => {
    expect(statusFor('ledger.example.org', undefined, null)).toBe(421);
  });

  test('whatever name is made up', () => {
    fc.assert(
      fc.property(fc.domain(), fc.option(fc.nat(65_535), { nil: undefined }), (domain, port) => {
        fc.pre(domain !== 'localhost' && domain !== 'ledger.example.org');
        expect(statusFor(port === undefined ? domain : `${domain}:${String(port)}`)).toBe(421);
      }),
    );
  });

  test('with a code, and what names the server', async () => {
    const answered = await exchange(ownHost(null), { headers: { host: 'evil.example' } });
    expect(answered).toMatchObject({ status: 421 });
    expect('text' in answered ? JSON.parse(answered.text) : null).toStrictEqual({
      errors: [
        {
          message: expect.stringContaining('LEDGER_PUBLIC_URL') as string,
          extensions: { code: 'UNKNOWN_HOST' },
        },
      ],
    });
  });
});

describe('a page of another site is turned away', () => {
  test.each([
    ...[
      'null',
      '',
      'https://evil.example',
      'http://127.0.0.1',
      'http://127.0.0.1:4001',
      'http://localhost:4000',
    ],
    ...[
      `https://${local}`,
      `http://${local}/`,
      `http://${local}.evil.example`,
      `http://${local}@evil.example`,
    ],
    ...['http://ledger.example.org', `${published}:444`, 'file://', 'http://['],
  ])('of origin %j', (origin) => {
    expect(statusFor(local, origin)).toBe(403);
  });

  test.each(['http://ledger.example.org', `http://${local}`, 'null'])(
    'that asks under the published name: %s',
    (origin) => {
      expect(statusFor('ledger.example.org', origin)).toBe(403);
    },
  );

  test('whatever origin is made up', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        expect(statusFor(local, new URL(url).origin)).toBe(403);
      }),
    );
  });
});
