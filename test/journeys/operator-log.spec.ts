import { Clerk, newKey } from './support/clerk.js';
import { figuresTextAt } from './support/figures.js';
import { withOneAct } from './support/filled-places.js';
import { workerQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';
import { Watcher } from './support/watcher.js';

const stage = openStage();

/** Every text that could identify a person contains one of these marks, so that a search finds it in the output. */
const mark = 'Xyzzy';
const phone = '13957512345';
const nationalId = '330602199003070016';
const name = `王${mark}`;
const membership = `M-${mark}`;
const marks = [mark, mark.toLowerCase(), '王', phone, nationalId, encodeURIComponent(name)];

const person = {
  membership,
  name,
  nationalId,
  phone,
  sex: 'FEMALE',
  employer: `${mark} 快递`,
  occupation: mark,
};
const headers = {
  'x-ledger-actor': encodeURIComponent(name),
  'x-ledger-role': `the role of ${mark}`,
  'x-ledger-district': mark,
  'x-correlation-id': `for ${mark}`,
};

/** A sheet with one accepted row, one refused row, and one row that cannot be read. */
const sheetOf = (of: typeof person): string =>
  [
    '业务编号,服务类别,区划代码,地点,日期,场次编号,会员编号,姓名,性别,职业,单位,人次,场次,课时,份数,金额,备注',
    `${mark}-1,健康体检,330604,${mark},2024-05-06,,${of.membership},${name},女,${mark},${mark},1,,,,100,${mark} ${phone}`,
    `${mark}-2,${name},330604,${mark},2024-05-06,,${of.membership},${name},女,${mark},${mark},1,,,,100,${mark}`,
    `${mark}-3,健康体检,330604,${mark},${phone},,${of.membership},${name},女,${mark},${mark},1,,,,${mark},${mark}`,
    '',
  ].join('\r\n');

/** Sends every kind of request that contains the person's data, both valid and invalid ones. */
const everythingWith = async (server: Server): Promise<void> => {
  const clerk = new Clerk(server.client, headers);
  await clerk.worker('registerWorker', person);
  const input = { kind: 'education-subsidy', on: '2023-02-01', district: '330681', amountFen: 150_000 };
  const given = {
    ...input,
    person: { membership, name, sex: 'FEMALE' },
    place: mark,
    note: `${mark} ${phone}`,
  };
  const { act } = await clerk.act('requestSubsidy', { ...given, reference: `R-${mark}` });
  await clerk.refusal('refuseSubsidy', { act: act.id, on: '2020-01-01', reason: `${name} moved` });
  await clerk.act('refuseSubsidy', { act: act.id, on: '2023-02-02', reason: `${name} moved` });
  await clerk.refusal('requestSubsidy', { ...given, kind: mark });
  await clerk.refusal('requestSubsidy', { ...given, reference: `R-${mark}`, amountFen: 1 });
  const { client } = server;
  await client.ask(workerQuery, { nationalId }, headers);
  await client.codes({
    query: `{ worker(nationalId: "${nationalId}", name: "${name}") { worker { name } } }`,
  });
  await client.codes({
    query: 'query Q($n: Int!) { acts(first: $n) { view { lag } } }',
    variables: { n: name },
  });
  await client.codes({ query: `{ acts(after: "${mark}") { view { lag } } }` });
  await client.codes({ query: `{ act(id: "${mark}", atLeast: "${mark}") { act { id } } }` });
  await client.codes({
    query: `mutation { recordAct(input: { idempotencyKey: "${newKey()}", person: "${name}" }) { position } }`,
  });
  await client.codes({ query: `{ ${mark} ` });
  await client.post(`{"query": "${name}", ${phone}`);
  await client.post(`${name}=${phone}`, { 'content-type': 'text/plain' });
  await client.post(`{"query":"{ views { name } } # ${name.repeat(100_000)}"}`);
  await fetch(
    `${server.url}?query=${encodeURIComponent(`{ worker(nationalId: "${nationalId}") { worker { name } } }`)}`,
  );
  await fetch(`${server.address}/${mark}/${phone}`, { headers: { referer: `https://example.org/${mark}` } });
  const sheet = new FormData();
  sheet.set('sheet', new Blob([sheetOf(person)]), `${name}.csv`);
  const upload = await fetch(`${server.address}/imports`, { method: 'POST', body: sheet, headers });
  const { id } = (await upload.json()) as { id: string };
  const progress = await Watcher.open(server.url, { headers });
  progress.subscribe('i', {
    query: `subscription { importProgress(id: "${id}") { state file accepted judged } }`,
  });
  await progress.until(({ type }) => type === 'complete');
  expect(JSON.stringify(progress.heard)).toContain('"state":"DONE","file":"');
  progress.cut();
  for (const part of ['report', 'refused.csv'])
    await (await fetch(`${server.address}/imports/${id}/${part}`)).text();
  const noSheet = new FormData();
  noSheet.set('sheet', new Blob([`${name},${phone}`]), `${name}.csv`);
  await fetch(`${server.address}/imports`, { method: 'POST', body: noSheet, headers });
  const watcher = await Watcher.open(server.url, { headers }, { 'x-ledger-actor': name, token: phone });
  await watcher.codes({ query: 'subscription { actsRecorded { act { name note } } }' }, name);
  await watcher.codes({ query: `subscription { actsRecorded(after: "${mark}") { position } }` }, phone);
  await watcher.codes({ query: `subscription { actsRecorded(name: "${name}") { position } }` }, '3');
  watcher.socket.send(name);
  await watcher.closed;
  expect((await client.ask(workerQuery, { nationalId })).worker.worker?.name).toBe(name);
};

type Line = Readonly<Record<string, unknown>>;

const linesOf = (text: string): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the log of a ledger in production', () => {
  it(
    'says of every request what it was and what became of it, in lines of JSON, and nothing of any person',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place, { NODE_ENV: 'production', LOG_LEVEL: 'debug' });
      await everythingWith(server);
      const figures = await figuresTextAt(server);
      await server.stop();
      const lines = linesOf(server.process.stderr);
      const requests = lines.filter(({ msg }) => msg === 'request');
      expect(requests).toHaveLength(24);
      for (const request of requests) {
        expect(Object.keys(request).toSorted()).toStrictEqual([
          'codes',
          'complete',
          'correlation',
          'level',
          'method',
          'ms',
          'msg',
          'name',
          'operation',
          'path',
          'role',
          'status',
          'time',
        ]);
      }
      expect(lines.filter(({ msg }) => String(msg).startsWith('subscription ')).length).toBeGreaterThan(2);
      for (const reported of [
        server.process.stderr,
        server.process.stdout.replace(place.root, ''),
        figures,
      ]) {
        for (const each of marks) expect(reported).not.toContain(each);
      }
    },
    patience,
  );

  it(
    'carries the correlation id that a client brings, or one that it is told',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place, { NODE_ENV: 'production' });
      const ask = (correlation: Readonly<Record<string, string>>): Promise<Response> =>
        fetch(server.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-ledger-role': 'finance', ...correlation },
          body: JSON.stringify({ query: 'query Mine { views { name } }' }),
        });
      const brought = await ask({ 'x-correlation-id': 'desk-7:42' });
      expect(brought.headers.get('x-correlation-id')).toBe('desk-7:42');
      const made = (await ask({})).headers.get('x-correlation-id');
      await server.stop();
      const requests = linesOf(server.process.stderr).filter(({ msg }) => msg === 'request');
      expect(requests).toMatchObject(
        ['desk-7:42', made].map((correlation) => ({
          ...{ level: 'info', method: 'POST', path: 'graphql', operation: 'query', name: 'Mine' },
          ...{ status: 200, complete: true, role: 'finance', codes: [], correlation },
        })),
      );
    },
    patience,
  );
});

describe('the log of a ledger in development', () => {
  it(
    'is for people: nothing while all is well, and a line for each request where that is asked for',
    async () => {
      for (const [level, reported] of [
        ['', /^$/],
        [
          'info',
          /^request operation=query name=Mine method=POST correlation=\S+ role=none path=graphql status=200 complete=true ms=\d+\n$/,
        ],
      ] as const) {
        const place = await withOneAct(stage);
        const server = await stage.serve(place, { LOG_LEVEL: level });
        await server.client.codes({ query: 'query Mine { views { name } }' });
        await server.stop();
        expect(server.process.stderr).toMatch(reported);
      }
    },
    patience,
  );
});
