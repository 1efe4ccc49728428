import type {
  RequestOutcome,
  RequestInstrumentation,
} from '@ledger/runtime/telemetry/request-instrumentation.js';
import { exchange, type Requested } from '@ledger/test/support/http-exchange.js';
import type { Middleware } from './middleware.js';
import { correlate, note, observed, loggableOf, loggedName } from './request-log.js';

const fresh = (): string => 'fresh';

describe('a correlation id', () => {
  it.each(['desk-1', 'a', 'A.b:c_d-9', 'x'.repeat(100)])('that can be told is kept: %s', (brought) => {
    const headers = { 'x-correlation-id': brought };
    expect(correlate({ headers }, fresh)).toBe(brought);
    expect(headers).toStrictEqual({ 'x-correlation-id': brought });
  });

  it.each(['', ' ', '王芳', 'a b', 'a\n', 'x'.repeat(101), '110101199003070011 ', "'; drop", '%00'])(
    'that may be anything is replaced, for all who read it later: %j',
    (brought) => {
      const headers = { 'x-correlation-id': brought };
      expect(correlate({ headers }, fresh)).toBe('fresh');
      expect(headers).toStrictEqual({ 'x-correlation-id': 'fresh' });
    },
  );

  it('that is missing is made', () => {
    const headers: Record<string, string> = {};
    expect(correlate({ headers }, fresh)).toBe('fresh');
    expect(loggableOf({ headers })).toStrictEqual({ correlation: 'fresh', role: 'none' });
  });
});

describe('the name of an operation', () => {
  it.each([
    ['Totals_2026', 'Totals_2026'],
    ['_', '_'],
    ['N'.repeat(61), 'N'.repeat(60)],
    ['', 'other'],
    ['2026', 'other'],
    ['王芳', 'other'],
    ['a b', 'other'],
    ['a\nforged line', 'other'],
    ['a\u001B[2J', 'other'],
    [null, null],
    [undefined, null],
  ])('is told where the grammar has such names: %j', (name, reported) => {
    expect(loggedName(name)).toBe(reported);
  });
});

describe('a role', () => {
  it.each<readonly [header: string | undefined, reported: string]>([
    [undefined, 'none'],
    ['finance', 'finance'],
    ['case-worker', 'case-worker'],
    ['a'.repeat(31), 'a'.repeat(31)],
    ['a'.repeat(32), 'other'],
    ['', 'other'],
    ['Finance', 'other'],
    ['王芳', 'other'],
    ['li4', 'other'],
    ['-x', 'other'],
  ])('is told where it is a word: %p as %s', (header, reported) => {
    const headers = header === undefined ? {} : { 'x-ledger-role': header };
    expect(loggableOf({ headers }).role).toBe(reported);
  });
});

/** The log entry of a request that is answered by this middleware. */
const loggedOf = async (answering: Middleware, request: Requested): Promise<RequestOutcome | undefined> => {
  const reported: RequestOutcome[] = [];
  const instrumentation: RequestInstrumentation = {
    request: () => ({
      within: (run) => {
        run();
      },
      end: (answered) => reported.push(answered),
    }),
    subscription: () => undefined,
  };
  const middleware = observed(instrumentation, fresh);
  await exchange((incoming, response, next) => {
    middleware(incoming, response, () => {
      answering(incoming, response, next);
    });
  }, request);
  return reported[0];
};
const answered: Middleware = (_request, response) => {
  response.writeHead(418);
  response.end('done');
};

describe('a request', () => {
  it('is told of when it is answered: what it was, what became of it, and nothing of what it said', async () => {
    const headers = { 'x-ledger-role': 'finance', 'x-correlation-id': 'desk-1' };
    const reported = await loggedOf(answered, { method: 'POST', url: '/graphql?query=secret', headers });
    expect(reported).toStrictEqual({
      ...{ method: 'POST', path: 'graphql', operation: null, name: null, codes: [] },
      ...{ status: 418, complete: true, correlation: 'desk-1', role: 'finance' },
      ms: expect.any(Number) as number,
    });
  });

  it.each([
    ['/graphql', 'graphql'],
    ['/ide/main.js', 'ide'],
    ['/health/ready', 'health'],
    ['/imports/x/report', 'imports'],
    ['/exports/acts.csv', 'exports'],
    ['/metrics', 'metrics'],
    ['/', 'other'],
    ['', 'other'],
    ['/graphqlx', 'other'],
    ['/王芳', 'other'],
    ['//graphql', 'other'],
  ])('is told by its part of the API: %j as %s', async (url, path) => {
    expect((await loggedOf(answered, { url }))?.path).toBe(path);
  });

  it('is answered with its correlation', async () => {
    const instrumentation: RequestInstrumentation = {
      request: () => ({
        within: (run) => {
          run();
        },
        end: () => undefined,
      }),
      subscription: () => undefined,
    };
    const answer = await exchange((request, response, next) => {
      observed(instrumentation, fresh)(request, response, () => {
        answered(request, response, next);
      });
    }, {});
    expect(answer).toMatchObject({ headers: { 'x-correlation-id': 'fresh' } });
  });

  it('is told with what was noted of it on its way, its name clipped', async () => {
    const noting: Middleware = (request, response, next) => {
      note({ operation: 'query', name: 'N'.repeat(61) });
      note({ codes: ['BAD_CURSOR'] });
      answered(request, response, next);
    };
    expect(await loggedOf(noting, {})).toMatchObject({
      ...{ operation: 'query', name: 'N'.repeat(60), codes: ['BAD_CURSOR'] },
    });
  });

  it('is told apart from every other, also where they are answered at the same time', async () => {
    const noting =
      (name: string): Middleware =>
      (request, response, next) => {
        setImmediate(() => {
          note({ name });
          answered(request, response, next);
        });
      };
    const reported = await Promise.all([loggedOf(noting('A'), {}), loggedOf(noting('B'), {})]);
    expect(reported.map((each) => each?.name)).toStrictEqual(['A', 'B']);
  });

  it('that is not being answered has no notes: nothing is kept', () => {
    expect(() => {
      note({ name: 'X' });
    }).not.toThrow();
  });
});
