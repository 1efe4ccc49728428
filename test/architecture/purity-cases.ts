import { decoratorRule, purityRule } from './purity.js';
import { expectKept, planted, tree } from './sources.js';

const impure: readonly (readonly [text: string, what: string])[] = [
  ['const at = Date.now();', 'reads the clock (Date.now)'],
  ['const now = Date.now;', 'reads the clock (Date.now)'],
  ['const at = new Date();', 'reads the clock (new Date())'],
  ['const at = new Date;', 'reads the clock (new Date())'],
  ['const at = Date();', 'reads the clock (Date())'],
  ['const dice = Math.random();', 'rolls dice (Math.random)'],
  ['const { env } = process;', 'uses process'],
  ['const home = process.env.HOME;', 'uses process'],
  ['const id = crypto.randomUUID();', 'uses crypto'],
  ['const at = performance.now();', 'uses performance'],
  ['const at = globalThis.Date.now();', 'uses globalThis'],
  ['setTimeout(() => undefined, 1);', 'uses setTimeout'],
  ["console.log('x');", 'uses console'],
  ["const answer = () => fetch('http://x');", 'uses fetch'],
  ["const fs = require('fs');", 'uses require'],
];

export const describePurity = (): void => {
  describe('the core knows no clock, no chance and no process', () => {
    it('in the whole tree', () => {
      expectKept(purityRule);
    });

    it.each(impure)('or a file with “%s” is named', (text, what) => {
      const files = ['schema/catalogue/a.ts', 'services/ledger/acts/a.ts', 'projections/kernel/a.ts'];
      const breaches = planted(
        purityRule,
        Object.fromEntries(files.map((path) => [path, `export {};\n${text}\n`])),
      );
      expect(breaches).toStrictEqual(files.map((path) => `${path}: ${what}`));
      const elsewhere = {
        'infra/a.ts': text,
        'services/api/a.ts': text,
        'services/ledger/acts/a.spec.ts': text,
      };
      expect(planted(purityRule, elsewhere)).toStrictEqual([]);
    });

    it('and a moment that comes with the command is no clock', () => {
      const text =
        'type A = { process: string };\nexport const f = (a: A, at: number) => [a.process, new Date(at), { crypto: 1 }];\n' +
        '// Date.now(), Math.random()\nexport const sentence = "Date.now()";\n';
      expect(planted(purityRule, { 'services/ledger/kernel/a.ts': text })).toStrictEqual([]);
    });
  });

  describe('decorators stand in the API alone', () => {
    it('in the whole tree', () => {
      expectKept(decoratorRule);
      expect(
        tree.some(({ path, text }) => path.startsWith('services/api/') && text.includes('@Resolver(')),
      ).toBe(true);
    });

    it('or are named', () => {
      const text = `@Injectable()\nexport class A {\n  @field x = 1;\n  run(@Inject() b: number): number { return b; }\n}\n`;
      const files = { 'services/api/bus/a.ts': text, 'services/runtime/ledger/a.ts': text };
      expect(planted(decoratorRule, files)).toStrictEqual(
        ['Injectable()', 'field', 'Inject()'].map(
          (name) => `services/runtime/ledger/a.ts: decorates with ${name}`,
        ),
      );
    });
  });
};
