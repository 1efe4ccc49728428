import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readmeBlocks, readmes, readmeText, type Block } from '../support/readme-blocks.js';
import { projectFile } from '../support/sheet-files.js';
import { shortLived } from '../support/short-lived.js';
import { entries, startProcess } from './support/child.js';
import { withSample } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { environmentOf, type Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';
import { Watcher } from './support/watcher.js';

const stage = openStage();

/** The address in the READMEs. A test listens at another port. */
const addressInText = 'http://127.0.0.1:4000';

/** Instead of `npm run -s ledger --`, which builds first: the program that this script starts. */
const npm = [
  '#!/bin/sh',
  '[ "$1 $2 $3 $4" = "run -s ledger --" ] || { echo "npm $*: no command of the READMEs" >&2; exit 64; }',
  'shift 4',
  `exec "${process.execPath}" ${shortLived.join(' ')} "${entries.cli}" "$@"`,
  '',
].join('\n');

/** A failed request must fail the command. A report that is not ready yet is asked for again. */
const curlrc = [
  'fail',
  'silent',
  'show-error',
  'noproxy = "*"',
  'retry = 9',
  'retry-delay = 1',
  'retry-all-errors',
];

/** A folder that looks like the root of the repository to the commands, and may be written to. */
const workFolder = ({ root }: Place): string => {
  const folder = join(root, 'work');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  symlinkSync(projectFile('test'), join(folder, 'test'));
  writeFileSync(join(folder, 'bin', 'npm'), npm, { mode: 0o755 });
  writeFileSync(join(folder, '.curlrc'), `${curlrc.join('\n')}\n`);
  return folder;
};

type Shell = Readonly<{ place: Place; server: Server; folder: string }>;

/** The problems of a block of commands: its exit code, and refusals in the answers. */
const ranInShell = async ({ place, server, folder }: Shell, text: string): Promise<readonly string[]> => {
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  const env = environmentOf(place, { PATH: path, CURL_HOME: folder });
  const commands = text.replaceAll(addressInText, server.address);
  const shell = startProcess('bash', ['-euo', 'pipefail', '-c', commands], env, folder);
  const { code } = await shell.ended;
  const refused = /"errors":\[|"userErrors":\[\{.*/.exec(shell.stdout)?.[0];
  return [
    ...(code === 0 ? [] : [`exit code ${String(code)}: ${shell.stdout}${shell.stderr}`]),
    ...(refused === undefined ? [] : [refused]),
  ];
};

/** The problems of a GraphQL document: error codes, and refusals. */
const asked = async ({ client, url }: Server, query: string): Promise<readonly unknown[]> => {
  if (query.startsWith('subscription')) {
    const watcher = await Watcher.open(url);
    const codes = await watcher.codes({ query });
    watcher.cut();
    return codes;
  }
  const { text } = await client.post(JSON.stringify({ query }));
  return /"errors":\[.*|"userErrors":\[\{.*/.exec(text) ?? [];
};

const ran = async (shell: Shell, { language, text }: Block): Promise<readonly unknown[]> => {
  if (language === 'sh') return ranInShell(shell, text);
  return language === 'graphql' ? asked(shell.server, text) : [];
};

it(
  'every command and query of the READMEs is answered, and every address shows a page, on one started sample',
  async () => {
    expect(readFileSync(projectFile('package.json'), 'utf8')).toMatch(
      /"ledger": "node .*services\/cli\/dist\/main\.js"/,
    );
    const place = await withSample(stage);
    const server = await stage.serve(place);
    const shell = { place, server, folder: workFolder(place) };
    const problems: unknown[] = [];
    let blocks = 0;
    for (const document of readmes) {
      for (const block of readmeBlocks(document).filter(({ notRun }) => notRun === null)) {
        const found = await ran(shell, block);
        if (found.length > 0) problems.push({ document, text: block.text, found });
        blocks += 1;
      }
      for (const [, path = ''] of readmeText(document).matchAll(/<http:\/\/127\.0\.0\.1:4000([^>]*)>/g)) {
        const { status, headers } = await fetch(new URL(path, server.address));
        const type = headers.get('content-type');
        if (status !== 200 || type !== 'text/html; charset=utf-8')
          problems.push({ document, path, status, type });
      }
    }
    expect(problems).toStrictEqual([]);
    expect(blocks).toBeGreaterThan(9);
    await server.stop();
  },
  patience,
);
