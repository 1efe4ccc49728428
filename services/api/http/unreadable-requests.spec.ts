import { serveBare } from '@ledger/test/support/bare-server.js';
import { RawLine } from '@ledger/test/support/raw-line.js';
import { closeWithConnection } from './connection-responses.js';
import { answerUnreadable } from './unreadable-requests.js';

/**
 * The server's response to these bytes. The server answers every request with 204, except that `slow` is never
 * answered.
 */
const answersTo = async (text: string, before?: string) => {
  const server = await serveBare(
    [
      [
        '',
        (request, response) => {
          closeWithConnection(request.socket, response);
          if (request.url !== '/slow') response.writeHead(204).end();
        },
      ],
    ],
    answerUnreadable,
  );
  const line = await RawLine.open(server.port);
  if (before !== undefined) {
    await line.sendText(before);
    await line.answered();
  }
  await line.sendText(text);
  await line.over();
  line.hangUp();
  await server.close();
  expect(line.trouble).toBeNull();
  return line.finalAnswers.map(({ status, body }) => [
    status,
    body === '' ? '' : (JSON.parse(body) as unknown),
  ]);
};

const said = (message: string): unknown => ({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
const malformed = said(
  'this cannot be read as a request of HTTP/1.1: see its first line, its headers and its length',
);

describe('what cannot be read as a request', () => {
  it.each([
    ['no request at all', 'hello\r\n\r\n'],
    ['a path of other characters', 'GET /区划 HTTP/1.1\r\nhost: localhost\r\n\r\n'],
    ['a header without a name', 'GET / HTTP/1.1\r\nhost: localhost\r\n: x\r\n\r\n'],
    ['a length that is none', 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: -1\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
  ])('is told so: %s', async (_what, text) => {
    expect(await answersTo(text)).toStrictEqual([[400, malformed]]);
  });

  it('is told that it is too long before it ends, and the answer comes though more is sent', async () => {
    const long = `GET / HTTP/1.1\r\nhost: localhost\r\n${'x-a: b\r\n'.repeat(40_000)}`;
    expect(await answersTo(long)).toStrictEqual([
      [
        431,
        said(
          'the first line and the headers of a request may have 16 KiB together; send the rest in the body',
        ),
      ],
    ]);
  });

  it('is told so after a request that was answered', async () => {
    const well = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';
    expect(await answersTo('hello\r\n\r\n', well)).toStrictEqual([
      [204, ''],
      [400, malformed],
    ]);
  });

  it('is not told in the middle of another answer: the connection is closed', async () => {
    expect(await answersTo('GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\nhello\r\n\r\n')).toStrictEqual([]);
  });
});
