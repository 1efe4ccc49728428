import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { apiSchema } from '@ledger/test/support/api-schema.js';
import { blocksIn, readmeBlocks, readmes, type Block } from '@ledger/test/support/readme-blocks.js';
import { projectFile } from '@ledger/test/support/sheet-files.js';
import { parse, validate } from 'graphql';

const blocks = readmes.flatMap(readmeBlocks);
const schema = apiSchema();

const ofLanguage = (language: string): readonly Block[] =>
  blocks.filter((block) => block.language === language);

/** The files that the paragraph before a block links to. */
const filesBefore = ({ document, before }: Block): readonly string[] =>
  [...before.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => posix.join(posix.dirname(document), path));

/** What can be wrong with a block that no test runs: only npm scripts of this project may be in it. */
const scriptsIn = ({ text }: Block): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) =>
      [...(line.split(' #')[0] ?? '').matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, script = '']) => script),
    );

describe('the fenced blocks of the READMEs', () => {
  it('are read with their language, their mark, and the paragraph before', () => {
    const text = 'A\nb:\n\n```sh not-run: too long\nx\n```\n\nC:\n\n```graphql\n{ a }\n```\n';
    expect(blocksIn('a.md', text)).toStrictEqual([
      { document: 'a.md', language: 'sh', notRun: 'too long', text: 'x\n', before: 'A\nb:' },
      { document: 'a.md', language: 'graphql', notRun: null, text: '{ a }\n', before: 'C:' },
    ]);
  });

  it('are none of a language that no test runs', () => {
    expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toStrictEqual([
      ...['graphql', 'json', 'sh'],
    ]);
  });

  it.each(ofLanguage('graphql'))('are operations of the API: $text', ({ text }) => {
    expect(validate(schema, parse(text))).toStrictEqual([]);
  });

  it.each(ofLanguage('json'))('are the file that the paragraph before links to: $before', (block) => {
    const [file = ''] = filesBefore(block);
    expect(block.text).toBe(readFileSync(projectFile(file), 'utf8'));
  });

  it('that are not run start or test the ledger by scripts that exist', () => {
    // Unchecked cast: npm reads the same file.
    const { scripts } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as Readonly<{
      scripts: Readonly<Record<string, string>>;
    }>;
    const marked = blocks.filter(({ notRun }) => notRun !== null);
    expect(marked.map(({ document, notRun }) => `${document}: ${notRun ?? ''}`)).toStrictEqual([
      'README.md: installs, starts and tests',
      'README.md: starts a second ledger',
    ]);
    const used = marked.flatMap(scriptsIn);
    expect(used.filter((script) => script !== 'ci' && !(script in scripts))).toStrictEqual([]);
    expect(used).toStrictEqual(['ci', 'start', 'test', 'start']);
  });
});
