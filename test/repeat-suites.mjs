import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * Runs `npm test` many times to find tests that fail only sometimes. In the second half of the runs, other processes
 * keep every core busy, to find tests that fail under load. Usage: `node test/repeat-suites.mjs [times] [args of jest
 * …]`. The output of each run is stored in dist/repeated.
 */
const [times = '10', ...args] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const kept = join(root, 'dist', 'repeated');
mkdirSync(kept, { recursive: true });

const busy = () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });

/**
 * The numbers of passed and failed tests from jest's JSON output. If there is no readable output, the run counts as
 * failed.
 */
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
