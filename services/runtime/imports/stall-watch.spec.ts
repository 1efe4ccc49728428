import { setTimeout as pause } from 'node:timers/promises';
import { withoutStall } from './stall-watch.js';

test('work that ends is answered as it is', async () => {
  expect(await withoutStall('三月.csv', 60_000, async () => 7)).toBe(7);
  await expect(
    withoutStall('三月.csv', 60_000, async () => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
});

test('work that comes further is waited for, longer than a stall takes', async () => {
  const work = withoutStall('三月.csv', 300, async ({ heard, signal }) => {
    for (let step = 0; step < 8; step += 1) {
      await pause(50);
      heard();
    }
    return signal.aborted;
  });
  expect(await work).toBe(false);
});

test('work that makes no progress is given up, and told so', async () => {
  let given: unknown = null;
  const work = withoutStall('三月.csv', 20, ({ signal }) => {
    signal.addEventListener('abort', () => {
      given = signal.reason;
    });
    return new Promise(() => undefined);
  });
  await expect(work).rejects.toMatchObject({ name: 'SheetFault', code: 'STALLED', file: '三月.csv' });
  expect(given).toMatchObject({ code: 'STALLED' });
});
