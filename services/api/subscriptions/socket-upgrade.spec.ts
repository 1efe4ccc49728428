import { serveBare } from '@ledger/test/support/bare-server.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { RawLine } from '@ledger/test/support/raw-line.js';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { refuseUpgrade } from './socket-upgrade.js';

describe('a socket that is refused', () => {
  it.each([
    [403, 'Forbidden', 'CROSS_SITE'],
    [404, 'Not Found', 'BAD_REQUEST'],
    [421, 'Misdirected Request', 'UNKNOWN_HOST'],
    [503, 'Service Unavailable', 'TOO_MANY_SUBSCRIPTIONS'],
  ] as const)('is told as HTTP, with a code: %d', async (status, reason, code) => {
    const line = new PassThrough();
    refuseUpgrade(line, status, code, '这里不行');
    const [head = '', body = ''] = (await text(line)).split('\r\n\r\n');
    expect(head.split('\r\n')).toStrictEqual([
      `HTTP/1.1 ${String(status)} ${reason}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${String(Buffer.byteLength(body))}`,
      'connection: close',
    ]);
    expect(JSON.parse(body)).toStrictEqual({ errors: [{ message: '这里不行', extensions: { code } }] });
  });

  it('is closed, though its client goes on sending and never ends its side', async () => {
    const server = await serveBare([], (http) => {
      http.on('upgrade', (_request, socket) => {
        refuseUpgrade(socket, 404, 'BAD_REQUEST', 'sockets are opened elsewhere');
      });
    });
    const line = await RawLine.open(server.port);
    await line.sendText('GET / HTTP/1.1\r\nhost: l\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    await line.sendText('more');
    await line.answered();
    expect([line.finalAnswers.map(({ status }) => status), line.trouble]).toStrictEqual([[404], null]);
    await eventually('the connection stays', async () => (await server.connections()) === 0);
    line.hangUp();
    await server.close();
  });
});
