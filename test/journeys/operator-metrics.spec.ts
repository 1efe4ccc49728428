import { refusals } from '@ledger/ledger/kernel/refusals.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { valuesOf } from '../architecture/schema.js';
import { Clerk } from './support/clerk.js';
import { figuresAt, type Figure } from './support/figures.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';
import { Watcher } from './support/watcher.js';

const stage = openStage();

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };

/** The values of one metric, by its label values (joined by a space). */
const of = (figures: readonly Figure[], name: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    figures
      .filter((figure) => figure.name === name)
      .map(({ labels, value }) => [Object.values(labels).join(' '), value]),
  );

describe('the figures at /metrics', () => {
  it(
    'count what was done and what was refused, each by its code',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      const { position } = await clerk.act('recordAct', visit);
      await clerk.act('recordAct', { ...visit, idempotencyKey: 'twice' });
      await clerk.act('recordAct', { ...visit, idempotencyKey: 'twice' });
      await clerk.refusal('recordAct', { ...visit, idempotencyKey: 'twice', headcount: 4 });
      await clerk.refusal('reverseAct', { act: 'gathering-x.0', reason: 'none' });
      await clerk.worker('registerWorker', { membership: 'M-1', name: '王' });
      await clerk.totals({ from: '2023-06', to: '2023-06', atLeast: position });
      await server.client.codes({ query: '{ horoscope }' });
      await server.client.post('{"query"');
      const watcher = await Watcher.open(server.url);
      expect(await watcher.codes({ query: 'subscription { viewsMoved { name } }' }, 'kept')).toStrictEqual(
        [],
      );
      expect(await watcher.codes({ query: 'subscription { horoscope }' })).toHaveLength(1);
      const events = await clerk.events();
      const figures = await figuresAt(server);
      expect(of(figures, 'ledger_commands_total')).toStrictEqual({
        'record recorded': 2,
        'record repeated': 1,
        'record refused': 1,
        'amend refused': 1,
        'register recorded': 1,
      });
      expect(of(figures, 'ledger_refusals_total')).toStrictEqual({ COMMAND_ID_REUSED: 1, UNKNOWN_ACT: 1 });
      expect(of(figures, 'ledger_request_errors_total')).toStrictEqual({
        GRAPHQL_VALIDATION_FAILED: 2,
        MALFORMED_JSON: 1,
      });
      expect(of(figures, 'ledger_log_events')).toStrictEqual({ '': events });
      expect(of(figures, 'ledger_subscriptions_open')).toStrictEqual({ '': 1 });
      // The first sheet was imported by a command before the server started. This process appended only the events
      // after that.
      const appended = of(figures, 'ledger_events_appended_total')[''] ?? 0;
      expect(of(figures, 'ledger_append_batch_events_sum')['']).toBe(appended);
      expect(of(figures, 'ledger_appends_total')['appended']).toBeGreaterThan(0);
      expect(appended).toBeLessThan(events);
      const counts = of(figures, 'ledger_request_seconds_count');
      expect(counts['graphql mutation 2xx']).toBe(6);
      expect(counts['graphql none 4xx']).toBe(1);
      for (const view of ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports', 'digests']) {
        expect(of(figures, 'ledger_projection_events_total')[view]).toBe(appended);
      }
      expect(Object.keys(of(figures, 'ledger_view_lag_events'))).toHaveLength(6);
      expect(of(figures, 'ledger_projector_resident_memory_bytes')['']).toBeGreaterThan(0);
      expect(of(figures, 'process_resident_memory_bytes')['']).toBeGreaterThan(0);
      watcher.cut();
      await server.stop();
    },
    patience,
  );

  it(
    'have as many rows as there are kinds and codes, whatever a client makes up',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const madeUp = async (each: string): Promise<void> => {
        await server.client.codes(
          { query: `query Q${each} { views { name } f${each} }`, operationName: `Q${each}` },
          { 'x-ledger-role': each, 'x-correlation-id': each, 'x-ledger-actor': each },
        );
        await new Clerk(server.client).tryAct('recordAct', {
          ...visit,
          kind: `kind-${each}`,
          district: each,
        });
        await fetch(`${server.address}/${each}?${each}=${each}`);
        await fetch(`${server.address}/graphql?query=${each}`);
      };
      await madeUp('a');
      // The metrics of garbage collection appear with the first collection of each kind, at an unpredictable time. They
      // are left out.
      const lasting = async (): Promise<readonly Figure[]> =>
        (await figuresAt(server)).filter(({ name }) => !name.startsWith('nodejs_gc_'));
      // The first scrape creates metrics itself, because reading /metrics is also a request.
      await lasting();
      const before = (await lasting()).length;
      for (let each = 0; each < 20; each += 1) await madeUp(`x${String(each)}`);
      const figures = await lasting();
      expect(figures).toHaveLength(before);
      const sdl = readFileSync(join(workspaceRoot(), 'schema', 'graphql', 'errors.graphql'), 'utf8');
      const codes = [...Object.keys(refusals), ...valuesOf(sdl, 'ErrorCode')];
      for (const { labels } of figures) {
        const { code } = labels;
        if (code !== undefined) expect(codes).toContain(code);
      }
      await server.stop();
    },
    patience,
  );
});
