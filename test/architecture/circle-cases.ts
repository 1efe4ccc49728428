import { arrowsIn, circlesIn, fileGraph, roomGraph } from './circles.js';
import { importing, sourcesOf, tree } from './sources.js';

export const describeCircles = (): void => {
  describe('no file knows itself by way of others', () => {
    it('in the whole tree, types and tests too', () => {
      const graph = fileGraph(tree);
      expect(circlesIn(graph)).toStrictEqual([]);
      expect(arrowsIn(graph)).toBeGreaterThan(tree.length);
    });

    it('or the circle is told', () => {
      const files = {
        'infra/sqlite/a.ts': importing('./b.js'),
        'infra/sqlite/b.ts': `import type { X } from './c.js';\nexport type Y = X;\n`,
        'infra/sqlite/c.ts': `export const x = () => import('./b.js');\n`,
        'infra/sqlite/d.ts': importing('./c.js'),
        'test/dsl/e.ts': importing('./e.js'),
      };
      expect(circlesIn(fileGraph(sourcesOf(files)))).toStrictEqual([
        ['infra/sqlite/b.ts', 'infra/sqlite/c.ts', 'infra/sqlite/b.ts'],
        ['test/dsl/e.ts', 'test/dsl/e.ts'],
      ]);
    });

    it('but what two know by different ways is no circle', () => {
      const files = {
        'infra/sqlite/a.ts': `${importing('./b.js')}${importing('./c.js')}`,
        'infra/sqlite/b.ts': importing('./d.js'),
        'infra/sqlite/c.ts': importing('./d.js'),
        'infra/sqlite/d.ts': 'export const x = 1;\n',
      };
      expect(circlesIn(fileGraph(sourcesOf(files)))).toStrictEqual([]);
    });
  });

  describe('no room knows itself by way of others', () => {
    it('in the whole product', () => {
      const graph = roomGraph(tree);
      expect(circlesIn(graph)).toStrictEqual([]);
      expect(arrowsIn(graph)).toBeGreaterThan(graph.size);
    });

    it('or the circle is told, though no file is in one', () => {
      const files = {
        'services/ledger/acts/a.ts': importing('../engine/b.js'),
        'services/ledger/engine/b.ts': 'export const x = 1;\n',
        'services/ledger/engine/c.ts': importing('../acts/d.js'),
        'services/ledger/acts/d.ts': 'export const x = 1;\n',
      };
      expect(circlesIn(fileGraph(sourcesOf(files)))).toStrictEqual([]);
      expect(circlesIn(roomGraph(sourcesOf(files)))).toStrictEqual([
        ['services/ledger/acts', 'services/ledger/engine', 'services/ledger/acts'],
      ]);
    });
  });
};
