import { childUnder, countBelow, districtOf, nation, rangeOf } from './districts.js';

describe('a district of GB/T 2260', () => {
  test.each([
    ['330000', '浙江省', null, 0],
    ['330600', '绍兴市', '330000', 1],
    ['330603', '柯桥区', '330600', 2],
    ['110000', '北京市', null, 0],
    ['110101', '东城区', '110000', 1],
    ['441900', '东莞市', '440000', 1],
    ['429004', '仙桃市', '429000', 2],
  ])('%s is %s', (code, name, parent, level) => {
    expect(districtOf(code)).toStrictEqual({ code, name, parent, level });
  });

  test.each(['339999', '330699', '000000', nation, '', '33', '330603 ', '3306031', 'toString'])(
    '%j is none',
    (code) => {
      expect(districtOf(code)).toBeUndefined();
    },
  );
});

describe('the range of a district', () => {
  test.each([
    [nation, '000000', '999999'],
    ['330000', '330000', '339999'],
    ['330600', '330600', '330699'],
    ['330603', '330603', '330603'],
    ['110000', '110000', '119999'],
    ['110101', '110101', '110101'],
    ['429000', '429000', '429099'],
    ['429004', '429004', '429004'],
    ['500000', '500000', '509999'],
  ])('%s goes from %s to %s', (code, from, to) => {
    expect(rangeOf(code)).toStrictEqual({ from, to });
  });

  test.each([
    ['330000', '330603', true],
    ['330600', '330603', true],
    ['330600', '330600', true],
    ['330600', '330703', false],
    ['420000', '429004', true],
    ['429000', '429004', true],
    ['110000', '110101', true],
    ['320000', '330603', false],
    [nation, '820000', true],
  ])('%s holds %s: %s', (above, code, holds) => {
    const { from, to } = rangeOf(above);
    expect(from <= code && code <= to).toBe(holds);
  });
});

describe('the child of an ancestor that a district belongs to', () => {
  test.each([
    [nation, '330603', '330000'],
    [nation, '330000', '330000'],
    ['330000', '330603', '330600'],
    ['330000', '330600', '330600'],
    ['330600', '330603', '330603'],
    ['330603', '330603', '330603'],
    ['330000', '330000', '330000'],
    ['110000', '110101', '110101'],
    ['420000', '429004', '429000'],
    ['429000', '429004', '429004'],
    ['440000', '441900', '441900'],
  ])('under %s, %s belongs to %s', (ancestor, code, child) => {
    expect(childUnder(ancestor, code)).toBe(child);
  });
});

describe('all districts', () => {
  const all = Array.from({ length: 1_000_000 }, (_, code) =>
    districtOf(String(code).padStart(6, '0')),
  ).filter((district) => district !== undefined);
  const ancestorsOf = (code: string): readonly string[] => {
    const parent = districtOf(code)?.parent ?? null;
    return parent === null ? [] : [parent, ...ancestorsOf(parent)];
  };

  test('are some three thousand', () => {
    expect(all.length).toBeGreaterThan(3_000);
    expect(all.length).toBeLessThan(4_000);
  });

  test('lie in the range of each of their ancestors', () => {
    const outside = all.filter(({ code }) =>
      ancestorsOf(code).some((ancestor) => {
        const { from, to } = rangeOf(ancestor);
        return code < from || code > to;
      }),
    );
    expect(outside).toStrictEqual([]);
  });

  test('lie in the range of no other district', () => {
    const provinces = all.filter(({ level }) => level === 0);
    const cities = all.filter(({ level }) => level === 1);
    const foreign = [...provinces, ...cities].flatMap((above) => {
      const { from, to } = rangeOf(above.code);
      return all.filter(
        ({ code }) =>
          from <= code && code <= to && code !== above.code && !ancestorsOf(code).includes(above.code),
      );
    });
    expect(foreign).toStrictEqual([]);
  });

  test('belong to a child of each ancestor that is directly below it', () => {
    const wrong = all.filter(({ code }) =>
      ancestorsOf(code).some((ancestor) => districtOf(childUnder(ancestor, code))?.parent !== ancestor),
    );
    expect(wrong).toStrictEqual([]);
  });
});

describe('directly below a district', () => {
  test.each([
    // Six current districts and one that was dissolved. Acts recorded before that still name it.
    ['330600', 7],
    ['330603', 0],
    ['339999', 0],
  ])('%s stand %d', (code, count) => {
    expect(countBelow(code)).toBe(count);
  });

  test('the whole country stand the provinces', () => {
    expect(countBelow(nation)).toBeGreaterThanOrEqual(31);
  });
});
