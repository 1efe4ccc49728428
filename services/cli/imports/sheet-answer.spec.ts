import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { SheetFault, sheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import { importFault } from '@ledger/runtime/faults/import-problems.js';
import { importSentence } from '@ledger/runtime/faults/import-sentences.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import type { ImportFailure } from '@ledger/runtime/imports/import-status.js';
import { userInfo } from 'node:os';
import { actor } from '../terminal/command-caller.js';
import { failedWith, sheetFailure } from './sheet-answer.js';

describe('an import that failed', () => {
  it.each<ImportFailure>([
    { code: 'WRONG_HEADER', message: 'a.csv, line 1: no column 日期', line: 1 },
    { code: 'UNREADABLE', message: 'a.csv: the file cannot be read', line: null },
    { code: 'MAPPING_CLASH', message: 'a.csv: two columns are 日期', line: null },
  ])('for its sheet is an answer: %j', (failure) => {
    expect(failedWith('a.csv', failure)).toStrictEqual({ failure });
  });

  it.each<ImportFailure>([
    { code: 'DISK_FULL', message: 'the disk is full', line: null },
    { code: 'INTERNAL_ERROR', message: 'a fault of the ledger', line: 7 },
  ])('for the ledger ends the command: %j', (failure) => {
    const { message } = failure;
    expect(thrownBy(() => failedWith('a.csv', failure))).toStrictEqual({ name: 'ImportFault', message });
  });
});

describe('the sentence about an import that failed', () => {
  const { LANG: lang } = process.env;
  afterEach(() => {
    if (lang === undefined) delete process.env['LANG'];
    else process.env['LANG'] = lang;
  });

  const sentence = (language: 'zh' | 'en', failure: ImportFailure): string | undefined => {
    process.env['LANG'] = language === 'zh' ? 'zh_CN.UTF-8' : 'en_GB.UTF-8';
    const taken = failedWith('三月/a.csv', failure);
    return 'failure' in taken ? taken.failure.message : undefined;
  };
  const failureBy = (fault: SheetFault | ImportFault): ImportFailure => ({
    ...{ code: fault.code, message: fault.message, facts: fault.facts },
    line: fault instanceof SheetFault ? fault.line : null,
  });
  const unclosed = sheetFault('wrongColumns', { file: 'a.csv', line: 1 }, { unknown: '电话' });
  const differing = sheetFault(
    'controlsDiffer',
    { file: '三月/a.csv', line: null },
    { rows: 1, statedRows: 2 },
  );
  const refused = importFault('refusedBefore', { refused: 1, rows: 3 });

  it.each([
    ['en', unclosed, '三月/a.csv, line 1: columns unknown: 电话'],
    ['zh', unclosed, '三月/a.csv：第1行：不认识的列：电话'],
    ['en', differing, '三月/a.csv: the sheet has 1 rows that are acts, not 2; nothing was written'],
    ['zh', differing, '三月/a.csv：表中有1行业务，不是2行；没有写入任何一行'],
    ['en', refused, `三月/a.csv: ${refused.message}`],
    ['zh', refused, `三月/a.csv：${importSentence('zh', refused)}`],
  ] as const)('begins with the file as the user named it (%s): %s', (language, fault, message) => {
    expect(sentence(language, failureBy(fault))).toBe(message);
  });

  it('begins with the file if the running ledger has told it already', () => {
    const reported = { code: 'WRONG_HEADER', line: 1 } as const;
    expect(sentence('zh', { ...reported, message: '第1行：不认识的列：电话' })).toBe(
      '三月/a.csv：第1行：不认识的列：电话',
    );
    expect(sentence('en', { ...reported, message: 'a.csv, line 1: columns unknown: 电话' })).toBe(
      '三月/a.csv, line 1: columns unknown: 电话',
    );
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
    expect(sheetFailure(fault)).toStrictEqual({ failure: { code: 'BROKEN_CSV', message, line } });
  });

  it.each([new TypeError('a bug'), new ImportFault('DISK_FULL', 'the disk is full'), 'just text', null])(
    'by anything else is thrown on: %s',
    (thrown) => {
      expect.assertions(1);
      try {
        sheetFailure(thrown);
      } catch (error) {
        expect(error).toBe(thrown);
      }
    },
  );
});

it('whoever runs the command hands the sheets in', () => {
  expect(actor()).toBe(userInfo().username);
});
