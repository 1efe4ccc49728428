import { thrownBy } from '@ledger/test/dsl/thrown-sentence.js';
import { officeNamed } from './worker-option.js';

describe('an office', () => {
  it.each(['ledger', '越城', 'A.1_b', 'x'.repeat(40)])('is %s', (office) => {
    expect(officeNamed(office)).toBe(office);
  });

  it('need not be named', () => {
    expect(officeNamed()).toBe('ledger');
  });

  it.each(['', 'a-b', 'a b', 'x'.repeat(41), 'a\n', '/', '"'])('cannot be %j', (office) => {
    expect(thrownBy(() => officeNamed(office))).toStrictEqual({
      name: 'UsageFault',
      message: `--office is “${office}”; that cannot be an office`,
    });
  });
});
