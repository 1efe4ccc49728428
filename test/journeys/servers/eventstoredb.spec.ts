import { Storage } from '../../doubles/eventstore/storage.js';
import type { Node } from '../../doubles/eventstore/node.js';
import { operatorOf } from '../../doubles/eventstore/operator.js';
import { itUnless } from '../../contract/skipped-cases.js';
import { caughtUp, Clerk } from '../support/clerk.js';
import { patience } from '../support/patience.js';
import type { Place } from '../support/place.js';
import { expectRefused } from '../support/refused.js';
import { goodSheet } from '../support/bad-sheets.js';
import { openStage } from '../support/stage.js';
import { asked } from '../support/json-output.js';

/** A ledger on an EventStoreDB server that fails and then recovers. */

const stage = openStage();
const real = process.env['EVENTSTORE_URL'] ?? '';
const noDouble = real === '' ? null : 'skipped: only the double can be told to do this';

const onDouble = (name: string, work: () => Promise<void>): void => {
  itUnless(noDouble, name, work, patience);
};

const node = (): Node => {
  const { eventStore } = stage.servers;
  if (eventStore === null) throw new Error('there is no double');
  return eventStore;
};

const visit = { kind: 'station-visit', on: '2023-06-01', district: '330602', headcount: 3 };
const june = { from: '2023-06', to: '2023-06' };
const check = { kind: 'health-check', on: '2023-03-08', district: '330603', headcount: 1 };

const small = async (): Promise<Place> => {
  const place = stage.place();
  await asked(stage, place, 'import', goodSheet(place.root));
  return place;
};

const streamOf = (act: string): string => act.slice(0, act.lastIndexOf('.'));

describe('a ledger does not start on an EventStoreDB', () => {
  it(
    'where nobody listens, and says so without its password',
    async () => {
      const url = 'esdb://clerk:secret@127.0.0.1:1?tls=false';
      const sentence =
        /^the log cannot be reached: start its server, or correct host, port and tls in EVENTSTORE_URL \((?!.*secret).*\)$/;
      await expectRefused(stage, stage.place(), { EVENTSTORE_URL: url }, sentence);
      const reported = await stage.ledgerIn(stage.place(), { EVENTSTORE_URL: url }, 'status');
      expect([reported.code, reported.stdout]).toStrictEqual([2, '']);
      expect(reported.stderr.trimEnd()).toMatch(sentence);
    },
    patience,
  );

  onDouble('that does not speak TLS, asked with it', async () => {
    const url = `esdb://127.0.0.1:${String(node().port)}?tls=true`;
    const sentence = /^the log cannot be reached: .*tls in EVENTSTORE_URL/m;
    await expectRefused(stage, stage.place(), { EVENTSTORE_URL: url }, sentence);
  });

  onDouble('that does not let its user in', async () => {
    node().faults.next('read', 'denied');
    await expectRefused(stage, stage.place(), {}, /look at user and password in EVENTSTORE_URL/);
  });

  onDouble('of another version', async () => {
    node().faults.next('read', 'unimplemented');
    await expectRefused(stage, stage.place(), {}, /EventStoreDB 22\.10 or later is needed/);
  });

  it(
    'whose log is of another application',
    async () => {
      const place = stage.place();
      const { EVENTSTORE_URL: url, LEDGER_NAME: name } = place.servers;
      const operator = operatorOf(url);
      await operator.write(`${name}.log`, 'InvoiceSent', { number: 7 });
      await operator.close();
      const sentence = `the stream ${name}.log is another application's: give this ledger another LEDGER_NAME`;
      await expectRefused(stage, place, {}, sentence);
    },
    patience,
  );

  it(
    'to read what nobody has begun: commands that read say so',
    async () => {
      const place = stage.place();
      const reported = await stage.ledger(place, 'status');
      const stream = `${place.servers.LEDGER_NAME}.log`;
      expect([reported.code, reported.stderr]).toStrictEqual([
        2,
        `there is no stream ${stream} on that server: start the ledger or import a sheet first, or correct LEDGER_NAME\n`,
      ]);
    },
    patience,
  );
});

describe('a ledger that runs on an EventStoreDB', () => {
  onDouble('goes on by itself when its server was killed and came back, and has lost nothing', async () => {
    const place = await small();
    const server = await stage.serve(place);
    const clerk = new Clerk(server.client);
    const before = await clerk.act('recordAct', visit);
    node().kill();
    const during = clerk.act('recordAct', visit);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await node().start();
    const { position } = await during;
    expect(position > before.position).toBe(true);
    const { act } = await clerk.act('recordAct', visit);
    const after = await clerk.act('recordAct', visit);
    await caughtUp(clerk);
    const { rows } = await clerk.totals({ ...june, atLeast: after.position });
    expect(rows.map(({ acts }) => acts)).toStrictEqual([4]);
    expect(await clerk.readAct(act.id, after.position)).toMatchObject({ id: act.id });
    expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
    expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    expect(await asked(stage, place, 'verify', '--log')).toMatchObject({ ok: true });
  });

  onDouble('does not mind a clock that is hours ahead of its own', async () => {
    const server = await stage.serve(await small());
    const clerk = new Clerk(server.client);
    node().clockAheadMs = 5 * 60 * 60 * 1_000;
    const { position } = await clerk.act('recordAct', visit);
    node().clockAheadMs = 0;
    expect((await clerk.totals({ ...june, atLeast: position })).rows.map(({ acts }) => acts)).toStrictEqual([
      1,
    ]);
    await server.stop();
  });

  it(
    'says so where an operator has tombstoned a stream, and records everything else',
    async () => {
      const place = await small();
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      const person = { membership: 'TS-0001', sex: 'FEMALE' };
      const { act } = await clerk.act('recordAct', { ...check, person });
      const operator = operatorOf(place.servers.EVENTSTORE_URL);
      await operator.tombstone(`${place.servers.LEDGER_NAME}.${streamOf(act.id)}`);
      await operator.close();
      const payout = { ...check, kind: 'condolence-payment', amountFen: 10_000, person };
      await expect(clerk.act('recordAct', payout)).rejects.toThrow(
        /an operator has tombstoned the stream.*LEDGER_UNAVAILABLE/,
      );
      const other = await clerk.act('recordAct', { ...check, person: { membership: 'TS-0002' } });
      expect(await clerk.readAct(act.id, other.position)).toMatchObject({ id: act.id });
      await server.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
    patience,
  );

  onDouble('writes nothing into a database that has taken the place of its own', async () => {
    const place = await small();
    const server = await stage.serve(place);
    const clerk = new Clerk(server.client);
    const double = node();
    const own = double.storage;
    double.kill();
    double.storage = new Storage();
    await double.start();
    await expect(clerk.act('recordAct', visit)).rejects.toThrow(/came back with another database/);
    expect(double.storage.log.filter(({ stream }) => !stream.startsWith('$'))).toStrictEqual([]);
    double.kill();
    double.storage = own;
    await double.start();
    const { position } = await clerk.act('recordAct', visit);
    await caughtUp(clerk);
    expect((await clerk.totals({ ...june, atLeast: position })).rows.map(({ acts }) => acts)).toStrictEqual([
      1,
    ]);
    await server.stop();
  });

  onDouble(
    'writes nothing onto a log that was put back while it runs, and goes on once it is started again',
    async () => {
      const place = await small();
      const server = await stage.serve(place);
      const clerk = new Clerk(server.client);
      const double = node();
      const backup = double.storage.copy();
      await clerk.act('recordAct', visit);
      double.kill();
      double.storage = backup;
      await double.start();
      const events = backup.log.length;
      const sentence =
        /came back with an older log, which lacks what was read or written before: start the ledger again/;
      await expect(clerk.act('recordAct', visit)).rejects.toThrow(sentence);
      await expect(clerk.worker('registerWorker', { name: '李雷' })).rejects.toThrow(sentence);
      expect(double.storage.log).toHaveLength(events);
      await server.stop();
      const again = await stage.serve(place);
      const { position } = await new Clerk(again.client).act('recordAct', visit);
      await caughtUp(again);
      expect(
        (await new Clerk(again.client).totals({ ...june, atLeast: position })).rows.map(({ acts }) => acts),
      ).toStrictEqual([1]);
      await again.stop();
      expect(await asked(stage, place, 'verify')).toMatchObject({ ok: true });
    },
  );
});
