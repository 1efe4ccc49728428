import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { officeNamed } from './worker-option.js';

describe('an office', () => {
  it.each([
    ['ledger', 'LEDGER'],
    ['越 城', '越城'],
    ['Ａ.1_b', 'A.1_B'],
    ['x'.repeat(40), 'X'.repeat(40)],
  ])('is named by any spelling: %s', (written, office) => {
    expect(officeNamed(written)).toBe(office);
  });

  it('need not be named', () => {
    expect(officeNamed()).toBe('LEDGER');
  });

  it.each(['', 'a-b', 'x'.repeat(41), '/', '"'])('cannot be %j', (office) => {
    expect(thrownBy(() => officeNamed(office))).toStrictEqual({
      name: 'UsageFault',
      message: `--office is “${office}”; that cannot be an office`,
    });
  });
});
