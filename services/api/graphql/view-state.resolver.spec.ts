import { positionAt } from '@ledger/test/dsl/project.js';
import { viewSentences } from '@ledger/projections/kernel/view-problems.js';
import { viewAt } from '@ledger/test/support/query-stub.js';
import type { RequestContext } from './request-context.js';
import { ViewStateResolver } from './view-state.resolver.js';

const lacking = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ key: `document ${String(index)}`, event: 'Said', stream: 's-1', revision: index },
    ...{ at: positionAt(index + 1), because: 'a fold fails', waiting: 0 },
  }));

describe('why a view has stopped', () => {
  const resolver = new ViewStateResolver();
  const facts = { view: 'acts', event: 'Said', at: positionAt(3), stream: 's-1', revision: 0 };
  const [stopped, { facts: halt = {} }] = viewSentences.faultText('standsStill', {
    ...facts,
    why: 'x',
    max: 9,
  });
  const contextIn = (language: 'zh' | 'en') => ({ language }) as RequestContext;

  it('is shown in the language of the request', () => {
    const view = viewAt(7, { stopped, halt });
    expect(resolver.stopped(view, contextIn('en'))).toBe(stopped);
    expect(resolver.stopped(view, contextIn('zh'))).toBe(
      `视图acts停在事件Said（位置${positionAt(3)}，s-1，修订0）：x；已有9个文档不完整`,
    );
    expect(resolver.stopped(viewAt(7, {}), contextIn('zh'))).toBeNull();
  });
});

describe('the incomplete documents of a view', () => {
  const resolver = new ViewStateResolver();

  it.each([0, 1, 1_000])('are all listed: %i documents', (count) => {
    const view = viewAt(7, { incomplete: lacking(count) });
    expect(resolver.incompleteCount(view)).toBe(count);
    expect(resolver.incomplete(view)).toStrictEqual(lacking(count));
  });

  it('are all counted, and listed up to a thousand', () => {
    const view = viewAt(7, { incomplete: lacking(1_001) });
    expect(resolver.incompleteCount(view)).toBe(1_001);
    expect(resolver.incomplete(view)).toStrictEqual(lacking(1_000));
  });
});
