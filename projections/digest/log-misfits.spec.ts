import { misfitBy, misfitIn } from './log-misfits.js';

describe('what of a log does not fit its digests', () => {
  const at = { ordinal: 5, at: 'c0de5', event: 'Said', stream: 's-1', revision: 4 };

  it.each([
    [
      'changed',
      at,
      'event 5 at c0de5 (Said, s-1, revision 4) is not what was recorded there',
      '第5个事件（位置c0de5，Said，s-1，修订4）与登记时不一致',
    ],
    [
      'otherDigest',
      at,
      'the digest that was kept after event 5 at c0de5 (Said, s-1, revision 4) is another',
      '第5个事件（位置c0de5，Said，s-1，修订4）之后留存的摘要不同',
    ],
    [
      'cutShort',
      { events: 3, recorded: 5 },
      'the log ends after event 3, but 5 were recorded',
      '日志到第3个事件为止，但登记过5个',
    ],
    ['unreadable', { events: 3, why: 'EIO' }, 'after event 3: EIO', '第3个事件之后：磁盘读写出错；EIO'],
  ] as const)('is told in the reader’s language: %s', (problem, facts, en, zh) => {
    const misfit = misfitBy(problem, facts);
    expect([misfit.misfit, misfitIn('en', misfit), misfitIn('zh', misfit)]).toStrictEqual([en, en, zh]);
  });

  it('is nothing where all fits', () => {
    expect(misfitIn('zh', { misfit: null })).toBeNull();
  });
});
