import { strayReasons, whatNext, type StrayPast } from '@ledger/projections/kernel/view-past.js';
import type { AsideBuild } from '@ledger/projections/upkeep/build-registry.js';

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

const sentenceFor = (aside: readonly AsideBuild[], past: StrayPast): readonly string[] => {
  const names = distinct(aside.filter((each) => each.past === past).map(({ view }) => view));
  if (names.length === 0) return [];
  return [
    `set aside and folded anew: ${names.join(', ')}, ${strayReasons[past]}; ${whatNext[past]}, ` +
      '“ledger rebuild VIEW --drop” removes what was set aside of a view',
  ];
};

/** What an operator should know of builds that were set aside. */
export const asideSentences = (aside: readonly AsideBuild[]): readonly string[] => [
  ...sentenceFor(aside, 'another'),
  ...sentenceFor(aside, 'unknown'),
];
