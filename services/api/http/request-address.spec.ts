import { addressOf } from './request-address.js';

describe('the address of a request', () => {
  it.each<
    readonly [target: string | undefined, path: string, parameters: readonly (readonly [string, string])[]]
  >([
    [undefined, '/', []],
    ['', '', []],
    ['/', '/', []],
    ['/acts.csv', '/acts.csv', []],
    ['/acts.csv?', '/acts.csv', []],
    [
      '/acts.csv?kinds=a&kinds=b&from=',
      '/acts.csv',
      [
        ['kinds', 'a'],
        ['kinds', 'b'],
        ['from', ''],
      ],
    ],
    [
      '/acts.csv?name=%E7%8E%8B+%e8%8a%b3&x',
      '/acts.csv',
      [
        ['name', '王 芳'],
        ['x', ''],
      ],
    ],
    ['/?a=b?c=d', '/', [['a', 'b?c=d']]],
    ['/?a=b#?c=d', '/', [['a', 'b']]],
    ['//', '//', []],
    ['//elsewhere:99999/x?a=b', '//elsewhere:99999/x', [['a', 'b']]],
    ['http://[/?a=b', 'http://[/', [['a', 'b']]],
    ['*', '*', []],
    ['/%?a=%', '/%', [['a', '%']]],
    ['/?__proto__=1', '/', [['__proto__', '1']]],
  ])('can be read, whatever it is: %j', (target, path, parameters) => {
    const address = addressOf(target);
    expect([address.path, [...address.parameters]]).toStrictEqual([path, parameters]);
  });
});
