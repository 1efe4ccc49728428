import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { serveBare, type BareServer } from '@ledger/test/support/bare-server.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { RawLine } from '@ledger/test/support/raw-line.js';
import { sayUnanswered } from './request-guards.js';
import { inTime, limitReceiving, type Waits } from './request-timeouts.js';

/** A time limit so short that the test ends soon. */
const shortMs = 150;
/** A time limit so long that no test reaches it. */
const longMs = 600_000;

const patient: Waits = { receivingMsMax: longMs, answeringMsMax: longMs, takingMsMax: longMs };

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

let server: BareServer | null = null;
let loggedErrors: string[] = [];
const lines: RawLine[] = [];

afterEach(async () => {
  for (const each of lines.splice(0)) each.hangUp();
  await server?.close();
  server = null;
  loggedErrors = [];
});

/**
 * A client of a server with these time limits, which uses one handler for every path. Only uploads to /sheets may
 * arrive slowly.
 */
const serving = async (waits: Partial<Waits>, handle: Handle): Promise<RawLine> => {
  const all = { ...patient, ...waits };
  const sheets = { path: '/sheets', comes: 'steadily', sayUnanswered } as const;
  const guard = inTime(all, [sheets], sayUnanswered, (sentence) => loggedErrors.push(sentence));
  server = await serveBare(
    [
      ['', guard],
      ['', handle],
    ],
    (http) => {
      limitReceiving(http, all.receivingMsMax);
    },
  );
  return line();
};

const line = async (): Promise<RawLine> => {
  const opened = await RawLine.open(server?.port ?? 0);
  lines.push(opened);
  return opened;
};

const get = 'GET /graphql HTTP/1.1\r\nhost: ledger\r\n\r\n';
const post = (path: string, length: number, sent = 'x'.repeat(length)): string =>
  `POST ${path} HTTP/1.1\r\nhost: ledger\r\ncontent-length: ${String(length)}\r\n\r\n${sent}`;

const codeOf = (body: string): unknown => {
  // The cast is safe: every response of these tests has this shape.
  const { errors } = JSON.parse(body) as { errors: readonly { extensions: { code: string } }[] };
  return errors[0]?.extensions.code;
};

/** Expects that the client gets exactly one response, 503 TIMED_OUT. */
const expectUnanswered = async (client: RawLine): Promise<void> => {
  await client.answered();
  const [answer, ...others] = client.finalAnswers;
  expect([answer?.status, codeOf(answer?.body ?? ''), others]).toStrictEqual([503, 'TIMED_OUT', []]);
  await client.over();
  expect(client.trouble).toBeNull();
};

describe('an answer that does not begin in time is given by the server, as HTTP 503 with a code:', () => {
  test.each<readonly [what: string, request: string, handle: Handle]>([
    ['nobody answers a request without a body', get, () => undefined],
    ['nobody reads the body', post('/graphql', 10), () => undefined],
    ['the body is read, and then nothing', post('/graphql', 10), (request) => request.resume()],
    ['an upload is read, and then nothing', post('/sheets', 10), (request) => request.resume()],
    ['nobody reads an upload', post('/sheets', 10), () => undefined],
  ])('%s', async (_what, request, handle) => {
    const client = await serving({ answeringMsMax: shortMs }, handle);
    await client.sendText(request);
    await expectUnanswered(client);
    expect(loggedErrors).toHaveLength(1);
    expect(loggedErrors[0]).toMatch(
      /^no answer within 1 seconds: (GET|POST) \w+; it was told so with HTTP 503$/,
    );
  });

  test('what its handler says later reaches nobody and breaks nothing', async () => {
    let response: ServerResponse | null = null;
    const client = await serving({ answeringMsMax: shortMs }, (_request, given) => {
      response = given;
    });
    await client.sendText(get);
    await expectUnanswered(client);
    const late = response as ServerResponse | null;
    expect(() => {
      late?.setHeader('x-late', 'yes');
      late?.writeHead(200, { 'content-length': 4 });
      late?.write('la');
      late?.end('te');
    }).not.toThrow();
    expect(client.finalAnswers.map(({ status }) => status)).toStrictEqual([503]);
  });

  test('but not while the request itself is still coming in', async () => {
    const client = await serving({ answeringMsMax: shortMs }, (request, response) => {
      request.resume().once('end', () => response.end('whole'));
    });
    await client.sendText(post('/sheets', 10, 'begun'));
    await new Promise((resolve) => setTimeout(resolve, 3 * shortMs));
    await client.sendText(' more');
    await client.answered();
    expect(client.finalAnswers.map(({ status, body }) => [status, body])).toStrictEqual([[200, 'whole']]);
    expect(loggedErrors).toStrictEqual([]);
  });

  test('and its time begins when the request has come in whole', async () => {
    const client = await serving({ answeringMsMax: 8 * shortMs }, (request, response) => {
      request.resume().once('end', () => {
        setTimeout(() => response.end('at last'), 6 * shortMs);
      });
    });
    await client.sendText(post('/sheets', 10, 'begun'));
    await new Promise((resolve) => setTimeout(resolve, 5 * shortMs));
    await client.sendText(' more');
    await client.answered();
    expect(client.finalAnswers.map(({ status, body }) => [status, body])).toStrictEqual([[200, 'at last']]);
  });

  test('and the next request on a connection has a time of its own', async () => {
    const client = await serving({ answeringMsMax: 4 * shortMs }, (_request, response) => {
      setTimeout(() => response.end('at last'), 2 * shortMs);
    });
    for (let count = 1; count <= 3; count += 1) {
      await client.sendText(get);
      await client.answered(count);
    }
    expect(client.finalAnswers.map(({ body }) => body)).toStrictEqual(['at last', 'at last', 'at last']);
  });
});

describe('a request that does not come in time is answered with HTTP 408, and cut off:', () => {
  test.each<readonly [what: string, request: string, handle: Handle]>([
    ['a head that breaks off', get.slice(0, 20), () => undefined],
    ['a body that breaks off', post('/graphql', 10, 'begun'), (request) => request.resume()],
    ['a body that breaks off and that nobody reads', post('/graphql', 10, 'begun'), () => undefined],
    ['an upload that breaks off', post('/sheets', 10, 'begun'), (request) => request.resume()],
  ])('%s', async (_what, request, handle) => {
    const client = await serving({ receivingMsMax: shortMs }, handle);
    await client.sendText(request);
    await client.over();
    expect(client.finalAnswers.map(({ status }) => status)).toStrictEqual([408]);
    expect([client.trouble, loggedErrors]).toStrictEqual([null, []]);
  });

  test('an upload of which the server itself reads nothing is told that, as HTTP 503', async () => {
    const client = await serving({ receivingMsMax: shortMs }, () => undefined);
    await client.sendText(post('/sheets', 1_000_000, 'x'.repeat(500_000)));
    await expectUnanswered(client);
    expect(loggedErrors).toHaveLength(1);
  });
});

describe('an answer that has begun', () => {
  const piece = Buffer.alloc(64 * 1024, 'x');

  /** A handler that writes without end, as fast as the client reads. `over` is called when the response is closed. */
  const endless =
    (over: (response: ServerResponse) => void): Handle =>
    (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      response.once('close', () => {
        over(response);
      });
      response.writeHead(200);
      more();
    };

  test('is cut off where its client takes nothing more', async () => {
    let ended: ServerResponse | null = null;
    const client = await serving(
      { takingMsMax: shortMs },
      endless((response) => {
        ended = response;
      }),
    );
    client.stopReading();
    await client.sendText(get);
    await eventually('the answer goes on', () => ended !== null);
    await eventually('the connection stays', async () => (await server?.connections()) === 0);
    expect((ended as ServerResponse | null)?.writableFinished).toBe(false);
  });

  test('is cut off where its handler says nothing more', async () => {
    const client = await serving({ takingMsMax: shortMs }, (_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('begun');
    });
    await client.sendText(get);
    await client.over();
    expect(client.finalAnswers).toStrictEqual([]);
  });

  test('may take as long as more of it is taken', async () => {
    const client = await serving({ takingMsMax: 10 * shortMs }, (_request, response) => {
      response.writeHead(200, { 'content-length': 20 });
      let said = 0;
      const saying = setInterval(() => {
        said += 1;
        response.write('.');
        if (said < 20) return;
        clearInterval(saying);
        response.end();
      }, shortMs);
    });
    await client.sendText(get);
    await client.answered();
    expect(client.finalAnswers.map(({ body }) => body)).toStrictEqual(['.'.repeat(20)]);
  });

  test('is taken by a client that has ended its side', async () => {
    const client = await serving({}, (_request, response) => {
      setTimeout(() => response.end('at last'), shortMs);
    });
    client.halfCloseAfter(get);
    await client.over();
    expect(client.finalAnswers.map(({ body }) => body)).toStrictEqual(['at last']);
    await eventually('the connection stays', async () => (await server?.connections()) === 0);
  });

  test('ends with its connection, also where it waits for another one there', async () => {
    const closed: string[] = [];
    const client = await serving({}, ({ url }, response) => {
      response.once('close', () => closed.push(url ?? ''));
    });
    await client.sendText('GET /first HTTP/1.1\r\nhost: l\r\n\r\nGET /second HTTP/1.1\r\nhost: l\r\n\r\n');
    client.reset();
    await eventually('a response stays', () => closed.length === 2);
    expect(closed).toStrictEqual(['/first', '/second']);
  });
});
