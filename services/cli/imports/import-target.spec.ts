import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { ImportFailure } from '@ledger/runtime/imports/told-import.js';
import { userInfo } from 'node:os';
import { actor } from '../terminal/command-caller.js';
import { failedWith, failureOf } from './import-target.js';

describe('an import that failed', () => {
  it.each<ImportFailure>([
    { code: 'WRONG_HEADER', message: 'a.csv, line 1: no column 日期', line: 1 },
    { code: 'UNREADABLE', message: 'a.csv: the file cannot be read', line: null },
    { code: 'MAPPING_CLASH', message: 'two columns are 日期', line: null },
  ])('for its sheet is an answer: %j', (failure) => {
    expect(failedWith(failure)).toStrictEqual({ failure });
  });

  it.each<ImportFailure>([
    { code: 'DISK_FULL', message: 'the disk is full', line: null },
    { code: 'INTERNAL_ERROR', message: 'a fault of the ledger', line: 7 },
  ])('for the ledger ends the command: %j', (failure) => {
    const { message } = failure;
    expect(thrownBy(() => failedWith(failure))).toStrictEqual({ name: 'ImportFault', message });
  });
});

describe('what was thrown', () => {
  it.each([
    [
      new SheetFault('BROKEN_CSV', { file: 'a.csv', line: 3 }, 'a quote is open'),
      'a.csv, line 3: a quote is open',
      3,
    ],
    [
      new SheetFault('BROKEN_CSV', { file: '三月.csv', line: null }, 'it is empty'),
      '三月.csv: it is empty',
      null,
    ],
  ])('by a sheet is an answer: %s', (fault, message, line) => {
    expect(failureOf(fault)).toStrictEqual({ failure: { code: 'BROKEN_CSV', message, line } });
  });

  it.each([new TypeError('a bug'), new ImportFault('DISK_FULL', 'the disk is full'), 'just text', null])(
    'by anything else is thrown on: %s',
    (thrown) => {
      expect.assertions(1);
      try {
        failureOf(thrown);
      } catch (error) {
        expect(error).toBe(thrown);
      }
    },
  );
});

it('whoever runs the command hands the sheets in', () => {
  expect(actor()).toBe(userInfo().username);
});
