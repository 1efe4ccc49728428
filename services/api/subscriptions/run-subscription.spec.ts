import { buildSchema, parse, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { eventually } from '@ledger/test/support/eventually.js';
import { bounded, withDeadline } from '@ledger/runtime/door/read-deadline.js';
import { running } from './run-subscription.js';
import { stoppable, type Stoppable } from '@ledger/runtime/door/stoppable-stream.js';

const schema = buildSchema('type Query { x: Int } type Subscription { counted(from: Int): Int }');
const document = parse('subscription { counted }');

type Source = () => unknown;

/** Runs a subscription on the given source. Its results are the source's events. */
const run = (counted: Source): Promise<Stoppable<ExecutionResult> | ExecutionResult> => {
  const args: ExecutionArgs = { schema, document, rootValue: { counted } };
  return running(10_000)(args);
};

const isStream = (value: Stoppable<ExecutionResult> | ExecutionResult): value is Stoppable<ExecutionResult> =>
  'next' in value;
const stream = async (source: Source): Promise<Stoppable<ExecutionResult>> => {
  const answers = await run(source);
  if (!isStream(answers)) throw new Error('there is no stream');
  return answers;
};

describe('a subscription', () => {
  it('answers each tiding of its source, to its end', async () => {
    const answers = await stream(async function* () {
      yield { counted: 1 };
      yield { counted: 2 };
    });
    const heard: unknown[] = [];
    for await (const { data } of answers) heard.push(data?.['counted']);
    expect(heard).toStrictEqual([1, 2]);
  });

  it('that cannot be begun says why, once', async () => {
    const answer = await run(() => {
      throw new RangeError('there is no such district');
    });
    expect(isStream(answer)).toBe(false);
    expect(isStream(answer) ? [] : answer.errors?.map(({ message }) => message)).toStrictEqual([
      'there is no such district',
    ]);
  });

  it('that graphql-js throws at says so, too: the others of its socket go on', async () => {
    const skipped = parse('subscription { counted @skip(if: true) }');
    const answer = await running(10_000)({ schema, document: skipped, rootValue: {} });
    expect(
      isStream(answer) ? [] : answer.errors?.map(({ originalError }) => originalError?.name),
    ).toStrictEqual(['TypeError']);
  });

  it('whose source does not open in time says so, and ends the source that opens too late', async () => {
    let isEnded = false;
    let open: () => void = () => undefined;
    const source = new Promise((resolve) => {
      open = () => {
        resolve({
          [Symbol.asyncIterator]: () => ({
            next: () => new Promise(() => undefined),
            return: async () => {
              isEnded = true;
              return { done: true, value: undefined };
            },
          }),
        });
      };
    });
    const answer = await running(50)({ schema, document, rootValue: { counted: () => source } });
    expect(isStream(answer) ? [] : answer.errors?.map(({ extensions }) => extensions)).toStrictEqual([
      { code: 'TIMED_OUT' },
    ]);
    expect(isEnded).toBe(false);
    open();
    await eventually('the source goes on', () => isEnded);
  });

  it('asks its source for nothing that nobody has asked for', async () => {
    let asked = 0;
    const answers = await stream(async function* () {
      for (;;) {
        asked += 1;
        yield { counted: asked };
      }
    });
    expect(asked).toBe(0);
    await answers.next();
    await answers.next();
    expect(asked).toBe(2);
    await answers.return();
  });

  it('stops its source when nobody listens any more, also while it waits', async () => {
    let isStopped = false;
    const answers = await stream(() =>
      stoppable(async function* (signal) {
        yield { counted: 1 };
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            isStopped = true;
            resolve();
          });
        });
      }),
    );
    await answers.next();
    const next = answers.next();
    await answers.return();
    expect(isStopped).toBe(true);
    expect((await next).done).toBe(true);
  });

  it('fails as its source fails', async () => {
    const answers = await stream(async function* () {
      yield { counted: 1 };
      throw new RangeError('the log is gone');
    });
    await answers.next();
    await expect(answers.next()).rejects.toThrow(new RangeError('the log is gone'));
  });

  it('gives each tiding its own time to be read for', async () => {
    const left: boolean[] = [];
    const probe = bounded({
      ...{ declare: async () => undefined, putMany: async () => [], drop: async () => undefined },
      close: async () => undefined,
      getMany: async () => new Map(),
      find: async () => ({ items: [], more: false, latest: null }),
      sum: async () => ({ groups: [], latest: null }),
    });
    const withField = buildSchema(
      'type Query { x: Int } type Subscription { counted: Counted } type Counted { n: Int }',
    );
    const counted = {
      n: async () => {
        await probe.getMany('acts', []).then(
          () => left.push(true),
          () => left.push(false),
        );
        return 1;
      },
    };
    const rootValue = {
      counted: async function* () {
        yield { counted };
        yield { counted };
      },
    };
    const args = { schema: withField, document: parse('subscription { counted { n } }'), rootValue };
    const late = await running(0)(args);
    if (!isStream(late)) throw new Error('there is no stream');
    await late.next();
    const timely = await withDeadline(0, () => running(10_000)(args));
    if (!isStream(timely)) throw new Error('there is no stream');
    await timely.next();
    await timely.next();
    expect(left).toStrictEqual([false, true, true]);
  });
});
