import { UploadLimit, waitingMax } from './upload-limit.js';

const bytesOf = async function* (...sizes: readonly number[]): AsyncIterable<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
};

/** Consumes all bytes of a sheet and returns their number. */
const takeIn = async (bytes: AsyncIterable<Uint8Array>): Promise<number> => {
  let size = 0;
  for await (const chunk of bytes) size += chunk.length;
  return size;
};

const full = { name: 'ImportFault', code: 'TOO_MANY_WAITING' };

/** An upload that lasts until `end` is called. */
const coming = (limit: UploadLimit, size: number): Readonly<{ end: () => void; taken: Promise<number> }> => {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const bytes = (async function* () {
    yield new Uint8Array(size);
    await ended;
  })();
  return { end, taken: limit.admit(bytes, takeIn) };
};

test('a sheet is let in while fewer than twenty wait', async () => {
  const waiting = { sheets: waitingMax.sheets - 1, bytes: 0 };
  const limit = new UploadLimit(() => waiting);
  expect(await limit.admit(bytesOf(3, 4), takeIn)).toBe(7);
  waiting.sheets += 1;
  await expect(limit.admit(bytesOf(1), takeIn)).rejects.toMatchObject(full);
});

test('sheets that are still coming in count too, and no more once they have come', async () => {
  const limit = new UploadLimit(() => ({ sheets: waitingMax.sheets - 1, bytes: 0 }));
  const first = coming(limit, 1);
  await expect(limit.admit(bytesOf(1), takeIn)).rejects.toMatchObject(full);
  first.end();
  expect(await first.taken).toBe(1);
  expect(await limit.admit(bytesOf(1), takeIn)).toBe(1);
});

test('a sheet is let in as long as all that wait come to one gibibyte at most', async () => {
  const limit = new UploadLimit(() => ({ sheets: 0, bytes: waitingMax.bytes - 10 }));
  expect(await limit.admit(bytesOf(5, 5), takeIn)).toBe(10);
  await expect(limit.admit(bytesOf(5, 6), takeIn)).rejects.toMatchObject(full);
  const first = coming(limit, 8);
  await expect(limit.admit(bytesOf(3), takeIn)).rejects.toMatchObject(full);
  expect(await limit.admit(bytesOf(2), takeIn)).toBe(2);
  first.end();
  await first.taken;
  expect(await limit.admit(bytesOf(10), takeIn)).toBe(10);
});

test('a sheet that breaks off leaves its place to others', async () => {
  const limit = new UploadLimit(() => ({ sheets: waitingMax.sheets - 1, bytes: waitingMax.bytes - 10 }));
  const broken = async function* () {
    yield new Uint8Array(8);
    throw new Error('cut off');
  };
  await expect(limit.admit(broken(), takeIn)).rejects.toThrow('cut off');
  expect(await limit.admit(bytesOf(10), takeIn)).toBe(10);
});
