import { traceOf } from './redacted-trace.js';

describe('what an operator reads of a fault', () => {
  it('is its kind, its message and where it happened', () => {
    const [first, second] = traceOf(new TypeError('x is not a function')).split('\n');
    expect(first).toBe('TypeError: x is not a function');
    expect(second).toMatch(/^\s+at .*redacted-trace\.spec/);
  });

  it.each([
    [`Unexpected token 'W', "{"name":"Wang" is not valid JSON`],
    ['no such person: 王小明'],
    ['phone 13957512345 is too long'],
    ['cannot read “Wang”'],
    ['cannot read `Wang`'],
    ['two lines\n    "Wang" at home'],
  ])('is not what a message quotes of a request: %s', (message) => {
    expect(traceOf(new Error(message))).not.toMatch(/Wang|王|\d{6}/);
  });

  it('is no more than that of what is no error', () => {
    expect(traceOf('Wang')).toBe('something that is no Error was thrown (string)');
  });
});
