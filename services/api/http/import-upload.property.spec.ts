import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { packetCuts, packetsOf, type PacketCut } from '@ledger/test/support/packet-cuts.js';
import type { RawAnswer } from '@ledger/test/support/raw-answers.js';
import { RawLine, turns } from '@ledger/test/support/raw-line.js';
import { longSheet, refusedUploads, shortSheet } from '@ledger/test/support/refused-uploads.js';
import { propertyRuns } from '@ledger/test/support/test-extent.js';
import { openUploadServer, type UploadServer } from '@ledger/test/support/upload-server.js';
import { field, formOf, sheetPart, uploadOf, type Framing } from '@ledger/test/support/upload-forms.js';
import fc from 'fast-check';

const framings: fc.Arbitrary<Framing> = fc.oneof(
  fc.constant('length' as const),
  fc.integer({ min: 1, max: 2_000 }),
);

/** Limits a form to a thousand chunks: a megabyte in chunks of one byte would only make the test slow. */
const framingFor = (body: string, framing: Framing): Framing =>
  framing === 'length' ? framing : Math.max(framing, Math.ceil(body.length / 1_000));

/** Replaces how the folder of imports stores the next sheets; tests set it to simulate errors. */
let trouble: (folder: ImportFolder) => Pick<ImportFolder, 'keep'> = (folder) => folder;
const troubled = (folder: ImportFolder): ImportFolder => ({
  keep: (...args) => trouble(folder).keep(...args),
  open: (...args) => folder.open(...args),
  remove: (name) => folder.remove(name),
  sizeOf: (name) => folder.sizeOf(name),
  kept: () => folder.kept(),
  tidy: () => folder.tidy(),
});

let uploadServer: UploadServer;
const lines: RawLine[] = [];
const newLine = async (): Promise<RawLine> => {
  const opened = await RawLine.open(uploadServer.port);
  lines.push(opened);
  return opened;
};
const hangUp = (): void => {
  for (const each of lines.splice(0)) each.hangUp();
};

beforeAll(async () => {
  uploadServer = await openUploadServer({ through: troubled });
}, patience);
afterEach(hangUp);
afterAll(() => uploadServer.close(), patience);

type Reported = Readonly<{ id?: string; error?: Readonly<{ code: string }> }>;

/** The status and the error code of a response; for a received upload, the id of its import instead of a code. */
const inAWord = ({ status, body }: RawAnswer): string => {
  // The cast is safe: every response of this path has this shape.
  const { id, error } = JSON.parse(body) as Reported;
  return `${String(status)} ${error?.code ?? id ?? ''}`;
};

/** Sends a request in packets and returns the responses. */
const answersTo = async (bytes: Buffer, cuts: readonly PacketCut[]): Promise<readonly string[]> => {
  const line = await newLine();
  await line.send(packetsOf(bytes, cuts));
  await line.answered();
  const answers = line.finalAnswers.map(inAWord);
  // The server must not reset the connection of a client that is still sending: the client might not read the response
  // then.
  expect([line.restBytes, line.trouble]).toStrictEqual([0, null]);
  hangUp();
  return answers;
};

const question = Buffer.from('GET /imports/nowhere/report HTTP/1.1\r\nhost: ledger\r\n\r\n');

let uploads = 0;
/** The form of a valid upload and its sheet. Each call uses another reference. */
const goodUpload = (isLong: boolean): Readonly<{ form: string; sheet: string }> => {
  uploads += 1;
  const reference = `U-${String(uploads)}`;
  const sheet = isLong ? longSheet(reference) : shortSheet(reference);
  return { form: formOf(field('office', 'kq'), sheetPart(sheet)), sheet };
};

describe('however its bytes are cut into packets, a refused upload is answered once and leaves nothing:', () => {
  test.each(refusedUploads)(
    '%s',
    async (_what, body, refusal, headers = {}) => {
      await fc.assert(
        fc.asyncProperty(packetCuts, framings, async (cuts, framing) => {
          const { bytes } = uploadOf(body, framingFor(body, framing), headers);
          expect(await answersTo(bytes, cuts)).toStrictEqual([refusal]);
          expect(uploadServer.left()).toStrictEqual([]);
        }),
        { numRuns: propertyRuns(100) },
      );
    },
    patience,
  );

  test(
    'and does not wait for the end of what is not read any more',
    async () => {
      const early = refusedUploads.filter(([what]) =>
        /too long|before a long|site|owner|two columns|three/.test(what),
      );
      expect(early).toHaveLength(7);
      for (const [what, body, refusal, headers = {}] of early) {
        const { bytes } = uploadOf(body, 'length', headers);
        expect([what, await answersTo(bytes.subarray(0, -20), [])]).toStrictEqual([what, [refusal]]);
      }
      expect(uploadServer.left()).toStrictEqual([]);
    },
    patience,
  );

  test(
    'and then its connection is closed, as the answer says, or answers the next request',
    async () => {
      const ends = new Set<string>();
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...refusedUploads),
          packetCuts,
          framings,
          async ([, body, refusal, headers = {}], cuts, framing) => {
            const { bytes } = uploadOf(body, framingFor(body, framing), headers);
            const line = await newLine();
            await line.send(packetsOf(bytes, cuts));
            await line.answered();
            const isClosed = line.finalAnswers[0]?.headers['connection'] === 'close';
            ends.add(isClosed ? 'closed' : 'answered');
            if (isClosed) await line.over();
            else {
              await line.send(packetsOf(question, cuts));
              await line.answered(2);
            }
            expect(line.finalAnswers.map(inAWord)).toStrictEqual(
              isClosed ? [refusal] : [refusal, '404 UNKNOWN_IMPORT'],
            );
            expect(line.trouble).toBeNull();
            hangUp();
          },
        ),
        { numRuns: propertyRuns(1_000) },
      );
      expect([...ends].toSorted()).toStrictEqual(['answered', 'closed']);
    },
    patience,
  );
});

describe('however its bytes are cut into packets, an upload whose sheet cannot be kept is answered once and leaves nothing:', () => {
  afterEach(() => {
    trouble = (folder) => folder;
  });

  test.each([
    [
      'it is too large',
      '413 TOO_LARGE',
      (folder: ImportFolder) => ({
        keep: (...[name, bytes, as]: Parameters<ImportFolder['keep']>) =>
          folder.keep(name, bytes, { ...as, bytesMax: 100 }),
      }),
    ],
    [
      'there is no room for it',
      '507 DISK_FULL',
      (folder: ImportFolder) => ({
        keep: async (...[name, bytes, as]: Parameters<ImportFolder['keep']>) => {
          const full = async function* (): AsyncIterable<Uint8Array> {
            for await (const chunk of bytes) {
              yield chunk;
              throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
            }
          };
          return folder.keep(name, full(), as);
        },
      }),
    ],
    [
      'the folder is away before anything is read',
      '500 INTERNAL_ERROR',
      () => ({
        keep: async () => {
          throw new Error('the folder is away');
        },
      }),
    ],
  ] as const)(
    '%s',
    async (_what, refusal, next) => {
      trouble = next;
      await fc.assert(
        fc.asyncProperty(fc.boolean(), packetCuts, framings, async (isLong, cuts, framing) => {
          const { form } = goodUpload(isLong);
          const { bytes } = uploadOf(form, framingFor(form, framing));
          const before = await uploadServer.ids();
          expect(await answersTo(bytes, cuts)).toStrictEqual([refusal]);
          expect([uploadServer.left(), await uploadServer.ids()]).toStrictEqual([[], before]);
        }),
        { numRuns: propertyRuns(100) },
      );
    },
    patience,
  );
});

describe('however its bytes are cut into packets, a good upload', () => {
  test(
    'is received exactly once, byte for byte',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.boolean(), packetCuts, framings, async (isLong, cuts, framing) => {
          const { form, sheet } = goodUpload(isLong);
          const { bytes } = uploadOf(form, framingFor(form, framing));
          const before = await uploadServer.ids();
          const answers = await answersTo(bytes, cuts);
          const ids = await uploadServer.ids();
          const [id = '', ...others] = ids.slice(0, ids.length - before.length);
          expect([answers, others]).toStrictEqual([[`202 ${id}`], []]);
          expect(uploadServer.sheets.get(id)?.toString()).toBe(sheet);
          await uploadServer.tidy();
        }),
        { numRuns: propertyRuns(100) },
      );
    },
    patience,
  );
});

describe('a client that leaves in the middle of an upload', () => {
  const ways = ['hangs up', 'resets', 'ends its side'] as const;
  const leave = (line: RawLine, way: (typeof ways)[number]): void => {
    switch (way) {
      case 'hangs up':
        line.hangUp();
        break;
      case 'resets':
        line.reset();
        break;
      case 'ends its side':
        line.halfClose();
        break;
    }
  };

  test.each(ways)(
    '%s: nothing of it is left, but for a sheet that came in whole, and the server goes on',
    async (way) => {
      const whats = fc.oneof(fc.constantFrom(...refusedUploads), fc.boolean());
      const share = fc.double({ min: 0, max: 1, noNaN: true });
      await fc.assert(
        fc.asyncProperty(whats, share, packetCuts, fc.nat({ max: 30 }), async (what, part, cuts, wait) => {
          const { form, sheet } =
            typeof what === 'boolean' ? goodUpload(what) : { form: what[1], sheet: null };
          const { bytes } = uploadOf(form, 'length', typeof what === 'boolean' ? {} : what[3]);
          const before = (await uploadServer.ids()).length;
          const connections = uploadServer.connectionsSoFar();
          const line = await newLine();
          await line.send(packetsOf(bytes.subarray(0, Math.floor(part * bytes.length)), cuts));
          await turns(wait);
          leave(line, way);
          if (way === 'ends its side') await line.over();
          await eventually('no connection', () => uploadServer.connectionsSoFar() > connections);
          await eventually('the connection stays', async () => (await uploadServer.connections()) === 0);
          await uploadServer.tidy();
          const ids = await uploadServer.ids();
          const received = ids.slice(0, ids.length - before);
          expect(received.map((id) => uploadServer.sheets.get(id)?.toString())).toStrictEqual(
            received.map(() => sheet),
          );
          expect(received.length).toBeLessThanOrEqual(part === 1 && sheet !== null ? 1 : 0);
          hangUp();
        }),
        { numRuns: propertyRuns(400) },
      );
      const { form } = goodUpload(false);
      expect(await answersTo(uploadOf(form).bytes, [])).toStrictEqual([
        `202 ${(await uploadServer.ids())[0] ?? ''}`,
      ]);
      expect(
        uploadServer.loggedErrors.filter((sentence) => !sentence.includes('the folder is away')),
      ).toStrictEqual([]);
    },
    patience,
  );
});
