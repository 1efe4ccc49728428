import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

/**
 * Lints texts as if they stood in files of the tree: the rules that a file's place gives it hold for them. A process
 * of its own, because the linter loads plugins in ways that a test runner's module loader does not know.
 */
// Without a graph that was made before, the rule of boundaries knows no projects.
await createProjectGraphAsync();

let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;

const eslint = new ESLint();
const found = [];
for (const { path, text } of JSON.parse(input)) {
  const [result] = await eslint.lintText(text, { filePath: path });
  found.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
// Plugins may print, too: what was found is the last line.
process.stdout.write(`\n${JSON.stringify(found)}`);
