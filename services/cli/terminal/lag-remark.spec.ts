import { positionAt } from '@ledger/test/dsl/project.js';
import { nothingWritten, onStderr, written } from '@ledger/test/dsl/terminal-writes.js';
import { viewAt } from '@ledger/test/dsl/view-at.js';
import type { Incomplete } from '@ledger/projections/kernel/incomplete-documents.js';
import type { ViewState } from '@ledger/projections/reading/view-state.js';
import { remarkLag } from './lag-remark.js';

const incomplete = (key: string): Incomplete => ({
  ...{ key, event: 'ServiceRecorded.v9', stream: 'passbook-1', revision: 3, at: positionAt(7) },
  ...{ because: 'version 9 is not known', waiting: 0 },
});
const incompletes = (number: number): readonly Incomplete[] =>
  Array.from({ length: number }, (_, at) => incomplete(`act ${String(at)}`));
const named = (number: number): readonly string[] =>
  incompletes(number).map(
    ({ key }) =>
      `note: ${String(key)} of view acts is incomplete from event ServiceRecorded.v9 at ${positionAt(7)} (passbook-1, revision 3): version 9 is not known`,
  );
const lacks = (number: string): string =>
  `note: the answer may lack ${number} incomplete documents; “ledger repair acts” folds them anew`;

const remarked = (said: Partial<ViewState>) =>
  written(() => {
    remarkLag(viewAt('acts', 7, said), 'en');
  });

it('a view that is up to date is not remarked on', () => {
  expect(remarked({})).toStrictEqual(nothingWritten);
});

it.each<readonly [string, Partial<ViewState>, readonly string[]]>([
  [
    'is behind',
    { lag: 1_234 },
    ['note: view acts has 1,234 events still to fold; “ledger start” folds them'],
  ],
  ['stands still', { stopped: 'view acts stopped at event 7' }, ['note: view acts stopped at event 7']],
  [
    'stands still, and is behind for that',
    { stopped: 'view acts stopped', lag: 5 },
    ['note: view acts stopped'],
  ],
  ['lacks a document', { incomplete: incompletes(1) }, [...named(1), lacks('1')]],
  ['lacks five, each by name', { incomplete: incompletes(5) }, [...named(5), lacks('5')]],
  ['lacks more than are named', { incomplete: incompletes(1_000) }, [...named(5), lacks('1,000')]],
  [
    'lacks one, and is behind',
    { incomplete: incompletes(1), lag: 2 },
    [...named(1), lacks('1'), 'note: view acts has 2 events still to fold; “ledger start” folds them'],
  ],
])('a view that %s', (_what, said, lines) => {
  expect(remarked(said)).toStrictEqual(onStderr(`${lines.join('\n')}\n`));
});
