import { activityRule, indexRule, kebabRule, nouns, repeatedNames } from './names.js';
import { linesMax, medianLinesMax, medianLinesOf, pardonRule, sizeRule } from './shape.js';
import { expectKept, planted, sourcesOf, tree } from './sources.js';

const lines = (number: number): string => '\n'.repeat(number);

export const describeShapes = (): void => {
  describe('a file is small', () => {
    it('in the whole tree, specs and tests too', () => {
      expectKept(sizeRule);
      expect(medianLinesOf(tree)).toBeLessThanOrEqual(medianLinesMax);
      expect(medianLinesOf(tree)).toBeGreaterThan(0);
    });

    it('or is named with its lines', () => {
      const files = {
        'schema/events/a.ts': lines(linesMax),
        'schema/events/b.ts': lines(linesMax + 1),
        'infra/sqlite/a.spec.ts': `${lines(linesMax)}// the last line has no end`,
        'test/dsl/a.ts': lines(linesMax + 1),
      };
      expect(planted(sizeRule, files)).toStrictEqual([
        'schema/events/b.ts: 301 lines; at most 300',
        'infra/sqlite/a.spec.ts: 301 lines; at most 300',
        'test/dsl/a.ts: 301 lines; at most 300',
      ]);
    });

    it('and of the product every second has a page at most', () => {
      const files = { 'infra/a.ts': lines(1), 'infra/b.ts': lines(81), 'infra/c.ts': lines(90) };
      const [noSpecs, noTests] = [{ 'infra/a.spec.ts': lines(1) }, { 'test/dsl/a.ts': lines(1) }];
      expect(medianLinesOf(sourcesOf({ ...files, ...noSpecs, ...noTests }))).toBe(81);
    });
  });

  describe('a file is named and kept as the others are', () => {
    it.each([
      ['kebab-case', kebabRule],
      ['no index', indexRule],
      ['no activity', activityRule],
      ['no pardons', pardonRule],
    ])('in the whole tree: %s', (_what, rule) => {
      expectKept(rule);
    });

    it('in the whole tree: each base name once', () => {
      expect(repeatedNames(tree)).toStrictEqual([]);
    });

    it('and each noun on “-ing” is the name of a file', () => {
      expect(nouns.filter((noun) => !tree.some(({ path }) => path.endsWith(`/${noun}.ts`)))).toStrictEqual(
        [],
      );
    });

    it('or is named', () => {
      const files = {
        'services/api/ActResolver.ts': '',
        'services/api/act_resolver.ts': '',
        'services/api/graphql/act.resolver.ts': '',
        'services/ledger/passbook/index.ts': '',
        'projections/totals/index.ts': '',
        'schema/events/gathering.ts': '',
        'services/ledger/engine/handling.ts': '',
        'services/ledger/engine/handling.model.spec.ts': '',
        'services/ledger/engine/event-handling.ts': '',
        'infra/a.ts':
          '// eslint-disable-next-line\nexport const x = 1 as unknown as string;\n// @ts-expect-error\n',
      };
      expect(planted(kebabRule, files)).toStrictEqual([
        'services/api/ActResolver.ts: is not named in kebab-case',
        'services/api/act_resolver.ts: is not named in kebab-case',
      ]);
      expect(planted(indexRule, files)).toStrictEqual([
        'services/ledger/passbook/index.ts: is an index: import each file by its own name',
        'projections/totals/index.ts: is an index: import each file by its own name',
      ]);
      expect(planted(activityRule, files)).toStrictEqual([
        'services/ledger/engine/handling.ts: “handling” names an activity: name what the file holds',
        'services/ledger/engine/handling.model.spec.ts: “handling” names an activity: name what the file holds',
      ]);
      expect(planted(pardonRule, files)).toStrictEqual([
        'infra/a.ts: has “eslint-disable-next-line”',
        'infra/a.ts: has “as unknown as”',
        'infra/a.ts: has “@ts-expect-error”',
      ]);
    });

    it('or is told with all who bear its name', () => {
      const paths = ['infra/sqlite/rows.ts', 'projections/totals/rows.ts', 'test/dsl/rows.ts'];
      const entries = ['services/api/main.ts', 'services/cli/main.ts', 'infra/sqlite/rows.spec.ts'];
      const files = Object.fromEntries([...paths, ...entries].map((path) => [path, '']));
      expect(repeatedNames(sourcesOf(files))).toStrictEqual([
        'rows.ts: infra/sqlite/rows.ts, projections/totals/rows.ts',
      ]);
    });
  });
};
