import { viewAt } from '@ledger/test/dsl/view-at.js';
import { positionAt } from '@ledger/test/dsl/project.js';
import type { Incomplete } from '../kernel/incomplete-documents.js';
import { closing } from './sheet-remarks.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';

const lacking = (key: string | null): Incomplete => ({
  ...{ key, event: 'SubsidyPaid', stream: 'passbook-1', revision: 3, at: positionAt(7) },
  ...{ because: 'it does not fit', waiting: 0 },
});

const remarksOf = (incomplete: readonly Incomplete[], language: Language): readonly string[] => {
  const exporting = { by: '甲', at: '2026-03-12T00:00:00.000Z', language, sample: false };
  return closing(viewAt('payouts', 9, { incomplete }), true, 4, exporting)
    .filter(([label]) => ['incomplete documents', '不完整的记录'].includes(label))
    .map(([, text]) => text);
};

describe('a sheet of a view that lacks events', () => {
  it('says how many documents lack one, and names each', () => {
    expect(remarksOf([lacking('passbook-1.3'), lacking(null)], 'en')).toStrictEqual([
      '2 documents lack an event that could not be folded, so this sheet may lack something; export again once they are repaired',
      'passbook-1.3',
      `any: event SubsidyPaid at ${positionAt(7)} does not tell which`,
    ]);
  });

  it('says so in Chinese', () => {
    expect(remarksOf([lacking('passbook-1.3'), lacking(null)], 'zh')).toStrictEqual([
      '2 条记录缺少无法处理的事件，本表可能不全；修复后请重新导出',
      'passbook-1.3',
      `任何一条：事件 SubsidyPaid（位置 ${positionAt(7)}）无法归属`,
    ]);
  });

  it('names a thousand at most, and counts all', () => {
    const reported = remarksOf(
      Array.from({ length: 1_001 }, (_, index) => lacking(`passbook-1.${String(index)}`)),
      'en',
    );
    expect([reported.length, reported[0]?.slice(0, 15), reported.at(-1)]).toStrictEqual([
      1_001,
      '1001 documents ',
      'passbook-1.999',
    ]);
  });
});

it('a sheet of a view that lacks nothing says nothing of it', () => {
  expect(remarksOf([], 'en')).toStrictEqual([]);
});
