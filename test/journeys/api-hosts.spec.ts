import { RawLine } from '../support/raw-line.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();
let server: Server;
beforeAll(async () => {
  server = await stage.serve(stage.place());
}, patience);

const upgrading = ['connection: upgrade', 'upgrade: websocket', 'sec-websocket-version: 13'];
const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==';

/** Every route of the server, with the headers that a request to it needs. */
const waysIn: readonly (readonly [method: string, path: string, headers: readonly string[]])[] = [
  ['GET', '/graphql?query=%7B__typename%7D', []],
  ['POST', '/graphql', ['content-type: application/json']],
  ['GET', '/graphql', [...upgrading, key, 'sec-websocket-protocol: graphql-transport-ws']],
  ['GET', '/elsewhere', upgrading],
  ['POST', '/imports', ['content-type: multipart/form-data; boundary=cut']],
  ['GET', '/imports/none/report', []],
  ['GET', '/exports/acts.csv', []],
  ['POST', '/maintenance', []],
  ['GET', '/health/live', []],
  ['GET', '/health/ready', []],
  ['GET', '/metrics', []],
  ['GET', '/ide', []],
  ['GET', '/', []],
  ['OPTIONS', '/graphql', []],
];

const statusOf = async (
  [method, path, headers]: (typeof waysIn)[number],
  named: readonly string[],
): Promise<number | undefined> => {
  const line = await RawLine.open(Number(new URL(server.address).port));
  const head = [`${method} ${path} HTTP/1.1`, ...named, ...headers];
  await line.sendText(`${head.join('\r\n')}\r\n\r\n`);
  await line.answered();
  line.hangUp();
  return line.finalAnswers[0]?.status;
};

const statuses = (named: readonly string[]) =>
  Promise.all(waysIn.map(async (way) => [...way.slice(0, 2), await statusOf(way, named)]));

const allOf = (status: number) => waysIn.map(([method, path]) => [method, path, status]);

describe('every way in is shut', () => {
  it(
    'to who asks under another name, before anything else',
    async () => {
      expect(await statuses(['host: evil.example'])).toStrictEqual(allOf(421));
    },
    patience,
  );

  it(
    'to a page of another site, and to one that does not say of which it is',
    async () => {
      for (const origin of ['http://evil.example', 'null'])
        expect(await statuses([`host: ${new URL(server.address).host}`, `origin: ${origin}`])).toStrictEqual(
          allOf(403),
        );
    },
    patience,
  );
});
