import { Clerk } from './support/clerk.js';
import { actQuery, viewsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import { actsReceived, Watcher } from './support/watcher.js';
import type { View } from './support/wire.js';

const ledger = sharedLedger();

const acts = (args: string): string =>
  `subscription { actsRecorded${args} { position act { id name district { code } } } }`;
const moved = 'subscription { viewsMoved { name position lag } }';

const visit = (district: string): Readonly<Record<string, unknown>> => ({
  ...{ kind: 'station-visit', on: '2024-03-01', headcount: 1 },
  district,
});

describe('whoever watches a district', () => {
  it(
    'is told of its acts as they are recorded, of those below it too and of no others, and can read each at once',
    async () => {
      const { url, client } = ledger();
      const clerk = new Clerk(client);
      const watcher = await Watcher.open(url);
      watcher.subscribe('city', { query: acts('(district: "330600")') });
      watcher.subscribe('land', { query: acts('') });
      await watcher.until(
        () => actsReceived(watcher.heard, 'city').length + actsReceived(watcher.heard, 'land').length === 2,
      );
      expect(actsReceived(watcher.heard, 'city')).toStrictEqual([
        { position: expect.stringMatching(/^\w{20}$/) as string, act: null },
      ]);
      const written: string[] = [];
      for (const district of ['330602', '330784', '330600', '330500']) {
        written.push((await clerk.act('recordAct', visit(district))).act.id);
      }
      const reported = (id: string): readonly unknown[] =>
        actsReceived(watcher.heard, id).flatMap(({ act }) => (act === null ? [] : [act.id]));
      await watcher.until(({ id }) => {
        return id === 'land' && reported('land').length === written.length;
      });
      expect(reported('land')).toStrictEqual(written);
      await watcher.until(() => reported('city').length === 2);
      expect(reported('city')).toStrictEqual([written[0], written[2]]);
      const [last] = actsReceived(watcher.heard, 'land').slice(-1);
      // The query gives no minimum position: an act that a subscription reported must already be in the view.
      expect((await client.ask(actQuery, { id: last?.act?.id })).act.act?.id).toBe(written.at(-1));
      watcher.cut();
    },
    patience,
  );

  it(
    'is told once of an act with a life cycle: when it is requested',
    async () => {
      const { url, client } = ledger();
      const clerk = new Clerk(client);
      const watcher = await Watcher.open(url);
      watcher.subscribe('acts', { query: acts('(district: "331100")') });
      await watcher.until(() => actsReceived(watcher.heard, 'acts').length === 1);
      const person = { membership: 'SUB-1', name: '周玲', sex: 'FEMALE' };
      const request = {
        kind: 'education-subsidy',
        on: '2024-03-01',
        district: '331121',
        amountFen: 10_000,
        person,
      };
      const { act } = await clerk.act('requestSubsidy', request);
      await clerk.act('approveSubsidy', { act: act.id, on: '2024-03-02' });
      await clerk.act('paySubsidy', { act: act.id, on: '2024-03-03' });
      const other = (await clerk.act('recordAct', visit('331121'))).act.id;
      await watcher.until(() => actsReceived(watcher.heard, 'acts').at(-1)?.act?.id === other);
      const reported = actsReceived(watcher.heard, 'acts').flatMap((each) => each.act ?? []);
      expect(reported.map(({ id }) => id)).toStrictEqual([act.id, other]);
      expect(reported[0]).toMatchObject({ name: null, district: { code: '331121' } });
      watcher.cut();
    },
    patience,
  );

  it(
    'hears nothing more once it has ended its subscription, and others go on',
    async () => {
      const { url, client } = ledger();
      const clerk = new Clerk(client);
      const watcher = await Watcher.open(url);
      watcher.subscribe('one', { query: acts('(district: "330300")') });
      watcher.subscribe('two', { query: acts('(district: "330300")') });
      await watcher.until(() => ['one', 'two'].every((id) => actsReceived(watcher.heard, id).length === 1));
      watcher.send({ type: 'complete', id: 'one' });
      for (let count = 0; count < 3; count += 1) await clerk.act('recordAct', visit('330302'));
      await watcher.until(() => actsReceived(watcher.heard, 'two').length === 4);
      expect(actsReceived(watcher.heard, 'one')).toHaveLength(1);
      watcher.cut();
    },
    patience,
  );
});

describe('whoever watches the views', () => {
  it(
    'is told at once how far they are, and again when they have moved',
    async () => {
      const { url, client } = ledger();
      const watcher = await Watcher.open(url);
      watcher.subscribe('views', { query: moved });
      const reported = (): readonly (readonly View[])[] =>
        watcher.heard.flatMap(({ type, payload }) =>
          type === 'next' ? [(payload as { data: { viewsMoved: readonly View[] } }).data.viewsMoved] : [],
        );
      await watcher.until(() => reported().length === 1);
      const { views } = await client.ask(viewsQuery);
      expect(reported()[0]?.map(({ name }) => name)).toStrictEqual(views.map(({ name }) => name));
      const { position } = await new Clerk(client).act('recordAct', visit('330602'));
      await watcher.until(
        () =>
          reported()
            .at(-1)
            ?.every((view) => view.position >= position && view.lag === 0) ?? false,
      );
      watcher.cut();
      expect(reported().length).toBeGreaterThan(1);
    },
    patience,
  );
});
