import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

/**
 * Lints texts as if they were files at the given paths, so that the rules for those paths apply. It is a separate
 * process because the linter loads plugins in ways that the module loader of the test runner does not support.
 */
// Without a project graph, the rule about module boundaries knows no projects and reports nothing.
await createProjectGraphAsync();

let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;

const eslint = new ESLint();
const found = [];
for (const { path, text } of JSON.parse(input)) {
  const [result] = await eslint.lintText(text, { filePath: path });
  found.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
// Plugins may also print to stdout, so the result is always on the last line.
process.stdout.write(`\n${JSON.stringify(found)}`);
