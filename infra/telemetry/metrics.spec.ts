import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openMetrics } from './metrics.js';

/** The prefixes of metric names that `services/README.md` lists where it describes `GET /metrics`. */
const namedInReadme = (): readonly string[] => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'services', 'README.md'), 'utf8');
  const reported = /`GET \/metrics`[^]*?\n- /.exec(readme)?.[0] ?? '';
  return [...reported.matchAll(/`(\w+_)`/g)].map(([, prefix = '']) => prefix);
};

describe('the names of metrics', () => {
  it('begin as the README says, and with every beginning that it tells', () => {
    const names = openMetrics()
      .registry.getMetricsAsArray()
      .map(({ name }) => name);
    const beginnings = new Set(names.map((name) => name.slice(0, name.indexOf('_') + 1)));
    expect([...beginnings].toSorted()).toStrictEqual([...namedInReadme()].toSorted());
  });
});
