import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { csv } from '../support/sheets.js';
import { patience } from './support/patience.js';
import { openStage } from './support/stage.js';
import { settled, upload } from './support/imports.js';

const stage = openStage();

let umask: number;
beforeAll(() => {
  umask = process.umask(0);
});
afterAll(() => {
  process.umask(umask);
});

/** Files and folders below `folder` that group or others have any permission for, with their mode. */
const openToOthers = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const mode = statSync(join(folder, name)).mode & 0o777;
    return (mode & 0o077) === 0 ? [] : [`${name} ${mode.toString(8)}`];
  });

it(
  'what a ledger keeps and exports is for its user alone, whatever the umask that it was started with',
  async () => {
    const place = stage.place();
    const server = await stage.serve(place);
    const row = { reference: 'R-1', kind: '免费体检', district: '330603', date: '2024-03-01' };
    const { id } = await upload(server, {
      name: '三月.csv',
      content: csv({ ...row, membership: 'M-1', name: '王小明' }, { ...row, reference: 'R-2', date: '明天' }),
    });
    expect(await settled(server, id)).toMatchObject({ state: 'DONE', accepted: 1 });
    const file = join(place.data, 'acts.csv');
    const { code } = await stage.ledger(place, 'export', 'acts', '--names', '--out', file);
    expect(code).toBe(0);
    expect(statSync(file).size).toBeGreaterThan(0);
    expect(openToOthers(place.root)).toStrictEqual([]);
  },
  patience,
);
