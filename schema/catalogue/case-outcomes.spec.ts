import { catalogue } from './catalogue.js';
import { kinds } from './kinds.js';
import { readResult } from './case-outcomes.js';
import { rules } from './rules.js';

describe('how a case ended', () => {
  test.each([
    ['调解成功', 'mediated', null],
    ['转仲裁', 'sent-to-arbitration', null],
    ['未成', 'not-mediated', null],
    ['已结案 满意', 'closed', true],
    ['已结案 不满意', 'closed', false],
    ['已结案', 'closed', null],
    ['满意', null, true],
    ['不满意', null, false],
    ['经两次调解成功，当事人满意', null, null],
    ['调解成功，满意', 'mediated', true],
    ['未调解成功，转仲裁', 'sent-to-arbitration', null],
    ['尚未结案，补充材料', null, null],
    ['尚未已结案', null, null],
    ['回访：\n已结案\t不满意。', 'closed', false],
    ['已结案/满意', 'closed', true],
    ['已结案＋满意', 'closed', true],
    ['已结案;已结案', 'closed', null],
    ['未成；后调解成功', 'not-mediated', null],
    ['未成；调解成功', null, null],
    ['满意（首次）、不满意（回访）', null, null],
    ['调解未成，转仲裁', 'sent-to-arbitration', null],
    ['调解未成功', null, null],
    ['第5期', null, null],
    ['', null, null],
    [null, null, null],
  ])('is read from the note %j: %s, satisfied %s', (note, outcome, satisfied) => {
    expect(readResult(note)).toStrictEqual({ outcome, satisfied });
  });
});

test('the catalogue of the sample brings kinds, rules and outcomes together', () => {
  expect(catalogue.kinds).toBe(kinds);
  expect(catalogue.rules).toBe(rules);
  expect(catalogue.kindOfCode('recuperation')?.zh).toBe('疗休养');
  expect(catalogue.kindNamed('疗休养')?.code).toBe('recuperation');
  expect(catalogue.readResult('调解成功').outcome).toBe('mediated');
});
