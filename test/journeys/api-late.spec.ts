import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { openApi, type TestApi } from '../support/api.js';
import { Clerk } from './support/clerk.js';
import { patience } from './support/patience.js';

let api: TestApi;

beforeAll(async () => {
  api = await openApi({ limits: { receivingMsMax: 2_000 } });
}, patience);

afterAll(() => api.close());

/**
 * Sends a request in pieces with a pause after each. Resolves to everything received until the server closes the
 * socket.
 */
const sent = (...pieces: readonly string[]): Promise<string> =>
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
    const sending = async (): Promise<void> => {
      for (const piece of pieces) {
        socket.write(piece);
        await sleep(betweenMs);
      }
    };
    sending().catch(reject);
  });

/**
 * Pause between two pieces. The limit is 2000 ms, for a whole request or for the next piece of an upload, so that an
 * upload may last longer than the limit.
 */
const betweenMs = 300;

const record = JSON.stringify({
  query: `mutation { recordAct(input: { idempotencyKey: "late", kind: "station-visit", on: "2023-01-01",
    district: "330602", headcount: 1 }) { position } }`,
});
const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${String(record.length)}\r\n\r\n`;

const form = [
  '--cut\r\ncontent-disposition: form-data; name="dryRun"\r\n\r\ntrue\r\n',
  '--cut\r\ncontent-disposition: form-data; name="sheet"; filename="a.csv"\r\n\r\n',
  '类型,服务日期,区划代码,人数\n',
  ...Array.from({ length: 5 }, (_, day) => `站点服务,2023-01-0${String(day + 1)},330602,1\n`),
  '\r\n--cut--\r\n',
];
const uploadHead = `POST /imports HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=cut\r\ncontent-length: ${String(Buffer.byteLength(form.join('')))}\r\n\r\n`;

describe('an upload', () => {
  it(
    'may take longer than any other request, as long as more of it comes',
    async () => {
      expect(await sent(uploadHead, ...form)).toMatch(/^HTTP\/1\.1 202 Accepted\r\n/);
    },
    patience,
  );

  it(
    'of which nothing more comes is answered with HTTP 408 and cut off',
    async () => {
      expect(await sent(uploadHead, ...form.slice(0, 4))).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    },
    patience,
  );
});

describe('a request that does not come in whole in time', () => {
  it.each([
    ['in the middle of its head', head.slice(0, 40)],
    ['in the middle of its body', `${head}${record.slice(0, -1)}`],
  ])(
    'is answered with HTTP 408 and cut off, %s; nothing is written',
    async (_where, beginning) => {
      expect(await sent(beginning)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(await new Clerk(api.client).events()).toBe(0);
    },
    patience,
  );

  it(
    'though the whole of it would have been answered',
    async () => {
      expect((await api.client.codes(JSON.parse(record))).codes).toStrictEqual([]);
      expect(await new Clerk(api.client).events()).toBeGreaterThan(0);
    },
    patience,
  );
});
