import {
  deadLinks,
  drawingFaults,
  drawnIn,
  linksIn,
  missingPaths,
  missingPlaces,
  pathsIn,
  placesIn,
} from './documents.js';
import { filesIn, readText, tops } from './sources.js';

const files = tops.flatMap(filesIn);
const documents = [
  'README.md',
  ...tops.map((top) => `${top}/README.md`),
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];
const rooms = 'Folders and import rules';
const places = 'Where things live';

const drawing = (...lines: readonly string[]): string =>
  ['# A', `\n## ${rooms}\n`, 'Words first.\n', '```text', ...lines, '```', '\n## B\n'].join('\n');

export const describeDocuments = (): void => {
  describe('the drawing of the rooms is the tree', () => {
    it('in ARCHITECTURE.md', () => {
      const drawn = drawnIn(readText('ARCHITECTURE.md'), rooms);
      expect(drawingFaults(drawn, files)).toStrictEqual([]);
      expect(drawn.length).toBeGreaterThan(0);
    });

    it('or what differs is named, from either side', () => {
      const there = [
        ...['infra/sqlite/a.ts', 'infra/event-log/embedded/deep/b.ts', 'projections/views.ts'],
        ...['schema/graphql/c.graphql', 'schema/events/fixtures/d.json', 'test/bench/peers/e.ts'],
      ];
      const text = drawing(
        ...[
          'schema/',
          '  graphql/ events/  words about both',
          '    fixtures/',
          'infra/     what touches the world',
        ],
        ...['  event-log/', '    embedded/', '             more words about it', '  mongodb/'],
        ...['projections/', '  views.ts  lists them', '  pages.ts'],
      );
      expect(drawingFaults(drawnIn(text, rooms), there)).toStrictEqual([
        'schema/graphql/ events/fixtures is drawn, but not there',
        'infra/mongodb is drawn, but not there',
        'projections/pages.ts is drawn, but not there',
        'infra/sqlite is there, but not drawn',
        'test is there, but not drawn',
        'test/bench is there, but not drawn',
      ]);
    });

    it('and a drawing that cannot be read draws nothing', () => {
      expect(drawnIn(drawing('infra/', '     sqlite/', '      mongodb/'), rooms)).toStrictEqual(['infra']);
      expect(drawnIn('# A\n', rooms)).toStrictEqual([]);
    });
  });

  describe('links', () => {
    it('are read from where they stand, without pages of other sites', () => {
      const text = 'See [a](../b.md#c-d), [e](#f), [g](h/i.ts) and [j](https://example.org).';
      expect(linksIn('infra/README.md', text)).toStrictEqual([
        'b.md#c-d',
        'infra/README.md#f',
        'infra/h/i.ts',
      ]);
    });

    it('that lead nowhere are named', () => {
      const textOf = (): string => '## C, “d” and `e`\n';
      const links = ['b.md#c-d-and-e', 'b.md#lost', 'gone.md', 'infra', 'infra/a.ts'];
      expect(deadLinks(links, ['b.md', 'infra/a.ts'], textOf)).toStrictEqual(['b.md#lost', 'gone.md']);
    });
  });

  describe('the documents name paths that are there', () => {
    it('in the table of places', () => {
      const named = placesIn(readText('CONTRIBUTING.md'), places);
      expect(missingPlaces(named, files)).toStrictEqual([]);
      expect(named.length).toBeGreaterThan(0);
    });

    it.each(documents)('anywhere in %s', (name) => {
      expect(missingPaths(pathsIn(readText(name)), files)).toStrictEqual([]);
    });

    it.each(documents)('and by each link of %s, with its heading', (name) => {
      const all = [...files, ...documents, 'LICENSE'];
      expect(deadLinks(linksIn(name, readText(name)), all, readText)).toStrictEqual([]);
    });

    it('or are named', () => {
      const table = `\n## ${places}\n\n| what | where |\n| --- | --- |\n| \`a/b\` | \`infra/sqlite\`, \`gone\` and \`infra/lost/\`; \`npm run x\` |\n`;
      const there = ['infra/sqlite/a.ts', 'infra/sqlite/b/c.ts'];
      expect(placesIn(table, places)).toStrictEqual(['infra/sqlite', 'infra/gone', 'infra/lost']);
      expect(missingPlaces(placesIn(table, places), there)).toStrictEqual(['infra/gone', 'infra/lost']);
      const text =
        'See `infra/sqlite/a.ts`, `b/c.ts`, `infra/mongodb`, `d.ts`, `b/a.ts`, `npm test x.ts`, `log.db`.';
      expect(missingPaths(pathsIn(text), there)).toStrictEqual(['infra/mongodb', 'd.ts', 'b/a.ts']);
    });
  });
};
