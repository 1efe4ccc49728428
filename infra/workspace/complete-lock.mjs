// `npm ci` rejects a lock file that has no entry for an optional platform package (darwin, win32, musl …) of a
// dependency. npm omits such an entry if the registry that was used for writing the lock does not offer the package.
// This script adds the missing entries (version, os, cpu, libc; no integrity hash). `npm ci` then works with that
// registry, and other platforms still get their native binary. Run it after each `npm install` that changed the lock.
import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const P = lock.packages;
const OS = {
  darwin: 'darwin',
  win32: 'win32',
  linux: 'linux',
  freebsd: 'freebsd',
  android: 'android',
  openharmony: 'openharmony',
  sunos: 'sunos',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  aix: 'aix',
};
const CPU = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32', 'arm'];
let added = 0;
for (const [path, p] of Object.entries(P)) {
  for (const [name, spec] of Object.entries(p.optionalDependencies ?? {})) {
    let at = path,
      found = false;
    for (;;) {
      if (P[(at ? at + '/' : '') + 'node_modules/' + name]) {
        found = true;
        break;
      }
      if (!at) break;
      const i = at.lastIndexOf('/node_modules/');
      at = i < 0 ? '' : at.slice(0, i);
    }
    if (found || !/^\D?\d/.test(spec)) continue;
    const words = name.split('/').pop().split('-');
    const os = words.map((w) => OS[w]).find(Boolean);
    const cpu = CPU.find((c) =>
      words.some((w) => w === c || (c === 'arm' && w.startsWith('arm') && w !== 'arm64')),
    );
    if (!os && !cpu) {
      console.error(`skipped ${name}@${spec} (of ${path})`);
      continue;
    }
    const key = P['node_modules/' + name] ? `${path}/node_modules/${name}` : 'node_modules/' + name;
    P[key] = {
      version: spec.replace(/^[^\d]*/, ''),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(p.dev ? { dev: true } : {}),
      ...(words.includes('musl') ? { libc: ['musl'] } : words.includes('gnu') ? { libc: ['glibc'] } : {}),
      optional: true,
      ...(os ? { os: [os] } : {}),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
console.log(`added ${added} optional platform entries`);
