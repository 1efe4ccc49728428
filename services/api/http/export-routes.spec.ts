import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { patience } from '@ledger/test/journeys/support/patience.js';
import { openApi, type TestApi } from '@ledger/test/support/api.js';
import { eventually } from '@ledger/test/support/eventually.js';
import { RawLine } from '@ledger/test/support/raw-line.js';

/** Makes reads of the views wait while it is closed. */
class Gate {
  private waiting: (() => void)[] = [];
  private passes = Infinity;
  /** If set, reads fail with this error instead of waiting. */
  fault: Error | null = null;

  readonly pass = (): Promise<void> => {
    if (this.fault !== null) return Promise.reject(this.fault);
    this.passes -= 1;
    return this.passes >= 0 ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  };

  /** The number of waiting reads. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /** Lets this number of reads through, and makes all later ones wait. */
  closeAfter(passes: number): void {
    this.passes = passes;
  }

  open(): void {
    this.passes = Infinity;
    this.fault = null;
    for (const go of this.waiting.splice(0)) go();
  }
}

const gate = new Gate();
const lines: RawLine[] = [];
let api: TestApi;

beforeAll(async () => {
  api = await openApi({ pause: gate.pass, limits: { answeringMsMax: 300 } });
}, patience);
afterEach(() => {
  gate.open();
  for (const each of lines.splice(0)) each.hangUp();
});
afterAll(() => api.close(), patience);

const asked = async (): Promise<RawLine> => {
  const line = await RawLine.open(Number(new URL(api.client.url).port));
  lines.push(line);
  await line.sendText('GET /exports/totals.csv?from=2024-01&to=2024-12 HTTP/1.1\r\nhost: localhost\r\n\r\n');
  return line;
};

const answerOf = async (line: RawLine): Promise<string> => {
  await line.answered();
  const [answer, ...others] = line.finalAnswers;
  expect(others).toStrictEqual([]);
  // The cast is safe: every response that is not a sheet has this shape.
  const codes = (): readonly string[] =>
    (JSON.parse(answer?.body ?? '') as { errors: { extensions: { code: string } }[] }).errors.map(
      ({ extensions }) => extensions.code,
    );
  return answer?.status === 200 ? '200' : `${String(answer?.status)} ${codes().join()}`;
};

const expectExports = async (): Promise<void> => {
  const answers = await Promise.all([asked(), asked(), asked()].map(async (line) => answerOf(await line)));
  expect(answers).toStrictEqual(['200', '200', '200']);
  await eventually('a moment stays open', () => api.openSnapshots() === 0);
};

/** The number of reads that succeed before the views hang. An export makes three reads before its first chunk. */
const reads = [0, 1, 2];

describe.each(reads)('an export whose views do not answer after %s reads', (passes) => {
  test('is answered with HTTP 503, as are those that wait for its turn, and gives all back when they do', async () => {
    const before = api.loggedErrors.length;
    gate.closeAfter(passes);
    const hanging = [await asked(), await asked(), await asked()];
    expect(await Promise.all(hanging.map(answerOf))).toStrictEqual([
      '503 TIMED_OUT',
      '503 TIMED_OUT',
      '503 TIMED_OUT',
    ]);
    gate.open();
    await expectExports();
    expect(api.loggedErrors.slice(before)).toStrictEqual(
      hanging.map(() => 'no answer within 1 seconds: GET exports; it was told so with HTTP 503'),
    );
  });

  test.each(['hangs up', 'resets'] as const)(
    'gives all back when they do, also where its client %s meanwhile',
    async (way) => {
      const before = api.loggedErrors.length;
      gate.closeAfter(passes);
      const hanging = [await asked(), await asked()];
      await eventually('nothing waits', () => gate.waitingCount > 0);
      for (const line of hanging) {
        if (way === 'resets') line.reset();
        else line.hangUp();
      }
      gate.open();
      await expectExports();
      expect(api.loggedErrors).toHaveLength(before);
    },
  );
});

test('a fault of ours is told to the operator without what it quotes, and to the client not at all', async () => {
  const before = api.loggedErrors.length;
  gate.fault = new TypeError('cannot read “王芳” of 330602199001010012');
  expect(await answerOf(await asked())).toBe('500 INTERNAL_SERVER_ERROR');
  const [loggedError, ...others] = api.loggedErrors.slice(before);
  expect(others).toStrictEqual([]);
  expect(loggedError).toMatch(/^TypeError: cannot read …\n\s+at /);
  expect(loggedError).not.toMatch(/王芳|330602199001010012/);
});
