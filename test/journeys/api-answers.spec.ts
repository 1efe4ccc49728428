import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { RawLine } from '../support/raw-line.js';
import { longSheet, refusedUploads } from '../support/refused-uploads.js';
import { cutForm, sheetPart, uploadOf } from '../support/upload-forms.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();
let place: Place;
let server: Server;
beforeAll(async () => {
  place = stage.place();
  server = await stage.serve(place);
}, patience);

const line = (): Promise<RawLine> => RawLine.open(Number(new URL(server.address).port));

const left = (): readonly string[] => {
  try {
    return readdirSync(join(place.data, 'imports'));
  } catch {
    // The folder does not exist: nothing was ever stored in it.
    return [];
  }
};

const query = JSON.stringify({ query: '{ views { name } }' });
const asking = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${String(query.length)}\r\n\r\n`;

describe('a client is answered', () => {
  it(
    'whatever is wrong with its upload, though the end of it comes later than all that is wrong',
    async () => {
      for (const [what, body, refusal, headers = {}] of refusedUploads) {
        const client = await line();
        const { bytes } = uploadOf(body, 'length', headers);
        const cut = Math.max(1, bytes.length - 5);
        await client.send([
          { bytes: bytes.subarray(0, cut), turns: 200 },
          { bytes: bytes.subarray(cut), turns: 0 },
        ]);
        await client.answered();
        const [answer, ...others] = client.finalAnswers;
        // Unchecked cast: every error response of /imports has this shape.
        const { error } = JSON.parse(answer?.body ?? '') as { error: { code: string } };
        expect([what, `${String(answer?.status)} ${error.code}`, others]).toStrictEqual([what, refusal, []]);
        client.hangUp();
      }
      expect(left()).toStrictEqual([]);
    },
    patience,
  );

  it(
    'though it has ended its side after it asked',
    async () => {
      const client = await line();
      client.halfCloseAfter(asking + query);
      await client.over();
      expect(client.finalAnswers.map(({ status }) => status)).toStrictEqual([200]);
    },
    patience,
  );
});

describe('clients that hang', () => {
  it(
    'do not keep the ledger from stopping, and leave nothing',
    async () => {
      const long = uploadOf(cutForm(sheetPart(longSheet('H-1')))).bytes;
      const clients = [await line(), await line(), await line(), await line()];
      const [upload, half, idle] = clients;
      await upload?.send([{ bytes: long.subarray(0, -1_000), turns: 200 }]);
      await half?.sendText(asking + query.slice(0, 5));
      await idle?.sendText(asking + query);
      await idle?.answered();
      await eventually('no draft', () => left().some((name) => name.endsWith('.draft')));
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      expect(left()).toStrictEqual([]);
      for (const client of clients) client.hangUp();
    },
    patience,
  );
});
