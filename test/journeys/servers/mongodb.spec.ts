import { acts } from '@ledger/projections/acts/acts-projection.js';
import { entries } from '@ledger/projections/entries/entries-projection.js';
import { buildName, readName } from '@ledger/projections/kernel/projection.js';
import { totals } from '@ledger/projections/totals/totals-projection.js';
import { readDatabase, replaceDatabase } from '../../doubles/mongodb/database-copy.js';
import { mongoOperator } from '../../doubles/mongodb/operator.js';
import { startWireProxy, type ProxyOptions, type WireProxy } from '../../doubles/mongodb/wire-proxy.js';
import { goodSheet } from '../support/bad-sheets.js';
import { caughtUp, Clerk } from '../support/clerk.js';
import { patience } from '../support/patience.js';
import type { Environment, Place } from '../support/place.js';
import { expectRefused } from '../support/refused.js';
import { openStage } from '../support/stage.js';
import { asked } from '../support/json-output.js';

/** A ledger on a MongoDB server that fails and then recovers. */

const stage = openStage();
const proxies: WireProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

/**
 * Starts a proxy between the ledger and its MongoDB server. Returns the proxy and the setting that makes a ledger use
 * it.
 */
const proxied = async (
  { servers }: Place,
  options: ProxyOptions = {},
): Promise<Readonly<{ proxy: WireProxy; more: Environment }>> => {
  const proxy = await startWireProxy(servers.MONGODB_URL, options);
  proxies.push(proxy);
  return { proxy, more: { MONGODB_URL: proxy.url } };
};

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
const check = { kind: 'health-check', on: '2023-03-08', district: '330603', headcount: 1 };
const june = { from: '2023-06', to: '2023-06' };

const small = async (): Promise<Place> => {
  const place = stage.place();
  await asked(stage, place, 'import', goodSheet(place.root));
  return place;
};

const viewsOf = ({ servers }: Place): ReturnType<typeof mongoOperator> =>
  mongoOperator(servers.MONGODB_URL, `${servers.LEDGER_NAME}_views`);

const withOptions = (url: string, options: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${options}`;

describe('a ledger does not start on a MongoDB', () => {
  it(
    'where nobody listens, and says so without its password',
    async () => {
      const url = 'mongodb://clerk:secret@127.0.0.1:1/';
      const sentence =
        /^the MongoDB at 127\.0\.0\.1:1: it does not answer: start it, or correct MONGODB_URL \((?!.*secret).*\)$/;
      await expectRefused(stage, stage.place(), { MONGODB_URL: url }, sentence);
      const reported = await stage.ledgerIn(await small(), { MONGODB_URL: url }, 'status');
      expect([reported.code, reported.stdout]).toStrictEqual([2, '']);
      expect(reported.stderr.trimEnd()).toMatch(sentence);
    },
    patience,
  );

  it(
    'that refuses its password',
    async () => {
      const place = stage.place();
      const url = place.servers.MONGODB_URL.replace('//', '//clerk:secret@');
      await expectRefused(
        stage,
        place,
        { MONGODB_URL: url },
        /it refuses the user or the password: correct them in MONGODB_URL \((?![^]*secret)/,
      );
    },
    patience,
  );

  it(
    'that does not speak TLS, asked with it',
    async () => {
      const place = stage.place();
      const url = withOptions(place.servers.MONGODB_URL, 'tls=true');
      await expectRefused(stage, place, { MONGODB_URL: url }, /correct (tls|MONGODB_URL)/);
    },
    patience,
  );

  it(
    'of another version',
    async () => {
      const place = stage.place();
      const { more } = await proxied(place, { wireVersion: 6 });
      await expectRefused(
        stage,
        place,
        more,
        /its version is too old: the ledger needs MongoDB 5\.0 or later/,
      );
    },
    patience,
  );

  it(
    'where an index of its name has other fields',
    async () => {
      const place = await small();
      const views = viewsOf(place);
      const [name = ''] = (await views.indexes(`c_${readName(acts)}`)).filter((each) => each !== '_id_');
      await views.dropIndex(`c_${readName(acts)}`, name);
      await views.makeIndex(`c_${readName(acts)}`, name, 'something');
      await expectRefused(stage, place, {}, /an index of that name has other (fields|options): drop it/);
      await views.dropIndex(`c_${readName(acts)}`, name);
      const server = await stage.serve(place);
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'whose vault belongs to a log that is not there',
    async () => {
      const [place, other] = [await small(), stage.place()];
      // Same databases and same master key, but another log: an embedded one.
      const { LEDGER_NAME } = place.servers;
      const more = { LEDGER_MASTER_KEY_FILE: place.masterKey, LEDGER_NAME, EVENTSTORE_URL: '' };
      expect(LEDGER_NAME).not.toBe(other.servers.LEDGER_NAME);
      await expectRefused(
        stage,
        other,
        more,
        /^the log \S+log\.db is missing, and the key vault .* belongs to one/,
      );
    },
    patience,
  );

  it(
    'whose views were folded from another log',
    async () => {
      const [place, other] = [await small(), await small()];
      const url = place.servers.MONGODB_URL;
      const views = await readDatabase(url, `${other.servers.LEDGER_NAME}_views`);
      await replaceDatabase(url, `${place.servers.LEDGER_NAME}_views`, views);
      await expectRefused(
        stage,
        place,
        {},
        /^view \w+ was folded from another log; remove the views' database and start again$/,
      );
    },
    patience,
  );
});

describe('a ledger that runs on a MongoDB', () => {
  it(
    'makes an index again that somebody has dropped',
    async () => {
      const place = await small();
      const views = viewsOf(place);
      const before = await views.indexes(`c_${readName(acts)}`);
      const [name = ''] = before.filter((each) => each !== '_id_');
      await views.dropIndex(`c_${readName(acts)}`, name);
      const server = await stage.serve(place);
      await server.stop();
      expect(await views.indexes(`c_${readName(acts)}`)).toStrictEqual(before);
    },
    patience,
  );

  it(
    'has a view rebuilt while its owner serves: compared, switched, gone back and dropped',
    async () => {
      const place = await small();
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      const views = viewsOf(place);
      const builds = async () => (await views.collections()).filter((name) => name.startsWith('c_totals_'));
      const acts = async () => (await clerk.totals(june)).rows.map((row) => row.acts);
      const before = await builds();
      expect(await asked(stage, place, 'rebuild', 'totals')).toMatchObject({
        ok: true,
        build: 2,
        switched: true,
        comparison: { differences: 0, named: [] },
      });
      await clerk.act('recordAct', visit);
      await caughtUp(clerk);
      expect(await acts()).toStrictEqual([1]);
      expect(await asked(stage, place, 'rebuild', 'totals', '--back')).toMatchObject({ build: 1 });
      expect(await acts()).toStrictEqual([1]);
      expect(await builds()).toEqual(expect.arrayContaining([...before, `c_${buildName(totals, 2)}`]));
      expect(await asked(stage, place, 'rebuild', 'totals', '--drop')).toMatchObject({ builds: [2] });
      expect(await builds()).toStrictEqual(before);
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'says so while no node takes writes, loses nothing, and goes on by itself',
    async () => {
      const place = await small();
      const { proxy, more } = await proxied(place);
      const server = await stage.serve(place, more);
      const clerk = new Clerk(server.client);
      proxy.refuse('insert', 'update', 'delete');
      const person = { membership: 'RO-0001', sex: 'FEMALE' };
      await expect(clerk.act('recordAct', { ...check, person })).rejects.toThrow(
        /it takes no writes now.*LEDGER_UNAVAILABLE/,
      );
      // An act about nobody needs no new data key, so it is recorded. The views fold it later.
      const { position } = await clerk.act('recordAct', visit);
      await server.process.says(/the projector ended \(.*it takes no writes now/, 'stderr');
      proxy.refuse();
      await server.process.says(/the projector follows the log again/, 'stderr');
      await caughtUp(clerk);
      expect((await clerk.totals({ ...june, atLeast: position })).rows.map(({ acts }) => acts)).toStrictEqual(
        [1],
      );
      await clerk.act('recordAct', { ...check, person });
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'says so while its server is away, loses nothing, and goes on by itself',
    async () => {
      const place = await small();
      const { proxy, more } = await proxied(place);
      const server = await stage.serve(place, more);
      const clerk = new Clerk(server.client);
      const port = Number(new URL(proxy.url).port);
      await proxy.close();
      proxies.length = 0;
      const { position } = await clerk.act('recordAct', visit);
      const [error] = await clerk.client.fail({ text: '{ views { name } }' });
      expect(error?.extensions['code']).toBe('LEDGER_UNAVAILABLE');
      expect(error?.message).toMatch(/it does not answer: start it, or correct MONGODB_URL/);
      await server.process.says(/the projector ended \(.*it does not answer/, 'stderr');
      await proxied(place, { port });
      await server.process.says(/the projector follows the log again/, 'stderr');
      await caughtUp(clerk);
      expect((await clerk.totals({ ...june, atLeast: position })).rows.map(({ acts }) => acts)).toStrictEqual(
        [1],
      );
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  it(
    'is told by verify of a document that was changed by hand, and folds it anew on request',
    async () => {
      const place = await small();
      const key = await viewsOf(place).change(`c_${readName(entries)}`, 'doc', '{"act":"nobody"}');
      const reported = await stage.ledger(place, 'verify');
      expect(reported.code).toBe(1);
      expect(reported.stdout).toContain(`${key}: other content than in a fresh fold`);
      expect(reported.stdout).toContain('“ledger rebuild entries” folds anew what differs');
      const rebuilt = await asked(stage, place, 'rebuild', 'entries', '--accept');
      expect(rebuilt).toMatchObject({ ok: true, switched: true, comparison: { differences: 1 } });
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );
});
