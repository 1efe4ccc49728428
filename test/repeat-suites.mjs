import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `npm test` many times in a row, the second half beside programs that keep every core busy: what fails once in a
 * while, or under load, fails here. `node test/repeat-suites.mjs [times] [args of jest …]`; what a run said is kept in
 * dist/repeated.
 */
const [times = '10', ...args] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const kept = join(root, 'dist', 'repeated');
mkdirSync(kept, { recursive: true });

const busy = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });

/** How many tests failed, and how many passed, by what jest wrote; a run that wrote nothing has failed. */
const countsIn = (file) => {
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
  } catch {
    return { passed: 0, failed: 1 };
  }
};

const runOnce = (run, isBeside) => {
  const neighbours = isBeside ? Array.from({ length: availableParallelism() }, busy) : [];
  const file = join(kept, `${run}.json`);
  const begun = Date.now();
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['test', '--', '--json', `--outputFile=${file}`, ...args],
    { cwd: root, encoding: 'utf8', maxBuffer: 1e9 },
  );
  for (const each of neighbours) each.kill('SIGKILL');
  writeFileSync(join(kept, `${run}.log`), stdout + stderr);
  const { passed, failed } = countsIn(file);
  const where = isBeside ? 'beside busy cores' : 'alone';
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`run ${run}, ${where}: ${seconds} s, ${passed} passed, ${failed} failed`);
  return status === 0 && failed === 0;
};

let green = 0;
for (let run = 1; run <= Number(times); run += 1) if (runOnce(run, run > Number(times) / 2)) green += 1;
console.log(`${green} of ${times} runs are green`);
process.exitCode = green === Number(times) ? 0 : 1;
