import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changing, csvOf, tableOf, type Table } from '../support/corrections.js';
import { Clerk } from './support/clerk.js';
import { withOneAct } from './support/filled-places.js';
import { get, importsQuery, settled, undoMutation, upload } from './support/imports.js';
import { jsonOf } from './support/json-output.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';

const stage = openStage();
const reason = '核对后更正';

/** The id of the only act, and a copy of the exported table with another headcount. */
const changed = (table: Table, headcount: string): Readonly<{ act: string; text: string }> => {
  const [head = [], row = []] = table;
  const act = row[head.indexOf('业务ID')] ?? '';
  return { act, text: csvOf(changing(table, act, { 人次: headcount })) };
};

describe('exported acts with changed cells', () => {
  it(
    'are corrections for the command: tried, handed in, and skipped when they are handed in again',
    async () => {
      const place = await withOneAct(stage);
      const [exported, file] = [join(place.root, '导出.csv'), join(place.root, '更正.csv')];
      const chinese = { LC_ALL: 'zh_CN.UTF-8' };
      const ran = await stage.ledgerIn(place, chinese, 'export', 'acts', '--names', '--out', exported);
      expect(ran.code).toBe(0);
      writeFileSync(file, changed(tableOf(readFileSync(exported)), '4').text);
      const corrections = ['import', file, '--corrections', '--json'];
      expect((await stage.ledger(place, ...corrections)).code).toBe(2);
      const report = (accepted: number, unchanged: number) => [
        { file, rows: 1, accepted, refused: [], unchanged },
      ];
      const dry = await stage.ledger(place, ...corrections, '--reason', reason, '--dry-run');
      expect(jsonOf(dry)).toMatchObject(report(1, 0));
      expect(jsonOf(await stage.ledger(place, ...corrections, '--reason', reason))).toMatchObject(
        report(1, 0),
      );
      expect(jsonOf(await stage.ledger(place, ...corrections, '--reason', reason))).toMatchObject(
        report(0, 1),
      );
    },
    patience,
  );

  it(
    'are corrections for an upload, which is listed, reported, and not undone',
    async () => {
      const place = await withOneAct(stage);
      const server = await stage.serve(place);
      const names = { 'accept-language': 'zh' };
      const bytes = await (
        await fetch(`${server.address}/exports/acts.csv?names=true`, { headers: names })
      ).arrayBuffer();
      const { act, text } = changed(tableOf(Buffer.from(bytes)), '4');
      const sheet = { name: '更正.csv', content: text };
      const fields = { corrections: 'true', reason };
      const refused = { status: 400, id: '', code: 'BAD_FIELD' };
      expect(await upload(server, sheet, { ...fields, allOrNothing: 'true' })).toStrictEqual(refused);
      expect(await upload(server, sheet, { reason })).toStrictEqual(refused);
      expect((await upload(server, sheet, { corrections: 'true' })).code).toBe('MISSING_REASON');
      const { id } = await upload(server, sheet, fields);
      const done = { state: 'DONE', rows: 1, judged: 1, refused: [] };
      expect(await settled(server, id)).toMatchObject({ ...done, accepted: 1 });
      const { text: report } = await get(server, `${id}/report`);
      expect(JSON.parse(report)).toMatchObject({ rows: 1, accepted: 1, unchanged: 0, refused: [] });
      const again = await upload(server, sheet, { ...fields, dryRun: 'true' });
      expect(await settled(server, again.id)).toMatchObject({ ...done, accepted: 0 });
      const corrected = await new Clerk(server.client).readAct(act, null);
      expect(corrected?.headcount).toBe(4);
      const { imports } = await server.client.ask(importsQuery, { first: 10 });
      expect(imports.edges.map(({ node }) => node.id)).toContain(id);
      const { done: undone } = await server.client.ask(undoMutation, { input: { id, reason } });
      expect(undone.userErrors.map(({ code }) => code)).toStrictEqual(['CORRECTIONS']);
    },
    patience,
  );
});
