import { happened, history, positionAt } from '@ledger/test/dsl/project.js';
import { tally, type TallyDocument, type Tallied } from '@ledger/test/dsl/tally.js';
import type { Mark } from './incomplete-documents.js';
import { foldInto, putsOf, standstill, type Touch, type Working } from './fold-batch.js';
import { stoppedIn } from './view-problems.js';

const view = tally('tally', { refuses: true });
const counted = (name: string, step: number, other?: string): Tallied => ({
  type: 'Counted',
  data: other === undefined ? { name, step } : { name, step, other },
});

const touches = (...events: readonly Tallied[]): readonly Touch<Tallied>[] =>
  history(events.map((event) => happened('count-a', event))).map((past) => ({
    past,
    keys: view.keysOf(past),
  }));

const on = (working: ReadonlyMap<string, Working<TallyDocument>>) => ({
  working,
  marks: new Map<string, Mark>(),
});

const absent = (): Working<TallyDocument> => ({ was: 'none', position: 'none', doc: null });
const savedDocument = (name: string, sum: number, ordinal: number): Working<TallyDocument> => ({
  was: positionAt(ordinal),
  position: positionAt(ordinal),
  doc: { name, sum },
});

describe('folding events into documents', () => {
  test('makes those that were not there, changes those that were, and leaves the others', () => {
    const working = new Map([
      ['甲', absent()],
      ['乙', { ...savedDocument('乙', 7, 0) }],
      ['丙', absent()],
      ['丁', savedDocument('丁', 9, 0)],
    ]);
    expect(
      foldInto(view, on(working), touches(counted('甲', 1), counted('乙', 2), counted('甲', 3))),
    ).toBeNull();
    expect(putsOf(working)).toStrictEqual([
      { key: '甲', was: 'none', position: positionAt(3), doc: { name: '甲', sum: 4 } },
      { key: '乙', was: positionAt(0), position: positionAt(2), doc: { name: '乙', sum: 9 } },
    ]);
  });

  test('passes by the events that a document knows already', () => {
    const working = new Map([['甲', savedDocument('甲', 3, 2)]]);
    foldInto(view, on(working), touches(counted('甲', 1), counted('甲', 2), counted('甲', 4)));
    expect(putsOf(working)).toStrictEqual([
      { key: '甲', was: positionAt(2), position: positionAt(3), doc: { name: '甲', sum: 7 } },
    ]);
  });

  test('of an event that changes two documents, where one of them knows it, changes the other', () => {
    const working = new Map([
      ['甲', savedDocument('甲', 5, 1)],
      ['乙', absent()],
    ]);
    foldInto(view, on(working), touches(counted('甲', 5, '乙')));
    expect(putsOf(working)).toStrictEqual([
      { key: '乙', was: 'none', position: positionAt(1), doc: { name: '乙', sum: 5 } },
    ]);
  });

  test('marks the document that an event cannot be folded into, and holds back what comes later for it', () => {
    const halfway = {
      ...view,
      fold: (doc: TallyDocument | null, past: Touch<Tallied>['past'], key: string): TallyDocument | null => {
        if (key === '乙' && past.event.data.step === 2) throw new RangeError('no');
        return view.fold(doc, past, key);
      },
    };
    const bench = {
      working: new Map([
        ['甲', absent()],
        ['乙', absent()],
      ]),
      marks: new Map<string, Mark>(),
    };
    const past = touches(counted('乙', 1), counted('甲', 2, '乙'), counted('甲', 4), counted('乙', 5));
    expect(foldInto(halfway, bench, past)).toBeNull();
    expect(putsOf(bench.working)).toStrictEqual([
      { key: '甲', was: 'none', position: positionAt(3), doc: { name: '甲', sum: 6 } },
      { key: '乙', was: 'none', position: positionAt(1), doc: { name: '乙', sum: 1 } },
    ]);
    const mark = {
      ...{ key: '乙', event: 'Counted', stream: 'count-a', revision: 1, at: positionAt(2) },
      ...{ because: 'no', waiting: 1 },
    };
    expect([...bench.marks]).toStrictEqual([['k:乙', { was: 'none', position: positionAt(4), doc: mark }]]);
  });

  test('leaves out what another turn has to fold', () => {
    const working = new Map([['乙', absent()]]);
    foldInto(view, on(working), touches(counted('甲', 1, '乙'), counted('甲', 2)));
    expect(putsOf(working)).toStrictEqual([
      { key: '乙', was: 'none', position: positionAt(1), doc: { name: '乙', sum: 1 } },
    ]);
  });
});

test.each<[thrown: unknown, why: string]>([
  [new RangeError('甲 does not move'), '甲 does not move'],
  ['no reason', 'no reason'],
])('a fault names view, event, place and reason: %s', (error, why) => {
  const [past] = history([happened('count-a', counted('甲', 0))]);
  if (past === undefined) throw new Error('nothing happened');
  const halt = standstill('tally', { past, error });
  expect(stoppedIn('zh', halt)).toBe(
    `视图tally停在事件Counted（位置c0de0000000000000001，count-a，修订0）：${why}；已有1000个文档不完整`,
  );
  expect(stoppedIn('en', halt)).toBe(halt.stopped);
  expect(halt.stopped).toBe(
    `view tally stands still at event Counted at c0de0000000000000001 (count-a, revision 0): ${why}; 1000 of its documents are incomplete already`,
  );
});
