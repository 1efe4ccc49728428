import { connect } from 'node:net';
import { openApi, type TestApi } from '../support/api.js';
import { Desk } from './support/desk.js';
import { patience } from './support/patience.js';

let api: TestApi;

beforeAll(async () => {
  api = await openApi({ limits: { receivingMsMax: 300 } });
}, patience);

afterAll(() => api.close());

/** Sends the beginning of a request, and everything that comes back until the server hangs up. */
const sent = (beginning: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(api.client.url).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(answer);
    });
    socket.write(beginning);
  });

const record = JSON.stringify({
  query: `mutation { recordAct(input: { idempotencyKey: "late", kind: "station-visit", on: "2023-01-01",
    district: "330602", headcount: 1 }) { position } }`,
});
const head = `POST /graphql HTTP/1.1\r\nhost: ledger\r\ncontent-type: application/json\r\ncontent-length: ${String(record.length)}\r\n\r\n`;

describe('a request that does not come in whole in time', () => {
  it.each([
    ['in the middle of its head', head.slice(0, 40)],
    ['in the middle of its body', `${head}${record.slice(0, -1)}`],
  ])(
    'is answered with HTTP 408 and cut off, %s; nothing is written',
    async (_where, beginning) => {
      expect(await sent(beginning)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(await new Desk(api.client).events()).toBe(0);
    },
    patience,
  );

  it(
    'though the whole of it would have been answered',
    async () => {
      expect((await api.client.codes(JSON.parse(record))).codes).toStrictEqual([]);
      expect(await new Desk(api.client).events()).toBeGreaterThan(0);
    },
    patience,
  );
});
