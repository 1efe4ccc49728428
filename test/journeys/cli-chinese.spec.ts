import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { englishIn } from '../dsl/both-languages.js';
import { csv } from '../support/sheets.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage, type Ran } from './support/stage.js';

const stage = openStage();
const chinese = { LC_ALL: 'zh_CN.UTF-8' };
const ledger = (place: Place, ...args: readonly string[]): Promise<Ran> =>
  stage.ledgerIn(place, chinese, ...args);

const row = { kind: '维权热线', district: '330500', date: '2024-10-26', headcount: '1' };
const right = csv({ ...row, reference: 'R-1' }, { ...row, reference: 'R-2' });

/**
 * Parts of Chinese output that may contain Latin letters: names of views, ids of streams and imports, positions, times,
 * paths, URLs, and the system's own error text after a Chinese sentence.
 */
const names = [
  /\b(?:workers|acts|entries|totals|payouts|imports|toString)\b/g,
  /\b[0-9a-z]{4}\d{16}\b|\b[\w-]{16,}\b|\d{4}-\d\d-\d\dT[\d:.]+Z/g,
  /\/[\w./-]+|http:\S+|；E[A-Z]+: [^）]*/g,
];

const expectChinese = (
  { code, stdout, stderr }: Ran,
  ended: number,
  ...sentences: readonly RegExp[]
): void => {
  expect(code).toBe(ended);
  for (const sentence of sentences) expect(stdout + stderr).toMatch(sentence);
  expect(englishIn(stdout + stderr, ...names)).toStrictEqual([]);
};

describe('on a Chinese terminal', () => {
  it(
    'sheets are imported, listed and taken back, and views are rebuilt',
    async () => {
      const place = stage.place();
      const file = join(place.root, '三月.csv');
      writeFileSync(file, right);
      expectChinese(await ledger(place, 'import', file), 0, /三月\.csv: 共2行，已接收2行，退回0行/);
      const listed = await stage.ledger(place, 'imports', '--json');
      const [{ id = '' } = {}] = JSON.parse(listed.stdout) as readonly Readonly<{ id?: string }>[];
      expect((await ledger(place, 'imports')).stdout).toMatch(/ 已完成 .*三月\.csv/);
      expectChinese(await ledger(place, 'undo', id, '--reason', '重复'), 0, /：共2件业务，撤销2件，保留0件/);
      expectChinese(
        await ledger(place, 'rebuild', 'totals'),
        0,
        /视图totals的构建2已折叠完成/,
        /从现在起使用它；“ledger rebuild totals --back”可以退回/,
      );
      expectChinese(await ledger(place, 'rebuild'), 0, /│ totals +│ +1 │ +\d+ │ 以前的/, /│ 当前/);
      expectChinese(await ledger(place, 'rebuild', 'totals', '--back'), 0, /视图totals重新使用构建1/);
      expectChinese(await ledger(place, 'rebuild', 'totals', '--drop'), 0, /已删除视图totals的构建2/);
      expectChinese(await ledger(place, 'repair', 'acts'), 0, /视图acts：重新折叠了0个文档，0个不完整/);
      expectChinese(await ledger(place, 'rebuild', 'toString'), 2, /没有视图“toString”；视图有：/);
    },
    patience,
  );

  it(
    'what cannot be done is told with its reason',
    async () => {
      const place = stage.place();
      expectChinese(await ledger(place, 'status', '--xml'), 2, /^不认识的选项“--xml”\n$/);
      expectChinese(await ledger(place, 'totals', '--from', '1', '--to', '2024-01'), 2, /^--from写的是“1”；/);
      expectChinese(
        await ledger(place, 'import', join(place.root, 'no.csv')),
        2,
        /没有这个文件或文件夹；ENOENT/,
      );
      expectChinese(
        await stage.ledgerIn(place, { ...chinese, PORT: '-1' }, 'status'),
        2,
        /^PORT写的是“-1”；/,
      );
      rmSync(place.data, { recursive: true, force: true });
      writeFileSync(place.data, '');
      expectChinese(await ledger(place, 'rebuild'), 2, /^数据文件夹\S+无法写入（.+；.*）；请用LEDGER_DATA/);
    },
    patience,
  );

  it(
    'a server says where it listens, and why it cannot start',
    async () => {
      const taken = createServer();
      const port = await new Promise<number>((resolve) => {
        taken.listen(0, () => {
          const address = taken.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
      const place = stage.place();
      const refused = stage.begin(place, { ...chinese, PORT: String(port) });
      await refused.ended;
      taken.close();
      expect(refused.stderr).toContain(
        `端口${String(port)}已被占用；请停止占用它的程序，或用PORT指定另一个端口`,
      );
      const serving = stage.begin(place, chinese);
      await serving.says(/^台账的地址是http:\S+\/graphql（按Ctrl-C停止）$/m);
      expect(serving.stdout).toMatch(/^数据文件夹：/m);
      expectChinese(await ledger(place, 'import', 'no.csv'), 2, /no\.csv：文件打不开（/);
      await serving.stop('SIGTERM');
      expect(serving.stdout).toContain('已停止；凡已确认的都在磁盘上');
    },
    patience,
  );
});
