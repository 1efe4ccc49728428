import { positionAt } from '@ledger/test/dsl/project.js';
import { viewAt } from '@ledger/test/support/reading-desk.js';
import { ViewStateResolver } from './view-state.resolver.js';

const lacking = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ key: `document ${String(index)}`, event: 'Said', stream: 's-1', revision: index },
    ...{ at: positionAt(index + 1), because: 'a fold fails', waiting: 0, places: [] },
  }));

describe('what an answer may lack', () => {
  const resolver = new ViewStateResolver();

  it.each([0, 1, 20])('is named as a whole: %i documents', (count) => {
    const view = viewAt(7, { incomplete: lacking(count) });
    expect(resolver.incompleteCount(view)).toBe(count);
    expect(resolver.incomplete(view)).toStrictEqual(lacking(count));
  });

  it('is counted as a whole, and named up to twenty documents', () => {
    const view = viewAt(7, { incomplete: lacking(21) });
    expect(resolver.incompleteCount(view)).toBe(21);
    expect(resolver.incomplete(view)).toStrictEqual(lacking(20));
  });
});
