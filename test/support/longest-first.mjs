import Sequencer from '@jest/test-sequencer';

/**
 * Roughly how many seconds a slow spec file takes on two idle cores. Slow files are started first, so that at the end
 * no worker runs one alone while the others are idle. Jest can sort by its own cache of durations, but that cache is
 * empty on a machine that has not run the tests yet. The numbers need not be exact.
 */
const seconds = [
  [/^lint-rules /, 90],
  [/^kills.* /, 60],
  [/^crash-/, 60],
  [/^crash .*torn-pages/, 60],
  [/^crash .*rebuild-killed/, 60],
  [/^crash /, 30],
  [/^journeys.*(operator-rebuilds|operator-repairs|cli-verify|readmes|servers)/, 40],
  [/^journeys.*(cli-import|exports|operations|subscriptions)/, 20],
  [/^journeys/, 10],
  [/^properties /, 30],
  [/^contract /, 8],
  [/^architecture .*architecture\.spec/, 8],
  [/^unit .*(import-sample|dry-run)/, 5],
];

const secondsOf = ({ path, context }) => {
  const name = `${context.config.displayName?.name ?? ''} ${path}`;
  return seconds.find(([pattern]) => pattern.test(name))?.[1] ?? 1;
};

/** Sorts the spec files by expected duration, longest first. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}
