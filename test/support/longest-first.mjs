import Sequencer from '@jest/test-sequencer';

/**
 * About how many seconds of two quiet cores a spec file takes, where it is many. What takes long starts first, so that
 * no worker begins it when the other has nothing left to do; unlike jest's own memory, this list is there on a machine
 * that has run nothing yet. It need not be exact.
 */
const seconds = [
  [/^lint-rules /, 90],
  [/^kills.* /, 60],
  [/^crash-/, 60],
  [/^crash .*torn-pages/, 60],
  [/^crash .*rebuild-killed/, 60],
  [/^crash /, 30],
  [/^journeys.*(operator-rebuilds|operator-repairs|cli-verify|servers)/, 40],
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

/** Starts the spec files that take longest first. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}
