import { deadExports } from './exports.js';
import { sourcesOf, tree } from './sources.js';

export const describeExports = (): void => {
  describe('what a file offers is wanted', () => {
    it('in the whole tree', () => {
      expect(deadExports(tree)).toStrictEqual([]);
    });

    it('or is named', () => {
      const files = {
        'infra/sqlite/a.ts':
          'export const used = 1;\nexport const dead = 2;\nexport const { left, right } = pair;\n' +
          'export type Own = number;\nexport const own: Own = 5;\nexport class Gone {}\nexport function lost() {}\n',
        'infra/sqlite/b.ts': `import { used, left } from './a.js';\nimport * as a from './a.js';\nexport type { used, left };\nvoid a.own;\n`,
        'infra/sqlite/c.ts': 'const [dead, lost, right] = [1, 2, 3];\nvoid [dead, lost, right];\n',
      };
      expect(deadExports(sourcesOf(files))).toStrictEqual([
        'infra/sqlite/a.ts exports dead for nobody',
        'infra/sqlite/a.ts exports right for nobody',
        'infra/sqlite/a.ts exports Gone for nobody',
        'infra/sqlite/a.ts exports lost for nobody',
      ]);
    });
  });
};
