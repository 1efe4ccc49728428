import { jest } from '@jest/globals';
import { nothingWritten, onStderr, written, type Written } from '@ledger/test/dsl/terminal-writes.js';
import { pacedProgress, progressBar, watched } from './progress-bar.js';

const isTerminal = process.stderr.isTTY;

/** Output is read by a program, wherever this runs. */
beforeAll(() => {
  process.stderr.isTTY = false;
});
afterAll(() => {
  process.stderr.isTTY = isTerminal;
});
afterEach(() => {
  jest.restoreAllMocks();
});

type Move = Readonly<{ atMs: number; done: number; of: number }>;

/** What is written while events are folded, each step at an instant. */
const reported = (what: 'folding' | null, moves: readonly Move[]): Written => {
  const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
  return written(() => {
    const bar = pacedProgress(what, 'en');
    for (const { atMs, done, of } of moves) {
      clock.mockReturnValue(atMs);
      bar.move(done, of);
    }
    bar.end();
  });
};

describe('where no terminal shows a bar, a pace is told in lines:', () => {
  it.each<readonly [string, readonly Move[], readonly string[]]>([
    ['none before two seconds', [{ atMs: 1_999, done: 5, of: 10 }], []],
    [
      'one after two seconds, and none right after it',
      [
        { atMs: 0, done: 0, of: 10_000 },
        { atMs: 2_000, done: 4_000, of: 10_000 },
        { atMs: 3_999, done: 8_000, of: 10_000 },
      ],
      ['folding: 4,000 of 10,000 events, 2,000 a second, 3 s left'],
    ],
    [
      'one each two seconds',
      [
        { atMs: 0, done: 0, of: 100 },
        { atMs: 2_000, done: 10, of: 100 },
        { atMs: 4_000, done: 40, of: 100 },
      ],
      [
        'folding: 10 of 100 events, 5 a second, 18 s left',
        'folding: 40 of 100 events, 10 a second, 6 s left',
      ],
    ],
    [
      'the end at once',
      [
        { atMs: 0, done: 0, of: 10 },
        { atMs: 500, done: 10, of: 10 },
      ],
      ['folding: 10 of 10 events, 20 a second, 0 s left'],
    ],
    [
      'the pace counts from where it began',
      [
        { atMs: 1_000, done: 1_000, of: 2_000 },
        { atMs: 3_000, done: 1_200, of: 2_000 },
      ],
      ['folding: 1,200 of 2,000 events, 100 a second, 8 s left'],
    ],
    [
      'no pace is known at the first step',
      [{ atMs: 2_000, done: 5, of: 10 }],
      ['folding: 5 of 10 events, 0 a second, ? left'],
    ],
  ])('%s', (_what, moves, lines) => {
    expect(reported('folding', moves)).toStrictEqual(onStderr(lines.map((line) => `${line}\n`).join('')));
  });

  it('none where nothing is to be told', () => {
    expect(reported(null, [{ atMs: 9_000, done: 10, of: 10 }])).toStrictEqual(nothingWritten);
  });
});

describe('a bar', () => {
  const drawn = (quiet: boolean): Written =>
    written(() => {
      const bar = progressBar('a\u001b[2J.csv', 'rows', quiet);
      bar.move(1, 2);
      bar.end();
    });

  it('is drawn on a terminal, and its name hides nothing', () => {
    process.stderr.isTTY = true;
    const { stdout, stderr } = drawn(false);
    process.stderr.isTTY = false;
    expect([stdout, stderr.includes('a\\u001b[2J.csv '), stderr.includes('1/2 rows')]).toStrictEqual([
      '',
      true,
      true,
    ]);
  });

  it('is not drawn on a terminal where the answer is JSON', () => {
    process.stderr.isTTY = true;
    const reported = drawn(true);
    process.stderr.isTTY = false;
    expect(reported).toStrictEqual(nothingWritten);
  });

  it('is not drawn where a program reads', () => {
    expect(drawn(false)).toStrictEqual(nothingWritten);
  });
});

describe('work that is watched', () => {
  it('answers what it did', async () => {
    const work = (progress: (done: number, of: number) => void): Promise<string> => {
      progress(1, 1);
      return Promise.resolve('done');
    };
    expect(await watched('folding', { quiet: true, language: 'en' }, work)).toBe('done');
  });

  it('fails as it failed', async () => {
    const fault = new Error('the disk is full');
    await expect(
      watched('folding', { quiet: false, language: 'en' }, () => Promise.reject(fault)),
    ).rejects.toBe(fault);
  });
});
