import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { views } from '@ledger/projections/views.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage } from './support/stage.js';

const stage = openStage();

type Span = Readonly<{
  id: number;
  parent: number | null;
  name: string;
  attributes: Readonly<Record<string, unknown>>;
  status: Readonly<{ code: number }> | null;
}>;

/**
 * Source code of a minimal OpenTelemetry SDK, preloaded as a user would preload a real one to get traces. It writes the
 * spans of its process to a file.
 */
const sdk = (folder: string): string => {
  const api = pathToFileURL(createRequire(import.meta.url).resolve('@opentelemetry/api')).href;
  return `
import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import api from ${JSON.stringify(api)};
const contexts = new AsyncLocalStorage();
let next = 1;
class Span {
  constructor(name, attributes, parent) {
    Object.assign(this, { id: next++, name, attributes: { ...attributes }, parent: parent?.id ?? null, status: null });
  }
  spanContext() { return { traceId: '0'.repeat(31) + '1', spanId: String(this.id).padStart(16, '0'), traceFlags: 1 }; }
  setAttribute(key, value) { this.attributes[key] = value; return this; }
  setAttributes(more) { Object.assign(this.attributes, more); return this; }
  setStatus(status) { this.status = status; return this; }
  updateName(name) { this.name = name; return this; }
  isRecording() { return true; }
  end() { appendFileSync(${JSON.stringify(folder)} + '/spans-' + process.pid + '.jsonl', JSON.stringify(this) + '\\n'); }
}
api.context.setGlobalContextManager({
  active: () => contexts.getStore() ?? api.ROOT_CONTEXT,
  with: (context, run, self, ...args) => contexts.run(context, () => run.apply(self, args)),
  bind: (_context, target) => target,
  enable() { return this; },
  disable() { return this; },
});
const tracer = {
  startSpan: (name, options = {}, context = api.context.active()) =>
    new Span(name, options.attributes, api.trace.getSpan(context)),
  startActiveSpan(name, options, run) {
    const [given, act] = typeof options === 'function' ? [{}, options] : [options, run];
    const span = this.startSpan(name, given);
    return api.context.with(api.trace.setSpan(api.context.active(), span), () => act(span));
  },
};
api.trace.setGlobalTracerProvider({ getTracer: () => tracer });
`;
};

const spansIn = (folder: string): readonly (readonly Span[])[] =>
  readdirSync(folder)
    .filter((file) => file.startsWith('spans-'))
    .map((file) =>
      readFileSync(join(folder, file), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Span),
    );

const preloaded = (place: Place): Readonly<Record<string, string>> => {
  const file = join(place.root, 'sdk.mjs');
  writeFileSync(file, sdk(place.root));
  return { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
};

describe('a ledger with an SDK of OpenTelemetry', () => {
  it(
    'traces a request down to the append that it caused, and every fold of its projector, with nothing of any person',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place, preloaded(place));
      const clerk = new Clerk(server.client);
      const person = { membership: 'Xyzzy', name: '王Xyzzy' };
      const refused = await clerk.tryAct('recordAct', {
        kind: 'Xyzzy',
        on: '2023-06-01',
        district: '330602',
        person,
      });
      expect(refused.userErrors).toHaveLength(1);
      await clerk.worker('registerWorker', person);
      const { position } = await clerk.act('recordAct', {
        ...{ kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3, note: 'Xyzzy' },
      });
      await clerk.totals({ from: '2023-06', to: '2023-06', atLeast: position });
      await server.client.codes({ query: 'query Broken { acts(after: "Xyzzy") { view { lag } } }' });
      await server.stop();
      const processes = spansIn(place.root);
      expect(JSON.stringify(processes)).not.toMatch(/Xyzzy|王/);
      const owner = processes.find((spans) => spans.some(({ name }) => name === 'mutation')) ?? [];
      const parentOf = ({ parent }: Span): Span | undefined => owner.find(({ id }) => id === parent);
      const appends = owner.filter(({ name }) => name === 'ledger.append');
      expect(appends.length).toBeGreaterThan(1);
      for (const append of appends) {
        const command = parentOf(append);
        expect(command?.name).toMatch(/^ledger\.command (record|register)$/);
        const request = command === undefined ? undefined : parentOf(command);
        expect([request?.name, request?.parent]).toStrictEqual(['mutation', null]);
        expect(append.attributes['ledger.events']).toBeGreaterThan(0);
      }
      const broken = owner.find(({ name }) => name === 'query Broken');
      expect(broken?.attributes).toStrictEqual({
        'http.response.status_code': 200,
        'ledger.codes': ['BAD_CURSOR'],
      });
      const folds = processes.flat().filter(({ name }) => name.startsWith('ledger.fold '));
      // One fold span for each view, and one for the digests.
      expect(new Set(folds.map(({ name }) => name)).size).toBe(views.length + 1);
      expect(owner.filter(({ name }) => name.startsWith('ledger.fold '))).toStrictEqual([]);
    },
    patience,
  );
});
