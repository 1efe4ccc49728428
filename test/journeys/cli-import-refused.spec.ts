import { join } from 'node:path';
import { badFile, badSheets, folderNamedLikeASheet, goodSheet, overlongSheet } from './support/bad-sheets.js';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import type { Place } from './support/place.js';
import { openStage } from './support/stage.js';
import { jsonOf, statusOf } from './support/json-output.js';

const stage = openStage();

type Refused = Readonly<{ file: string; code: string; line: number | null; sentence: RegExp }>;

/** Creates every kind of file that is not a valid sheet, each with the error that must be reported. */
const refusedIn = async (folder: string): Promise<readonly Refused[]> => {
  const unreadable = { code: 'UNREADABLE', line: null };
  const overlong = /^, line 3: the row is longer than 262144 characters; is a quotation mark not closed\?$/;
  return [
    ...badSheets.map(([what, content, reported]) => ({ file: badFile(folder, what, content), ...reported })),
    {
      file: join(folder, 'lost.csv'),
      ...unreadable,
      sentence: /^: the file cannot be read \(ENOENT: .*\)$/,
    },
    {
      file: folderNamedLikeASheet(folder),
      ...unreadable,
      sentence: /^: the file cannot be read \(EISDIR: .*\)$/,
    },
    { file: await overlongSheet(folder, 200), code: 'LINE_TOO_LONG', line: 3, sentence: overlong },
  ];
};

/** A ledger with one act and no running server, so that commands can open it. */
const ledgerOfOneAct = async (): Promise<Place> => {
  const place = stage.place();
  const file = goodSheet(place.root);
  const ran = await stage.ledger(place, 'import', file);
  const stdout = `${file}: 1 rows, 1 accepted, 0 refused\n`;
  expect(ran).toStrictEqual({ code: 0, stdout, stderr: '' });
  return place;
};

describe('files that are no sheets', () => {
  it(
    'are refused whole, each with a sentence that names file and line, and no row of them is written',
    async () => {
      const place = await ledgerOfOneAct();
      const refused = await refusedIn(place.root);
      const files = refused.map(({ file }) => file);
      const before = await statusOf(stage, place);
      const reported = await stage.ledger(place, 'import', ...files);
      const sentences = reported.stderr.trimEnd().split('\n');
      expect([reported.code, reported.stdout, sentences.length]).toStrictEqual([2, '', files.length]);
      for (const [index, { file, sentence }] of refused.entries()) {
        const said = sentences[index] ?? '';
        expect(said.slice(0, file.length)).toBe(file);
        expect(said.slice(file.length)).toMatch(sentence);
      }
      const ran = await stage.ledger(place, 'import', ...files, '--json');
      expect([ran.code, ran.stderr]).toStrictEqual([2, '']);
      expect(jsonOf(ran)).toStrictEqual(
        refused.map(({ file, code, line }, index) => {
          const error = { code, message: sentences[index], line };
          return { file, rows: 0, accepted: 0, refused: [], error };
        }),
      );
      const after = await statusOf(stage, place);
      // A failed import has two events: received and failed. A file that cannot be opened never becomes an import.
      const received = refused.filter(({ code }) => code !== 'UNREADABLE');
      expect(after.events).toBe(before.events + 2 * 2 * received.length);
    },
    patience,
  );
});

describe('several files', () => {
  it(
    'are each taken in or refused on their own, and the exit code tells of the worst',
    async () => {
      const place = stage.place();
      const [good, lost] = [goodSheet(place.root), join(place.root, 'lost.csv')];
      const ran = await stage.ledger(place, 'import', lost, good, lost, '--json');
      const refused = {
        file: lost,
        rows: 0,
        accepted: 0,
        refused: [],
        error: {
          code: 'UNREADABLE',
          message: `${lost}: the file cannot be read (ENOENT: no such file or directory, open '${lost}')`,
          line: null,
        },
      };
      expect([ran.code, ran.stderr]).toStrictEqual([2, '']);
      expect(jsonOf(ran)).toStrictEqual([
        refused,
        { file: good, rows: 1, accepted: 1, refused: [] },
        refused,
      ]);
    },
    patience,
  );
});

describe('a ledger with a running owner', () => {
  it(
    'takes the sheets of the command in, tells of them as the command itself would, and undoes them',
    async () => {
      const place = await withOneAct(stage);
      const good = goodSheet(place.root);
      const server = await stage.serve(place);
      const { events } = await statusOf(stage, place);
      const reason: unknown = expect.stringMatching(
        /^reference \S+ is recorded already, with the same content$/,
      );
      const refused = [{ row: 2, code: 'DUPLICATE', reason }];
      const ran = await stage.ledger(place, 'import', good, '--json');
      expect(ran.stderr).toBe('');
      expect([ran.code, jsonOf(ran)]).toStrictEqual([0, [{ file: good, rows: 1, accepted: 0, refused }]]);
      const start = await stage.ledger(place, 'start');
      expect([start.code, start.stdout, start.stderr]).toStrictEqual([
        2,
        '',
        `the ledger in ${place.data} is in use by process ${String(server.process.pid)} at ${server.address}; ` +
          'stop that process, or hand the work to it\n',
      ]);
      const dry = await stage.ledger(place, 'import', '--dry-run', good, '--json');
      expect([dry.code, jsonOf(dry)]).toStrictEqual([0, [{ file: good, rows: 1, accepted: 0, refused }]]);
      expect((await statusOf(stage, place)).events).toBeGreaterThan(events);
      const lost = join(place.root, 'lost.csv');
      const unreadable = await stage.ledger(place, 'import', lost);
      expect(unreadable).toStrictEqual({
        code: 2,
        stdout: '',
        stderr: `${lost}: the file cannot be read (ENOENT: no such file or directory, open '${lost}')\n`,
      });
      const [, first] = jsonOf(await stage.ledger(place, 'imports', '--json')) as readonly { id: string }[];
      const undone = await stage.ledger(place, 'undo', first?.id ?? '', '--reason', '错', '--json');
      expect([undone.code, jsonOf(undone)]).toStrictEqual([
        0,
        { id: first?.id, acts: 1, undone: 1, left: [] },
      ]);
      const again = await stage.ledger(place, 'undo', first?.id ?? '', '--reason', '错');
      expect(again).toStrictEqual({ code: 2, stdout: '', stderr: 'the import was undone before\n' });
      expect(await server.stop()).toStrictEqual({ code: 0, signal: null });
      const later = await stage.ledger(place, 'import', good, '--json');
      expect([later.code, jsonOf(later)]).toStrictEqual([
        0,
        [{ file: good, rows: 1, accepted: 1, refused: [] }],
      ]);
    },
    patience,
  );
});
