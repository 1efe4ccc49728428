import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * For each port: its folder in infra, whose subfolders are the engines, and the contract suite that must test every
 * engine.
 */
const ports = [
  ['event-log', 'describeEventLog'],
  ['documents', 'describeDocumentStore'],
  ['key-vault', 'describeKeyVault'],
  ['key-vault', 'describeVaultNotes'],
] as const;

/** Decorators of a port must meet its contract too. By suite and enrolled name: the file of the decorator. */
const decorators: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  describeEventLog: { upcasting: 'infra/event-log/upcasting-log.ts' },
  describeKeyVault: { layered: 'infra/dry-run/layered-vault.ts' },
};

const enginesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
};

/**
 * The names that the specs pass to a suite. Only calls at the start of a line count, so a call in a condition or a
 * comment does not.
 */
const enrolledIn = async (folder: string, suite: string): Promise<readonly string[]> => {
  const specs = (await readdir(folder)).filter((name) => name.endsWith('.spec.ts'));
  const texts = await Promise.all(specs.map((name) => readFile(join(folder, name), 'utf8')));
  const names = texts.flatMap((text) => [...text.matchAll(new RegExp(`^${suite}\\('([^']+)',`, 'gm'))]);
  return [...new Set(names.map(([, name]) => name ?? ''))].toSorted();
};

const root = join(import.meta.dirname, '../..');

describe('every engine is under the contract of its port', () => {
  it.each(ports)(
    'each folder of infra/%s, and each decorator of its port, is enrolled by %s',
    async (port, suite) => {
      const engines = await enginesIn(join(root, 'infra', port));
      const around = Object.entries(decorators[suite] ?? {});
      expect(await enrolledIn(import.meta.dirname, suite)).toStrictEqual(
        [...engines, ...around.map(([name]) => name)].toSorted(),
      );
      expect(engines).toContain('embedded');
      for (const [, file] of around) expect(existsSync(join(root, file))).toBe(true);
    },
  );

  it.each(ports)(
    'a planted engine of infra/%s that only seems to be enrolled by %s is found',
    async (port, suite) => {
      const folder = await mkdtemp(join(tmpdir(), 'ledger-enrolment-'));
      try {
        await mkdir(join(folder, port, 'embedded'), { recursive: true });
        await mkdir(join(folder, port, 'planted'));
        await writeFile(join(folder, port, 'not-an-engine.ts'), '');
        const spec = `${suite}('embedded', place);\n// ${suite}('planted', place);\nif (on)\n  ${suite}('planted', place);\n`;
        await writeFile(join(folder, 'planted.spec.ts'), spec);
        await writeFile(join(folder, 'not-a-spec.ts'), `${suite}('planted', place);\n`);
        expect(await enginesIn(join(folder, port))).toStrictEqual(['embedded', 'planted']);
        expect(await enrolledIn(folder, suite)).toStrictEqual(['embedded']);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  );
});
