import { readdirSync } from 'node:fs';
import { csv } from '../support/sheets.js';
import { workbookOf } from '../support/workbooks.js';
import { Clerk } from './support/clerk.js';
import { get, settled, undoMutation, upload, type Import } from './support/imports.js';
import {
  codesOfMarkedRows,
  filesIn,
  markedFile,
  markedPerson,
  markedRows,
  notPersonal,
  placeWithTemporaries,
  plainRow,
  readableAt,
  secrets,
} from './support/marked-texts.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();

const take = async (
  server: Server,
  sheet: Parameters<typeof upload>[1],
  fields: Readonly<Record<string, string>> = {},
): Promise<Import> => settled(server, (await upload(server, sheet, fields)).id);

/**
 * Submits personal data through every way into the ledger, so that a search of the files finds any that is stored
 * unencrypted. Returns the ids of the imports.
 */
const recordEverything = async (server: Server): Promise<readonly string[]> => {
  const clerk = new Clerk(server.client);
  await clerk.worker('registerWorker', {
    membership: secrets['a membership number'],
    nationalId: secrets['a national id'],
    name: secrets['a name'],
    phone: secrets['a phone number'],
    employer: notPersonal['an employer'],
  });
  const { act } = await clerk.act('recordAct', {
    ...{ kind: 'certificate', on: '2024-03-01', district: '330602' },
    person: { membership: secrets['a membership number'] },
    place: secrets['a place'],
    note: secrets['a note'],
  });
  await clerk.act('reverseAct', { act: act.id, ground: 'WITHDRAWN', reason: secrets['a reason'] });
  const content = csv(...markedRows);
  const done = await take(server, { name: markedFile, content });
  expect(done).toMatchObject({ state: 'DONE', accepted: 1, file: markedFile });
  const report = JSON.parse((await get(server, `${done.id}/report`)).text) as {
    refused: readonly { code: string }[];
  };
  expect(report.refused.map(({ code }) => code)).toStrictEqual(codesOfMarkedRows);
  const dry = await take(server, { name: markedFile, content }, { dryRun: 'true' });
  expect(dry).toMatchObject({ state: 'DONE', dryRun: true });
  const failed = await take(server, {
    name: markedFile,
    content: `${secrets['a header that is not known']},乙\r\n1,2\r\n`,
  });
  const mapping = JSON.stringify({
    columns: { 编号: '业务编号', 服务: '服务类别', 时间: '日期' },
    constants: { 区划代码: '330603', 人次: '1' },
    kinds: { [secrets['a mapping']]: 'skills-training' },
  });
  const mapped = `编号,服务,时间\r\nX-1,${secrets['a mapping']},2024-03-01\r\nX-2,培训,2024-03-01\r\n`;
  expect(await take(server, { name: markedFile, content: mapped }, { mapping })).toMatchObject({
    accepted: 1,
  });
  const workbook = await take(
    server,
    {
      name: `${secrets['the name of a file']}.xlsx`,
      content: await workbookOf([['a', secrets['a note of a sheet']]]),
    },
    { worksheet: secrets['the name of a worksheet'] },
  );
  expect([failed, workbook].map(({ state }) => state)).toStrictEqual(['FAILED', 'FAILED']);
  const undone = await take(server, {
    name: markedFile,
    content: csv({ reference: 'Q-20', ...plainRow, ...markedPerson }),
  });
  await server.client.ask(undoMutation, {
    input: { id: undone.id, reason: secrets['a reason'] },
  });
  await settled(server, undone.id);
  return [done.id, dry.id];
};

const eraseAll = async (server: Server): Promise<void> => {
  const clerk = new Clerk(server.client);
  for (const membership of [secrets['a membership number'], secrets['a membership number of a sheet']]) {
    const worker = await clerk.readWorker({ membership });
    await clerk.worker('eraseWorker', { worker: worker?.number });
  }
};

it(
  'of marked persons nothing can be read in any file or line, running, killed, erased and ended',
  async () => {
    const { place, temporary, more } = placeWithTemporaries(stage);
    const server = await stage.serve(place, more);
    const imports = await recordEverything(server);
    expect(readableAt(place, secrets, server)).toStrictEqual([]);
    // Proves that the search works: text that identifies nobody is found, including text that is only in a write-ahead
    // log (-wal).
    const files = [
      ...new Set(readableAt(place, notPersonal).map(([file]) => file.replace(/-wal$/, ''))),
    ].toSorted();
    expect(files).toStrictEqual(['data/log.db', 'data/views.db']);
    await server.stop('SIGKILL');
    expect(readableAt(place, secrets, server)).toStrictEqual([]);

    const again = await stage.serve(place, more);
    for (const id of imports) {
      const { text } = await get(again, `${id}/report`, { 'accept-language': 'zh-CN' });
      expect(text).toContain(secrets['a cell that is no date']);
    }
    const before = filesIn(place.data).map(([name]) => name);
    expect(before.filter((name) => name.startsWith('scratch'))).toStrictEqual([]);
    await eraseAll(again);
    expect(readableAt(place, secrets, again)).toStrictEqual([]);
    await again.stop();
    expect(readableAt(place, secrets, again)).toStrictEqual([]);
    expect(readdirSync(temporary)).toStrictEqual([]);
  },
  patience,
);
