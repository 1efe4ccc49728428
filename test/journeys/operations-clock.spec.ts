import { join } from 'node:path';
import { putPlan, underPlan } from '../faults/plan.js';
import { Clerk, newKey, type Input } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { actMutation, totalsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();
const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];

const planFile = ({ root }: Place): string => join(root, 'faults.json');

/** Sets the clock of all processes of a place to a time in ms since 1970. */
const setClock = (place: Place, to: number): void => {
  putPlan(planFile(place), { clockMs: to - Date.now() });
};

const serve = async (place: Place, more = {}): Promise<Readonly<{ server: Server; clerk: Clerk }>> => {
  const server = await stage.serve(place, { ...underPlan(planFile(place)), ...more });
  return { server, clerk: new Clerk(server.client) };
};

const visit = (): Input => ({
  idempotencyKey: newKey(),
  ...{ kind: 'station-visit', on: '2024-03-01', district: '330784', headcount: 1 },
});

/** Counts acts in a report that includes only recordings up to the end of the given month. */
const recordedTo = async (server: Server, month: string, atLeast: string): Promise<number> => {
  const asking = { from: '2024-01', to: '2024-12', by: 'NONE', recordedTo: month, atLeast };
  return (await server.client.ask(totalsQuery, asking)).totals.rows[0]?.acts ?? 0;
};

/** 00:30 on 1 April 2031 in Shanghai (UTC+8): the month that is over, the month that has begun, and the time in ms. */
const [before, month, midnight] = ['2031-03', '2031-04', Date.parse('2031-03-31T16:30:00.000Z')];

describe('a clock that steps back', () => {
  it(
    'over the end of a month records nothing in the month that is over, now or after a restart',
    async () => {
      const place = await withOneAct(stage);
      setClock(place, midnight);
      const { server, clerk } = await serve(place);
      const first = (await clerk.act('recordAct', visit())).act;
      setClock(place, midnight - hourMs);
      const { act: second, position } = await clerk.act('recordAct', visit());
      expect(Date.parse(first.recordedAt)).toBeGreaterThanOrEqual(midnight);
      expect(second.recordedAt).toBe(first.recordedAt);
      expect(server.process.stderr).toMatch(
        /^the clock has stepped back to 2031-03-31T15:3\S+: until it has passed 2031-03-31T16:3\S+ again, events are recorded with that time$/m,
      );
      await server.stop();

      const again = await serve(place);
      const { act: third, position: last } = await again.clerk.act('recordAct', visit());
      expect(third.recordedAt).toBe(first.recordedAt);
      expect(await recordedTo(again.server, before, last)).toBe(1);
      expect(await recordedTo(again.server, month, last)).toBe(4);
      setClock(place, midnight + minuteMs * 10);
      const { act: fourth } = await again.clerk.act('recordAct', visit());
      expect(Date.parse(fourth.recordedAt)).toBeGreaterThanOrEqual(midnight + minuteMs * 10);
      expect(position < last).toBe(true);
      await again.server.stop();
    },
    patience,
  );

  it(
    'by weeks lets nothing be recorded until it is set right, or trusted; reading goes on',
    async () => {
      const place = await withOneAct(stage);
      setClock(place, midnight);
      const { server, clerk } = await serve(place);
      const { position } = await clerk.act('recordAct', visit());
      setClock(place, midnight - 30 * dayMs);
      const input = visit();
      const [error] = await server.client.fail(actMutation('recordAct'), { input });
      expect(error?.extensions).toStrictEqual({ code: 'CLOCK_BEHIND' });
      expect(error?.message).toMatch(
        /^the clock says 2031-03-01T16:3\S+, but the last event was recorded at 2031-03-31T16:3/,
      );
      expect(await recordedTo(server, month, position)).toBe(2);
      setClock(place, midnight + minuteMs);
      const written = await clerk.act('recordAct', input);
      await server.stop();

      setClock(place, midnight - 30 * dayMs);
      const trusting = await serve(place, { LEDGER_TRUST_CLOCK: 'yes' });
      const { act } = await trusting.clerk.act('recordAct', visit());
      expect(act.recordedAt).toMatch(/^2031-03-01T16:/);
      expect(await trusting.clerk.act('recordAct', input)).toStrictEqual(written);
      await trusting.server.stop();
    },
    patience,
  );
});
