import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csv, type Cells } from '../support/sheets.js';
import {
  get,
  importsQuery,
  refusedRowsQuery,
  settled,
  undoMutation,
  upload,
  type Import,
} from './support/imports.js';
import { totalsQuery } from './support/operations.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { sheetOf } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';
import type { Place } from './support/place.js';

const stage = openStage();
let place: Place;
let server: Server;
beforeAll(async () => {
  place = await withOneAct(stage);
  server = await stage.serve(place);
}, patience);

const row = (reference: string, more: Cells = {}): Cells => ({
  reference,
  kind: '技能培训',
  district: '330603',
  date: '2024-03-01',
  headcount: '1',
  ...more,
});

const sample = sheetOf('330604');
const content = readFileSync(sample.file);
const counted = sample.rejected.reduce<Record<string, number>>(
  (by, { code }) => ({ ...by, [code]: (by[code] ?? 0) + 1 }),
  {},
);

const take = async (text: string | Uint8Array, fields = {}, headers = {}): Promise<Import> => {
  const said = { office: 'sy', ...fields };
  const { status, id } = await upload(server, { name: '三月.csv', content: text }, said, headers);
  expect(status).toBe(202);
  return settled(server, id);
};

const year = { from: '2024-01', to: '2024-12' } as const;

/**
 * Totals of 2024 in all splits, when the views have reached the given position. Rows with neither acts nor headcount
 * are left out.
 */
const totals = async (position: string | null): Promise<unknown> => {
  const answers: unknown[] = [];
  for (const by of ['KIND', 'MONTH', 'DISTRICT', 'NONE']) {
    const { totals: answer } = await server.client.ask(totalsQuery, { ...year, by, atLeast: position });
    answers.push(answer.rows.filter(({ acts, headcount }) => acts !== 0 || headcount !== 0));
  }
  return answers;
};

const events = async (): Promise<number> => {
  const { views } = await server.client.ask<{ views: readonly { ordinal: number; lag: number }[] }>({
    text: '{ views { ordinal lag } }',
  });
  return Math.max(...views.map(({ ordinal, lag }) => ordinal + lag));
};

describe('a sheet that is uploaded', () => {
  it(
    'is judged as the command judges it, and tells by whom it came and what was refused',
    async () => {
      const job = await take(content, {}, { 'x-ledger-actor': encodeURIComponent('李娜') });
      expect(job).toMatchObject({
        state: 'DONE',
        file: '三月.csv',
        office: 'SY',
        dryRun: false,
        actor: '李娜',
      });
      expect([job.rows, job.judged, job.accepted]).toStrictEqual([sample.rows, sample.rows, sample.accepted]);
      expect(Object.fromEntries(job.refused.map(({ code, rows }) => [code, rows]))).toStrictEqual(counted);
      const report: unknown = JSON.parse((await get(server, `${job.id}/report`)).text);
      expect(report).toMatchObject({
        rows: sample.rows,
        accepted: sample.accepted,
        refused: sample.rejected.map(({ row: line, code }) => ({ row: line, code })),
      });
      const seen: unknown[] = [];
      for (let after: string | null = null, more = true; more;) {
        const asked: { id: string; first: number; after: string | null } = { id: job.id, first: 7, after };
        const { refusedRows } = (await server.client.ask(refusedRowsQuery, asked)).import;
        seen.push(...refusedRows.edges.map(({ node }) => [node.row, node.code]));
        after = refusedRows.pageInfo.endCursor;
        more = refusedRows.pageInfo.hasNextPage;
      }
      expect(seen).toStrictEqual(sample.rejected.map(({ row: line, code }) => [line, code]));
    },
    patience,
  );

  it(
    'is kept sealed, for its user alone, as long as rows of it are to be corrected, and not longer',
    async () => {
      const bad = await take(csv(row('B-1', { membership: 'MEMBER-0001', name: '王小明', date: '明天' })));
      const good = await take(csv(row('G-1', { membership: 'M-2', name: '王小红' })));
      expect([bad.sheetKeptUntil === null, good.sheetKeptUntil]).toStrictEqual([false, null]);
      const kept = readdirSync(join(place.data, 'imports'));
      expect(kept.includes(`${bad.id}.sealed`)).toBe(true);
      expect(kept.includes(`${good.id}.sealed`)).toBe(false);
      const bytes = Buffer.concat(kept.map((name) => readFileSync(join(place.data, 'imports', name))));
      expect([
        bytes.includes('王小明'),
        bytes.includes('王小红'),
        bytes.includes('MEMBER-0001'),
      ]).toStrictEqual([false, false, false]);
      const { text } = await get(server, `${bad.id}/refused.csv`, { 'accept-language': 'zh-CN' });
      expect(text).toContain('王小明');
      expect(text).toContain('日期“明天”读不懂、不存在或早于1950年');
      const gone = await get(server, `${good.id}/refused.csv`);
      expect([gone.status, JSON.parse(gone.text)]).toMatchObject([410, { error: { code: 'SHEET_GONE' } }]);
    },
    patience,
  );

  it(
    'is corrected by its refused rows, imported again',
    async () => {
      const first = await take(
        csv(
          row('C-1', { session: 'C-S', membership: 'M-3', date: '2024-02-30' }),
          row('C-S', { sessions: '1', headcount: '5', date: '2024-02-29' }),
          row('C-2'),
        ),
      );
      expect([first.accepted, first.refused]).toStrictEqual([2, [{ code: 'BAD_DATE', rows: 1 }]]);
      const { text } = await get(server, `${first.id}/refused.csv`);
      const again = await take(text.replace('2024-02-30', '2024-02-29'));
      expect([again.accepted, again.refused]).toStrictEqual([1, [{ code: 'DUPLICATE', rows: 1 }]]);
    },
    patience,
  );

  it(
    'is judged only, where that is asked: nothing is written, the report is kept',
    async () => {
      const before = await events();
      const job = await take(csv(row('D-1'), row('D-2', { date: '明天' })), { dryRun: 'true' });
      expect(job).toMatchObject({ state: 'DONE', dryRun: true, rows: 2, accepted: 1 });
      expect(await events()).toBe(before);
      const report: unknown = JSON.parse((await get(server, `${job.id}/report`)).text);
      expect(report).toMatchObject({ rows: 2, accepted: 1, refused: [{ row: 3, code: 'BAD_DATE' }] });
      expect((await get(server, `${job.id}/refused.csv`)).text).toContain('D-2');
      const { done } = await server.client.ask(undoMutation, { input: { id: job.id, reason: '错' } });
      expect(done).toMatchObject({ import: null, userErrors: [{ code: 'DRY_RUN' }] });
    },
    patience,
  );

  it(
    'with other columns and words is read by the mapping that comes with it',
    async () => {
      const mapping = JSON.stringify({
        columns: { 编号: '业务编号', 服务: '服务类别', 时间: '日期' },
        constants: { 区划代码: '330603', 人次: '1' },
        kinds: { 培训: 'skills-training' },
      });
      const job = await take('编号,服务,时间\r\nX-1,培训,2024-03-01\r\nX-2,打球,2024-03-01\r\n', { mapping });
      expect(job).toMatchObject({
        state: 'DONE',
        rows: 2,
        accepted: 1,
        refused: [{ code: 'UNKNOWN_KIND', rows: 1 }],
      });
      expect((await get(server, `${job.id}/refused.csv`)).text).toContain('X-2');
    },
    patience,
  );

  it(
    'stands in the list of imports, the newest first',
    async () => {
      const ids = [];
      for (const name of ['L-1', 'L-2', 'L-3']) ids.unshift((await take(csv(row(name)))).id);
      const first = (await server.client.ask(importsQuery, { first: 2 })).imports;
      expect(first.edges.map(({ node }) => node.id)).toStrictEqual(ids.slice(0, 2));
      const rest = (await server.client.ask(importsQuery, { first: 1, after: first.pageInfo.endCursor }))
        .imports;
      expect(rest.edges.map(({ node }) => node.id)).toStrictEqual(ids.slice(2));
      expect(rest.pageInfo.hasNextPage).toBe(true);
    },
    patience,
  );
});

describe('a mistaken import', () => {
  it(
    'is undone: totals are as before, and its references are free for the corrected sheet',
    async () => {
      const marker = await take(csv(row('U-0')));
      const before = await totals(marker.position);
      const mistaken = csv(
        row('U-1', { session: 'U-S', membership: 'M-7' }),
        row('U-S', { sessions: '1', headcount: '9' }),
        row('U-2', { kind: '免费体检', membership: 'M-7', amount: '800' }),
        row('U-3', { date: '明天' }),
      );
      const job = await take(mistaken);
      expect(await totals(job.position)).not.toStrictEqual(before);
      const input = { id: job.id, reason: '去年的表' };
      const headers = { 'x-ledger-actor': 'wang' };
      const { done } = await server.client.ask(undoMutation, { input }, headers);
      expect([done.userErrors, done.import?.undo?.acts]).toStrictEqual([[], 3]);
      const undone = await settled(server, job.id);
      const reported = { reason: '去年的表', actor: 'wang', acts: 3, judged: 3, undone: 3, left: [] };
      expect([undone.state, undone.undo]).toStrictEqual(['UNDONE', reported]);
      expect(await totals(undone.position)).toStrictEqual(before);
      const corrected = await take(mistaken.replace('明天', '2024-03-02'));
      expect([corrected.accepted, corrected.refused]).toStrictEqual([4, []]);
    },
    patience,
  );

  it(
    'is undone once',
    async () => {
      const job = await take(csv(row('T-1')));
      const undo = async (id: string, reason: string): Promise<unknown> => {
        const { done } = await server.client.ask(undoMutation, { input: { id, reason } });
        return done.userErrors.map(({ code }) => code);
      };
      expect(await undo(job.id, ' ')).toStrictEqual(['MISSING_REASON']);
      expect(await undo(job.id, '错')).toStrictEqual([]);
      await settled(server, job.id);
      const before = await events();
      expect(await undo(job.id, '错')).toStrictEqual(['ALREADY_UNDONE']);
      expect(await undo('nowhere', '错')).toStrictEqual(['UNKNOWN_IMPORT']);
      expect(await undo('../owner', '错')).toStrictEqual(['UNKNOWN_IMPORT']);
      expect(await events()).toBe(before);
    },
    patience,
  );
});
