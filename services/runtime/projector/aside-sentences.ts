import type { FaultText } from '@ledger/ledger/kernel/two-languages.js';
import { pastSentences } from '@ledger/projections/kernel/past-problems.js';
import type { StrayPast } from '@ledger/projections/kernel/view-past.js';
import type { AsideBuild } from '@ledger/projections/upkeep/build-registry.js';

const problems = {
  another: 'setAsideOfOtherEvents',
  unknown: 'setAsideOfEarlierVersion',
} as const satisfies Readonly<Record<StrayPast, string>>;

const sentenceFor = (aside: readonly AsideBuild[], past: StrayPast): readonly FaultText[] => {
  const names = new Set(aside.filter((each) => each.past === past).map(({ view }) => view));
  return names.size === 0 ? [] : [pastSentences.faultText(problems[past], { views: [...names].join(', ') })];
};

/**
 * Messages for the operator about builds (copies of a view) that are kept but not used, because they may not have been
 * folded from the events of this log.
 */
export const asideSentences = (aside: readonly AsideBuild[]): readonly FaultText[] => [
  ...sentenceFor(aside, 'another'),
  ...sentenceFor(aside, 'unknown'),
];
