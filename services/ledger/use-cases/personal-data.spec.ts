import { soleOffice } from '../kernel/identifiers.js';
import { nationalId, personWith } from '@ledger/test/support/identifiers.js';
import type { Sealed } from '@ledger/schema/events/values.js';
import {
  caseworker,
  correcting,
  recordCommand,
  member,
  reading,
  reversing,
} from '@ledger/test/support/acts.js';
import { actOf } from '@ledger/test/support/contest.js';
import { importTestSheet } from '@ledger/test/support/sheet-imports.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { passedVault } from '@ledger/test/support/passed-vault.js';
import { csv, gb18030, sheet, type Cells } from '@ledger/test/support/sheets.js';
import { readableIn, type Secrets } from '@ledger/test/support/text-dresses.js';
import { workbookOf } from '@ledger/test/support/workbooks.js';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { fen } from '../kernel/money.js';
import type { KeyVault, SubjectKey } from '../ports/key-vault.js';
import type { ActReading } from './record-act-command.js';

/** Personal texts for the tests. Each one is submitted once and occurs nowhere else. */
const secrets = {
  'a membership number': 'RG-77001',
  'a national id': '33060219900101773X',
  'a name': '欧阳靖宇',
  'a phone number': '13957517733',
  'a corrected name': '欧阳敬宇',
  'a corrected phone number': '13957517734',
  'the membership number of an act': 'RG-77002',
  'the name with an act': '司马晴川',
  'the note of an act': '左膝旧伤复发',
  'a corrected note': '右膝旧伤复发',
  'the reason of a correction': '侧别登记颠倒',
  'the reason of a reversal': '本人要求撤回',
  'the name in an act without a person': '慕容秋白',
  'the note of an act without a person': '独居老人送餐',
  'the note of a case': '拖欠工资调解成功',
  'the reason of a refused subsidy': '收入超过标准',
  'a membership number in a sheet': 'RG-77003',
  'a name in a sheet': '令狐远山',
  'a note in a sheet': '血压偏高复查',
  'the place of an act': '镜湖南岸小屋',
  'a corrected place': '镜湖北岸小屋',
  'a place in a sheet': '迪荡湖东门',
  'the name of a sheet': '令狐远山的体检.csv',
  'a cell that is refused': '皇甫长歌十三日',
  'what is refused of a registered person': '令狐远山生日那天',
} as const;

/** Texts that name nobody and may be stored in clear text. */
const open = { place: '越城驿站中心', employer: '闪送绍兴站' };

const register = async ({ write: { registering } }: TestLedger): Promise<void> => {
  const registered = await registering.register(
    soleOffice,
    personWith({
      membership: secrets['a membership number'],
      nationalId: secrets['a national id'],
      name: secrets['a name'],
      phone: secrets['a phone number'],
      employer: open.employer,
    }),
    { commandId: 'register', key: 'register', by: caseworker },
  );
  expect(registered.kind).toBe('recorded');
};

const correct = async ({ write: { registering, people } }: TestLedger): Promise<void> => {
  const worker = await people.find({ by: 'national-id', value: nationalId(secrets['a national id']) });
  const details = personWith({
    name: secrets['a corrected name'],
    phone: secrets['a corrected phone number'],
  });
  const command = { commandId: 'correct', key: 'correct', by: caseworker, office: soleOffice };
  const corrected = worker === null ? null : await registering.correct(worker, details, command);
  expect(corrected?.kind).toBe('recorded');
};

const record = async (
  ledger: TestLedger,
  act: ActReading,
  as: 'given' | 'request' = 'given',
): Promise<string> => {
  const commandId = `record ${act.kind.code}`;
  const [outcome] = await ledger.write.recording.record([
    { ...recordCommand(act, commandId, commandId), as },
  ]);
  const id = outcome === undefined ? null : actOf(outcome);
  if (id === null) throw new Error(`${commandId} was not accepted`);
  return id;
};

const amend = async ({ write: { amending } }: TestLedger, act: string): Promise<void> => {
  const correction = correcting(
    act,
    { note: secrets['a corrected note'], place: secrets['a corrected place'] },
    'amend',
  );
  const reason = secrets['the reason of a correction'];
  const reversal = reversing(act, 'reverse');
  for (const command of [
    { ...correction, amendment: { ...correction.amendment, reason } },
    { ...reversal, amendment: { ...reversal.amendment, reason: secrets['the reason of a reversal'] } },
  ]) {
    expect((await amending.amend(command)).kind).toBe('recorded');
  }
};

const refuse = async (ledger: TestLedger): Promise<void> => {
  const person = member(secrets['the membership number of an act']);
  const act = await record(
    ledger,
    reading('education-subsidy', { person, amountFen: fen(50_000) }),
    'request',
  );
  const reason = secrets['the reason of a refused subsidy'];
  const { on } = reading('education-subsidy');
  const amendment = { type: 'RefuseSubsidy', act, on, reason } as const;
  const refused = await ledger.write.amending.amend({
    amendment,
    commandId: 'no',
    key: 'no',
    by: caseworker,
  });
  expect(refused.kind).toBe('recorded');
};

/** Submits every personal text through every entry point, and folds the events into every view. */
const recordEverything = async (ledger: TestLedger): Promise<void> => {
  await register(ledger);
  await correct(ledger);
  const act = await record(
    ledger,
    reading('certificate', {
      person: member(secrets['the membership number of an act']),
      name: secrets['the name with an act'],
      note: secrets['the note of an act'],
      reference: 'PD-1',
      place: secrets['the place of an act'],
      employer: open.employer,
    }),
  );
  await amend(ledger, act);
  await refuse(ledger);
  const name = secrets['the name in an act without a person'];
  await record(
    ledger,
    reading('station-visit', {
      ...{ name, note: secrets['the note of an act without a person'] },
      place: open.place,
    }),
  );
  await record(ledger, reading('hotline-case', { note: secrets['the note of a case'] }));
  const row = {
    reference: 'PD-2',
    kind: '免费体检',
    district: '330602',
    date: '2026-03-01',
    membership: secrets['a membership number in a sheet'],
    name: secrets['a name in a sheet'],
    note: secrets['a note in a sheet'],
    place: secrets['a place in a sheet'],
  };
  const named = (...rows: readonly Cells[]) => ({
    ...sheet(csv(...rows)),
    name: secrets['the name of a sheet'],
  });
  const { accepted } = await importTestSheet(ledger.write, named(row), { id: 'sheet' });
  expect(accepted).toBe(1);
  // One of these rows names a registered person, the other names nobody.
  const known = { ...row, reference: 'PD-3', date: secrets['what is refused of a registered person'] };
  // The cell has two more characters before the text. The search would still find the text in the base64 of the list of
  // reasons, if the list were not encrypted.
  const unknown = { ...known, membership: '', name: '', date: `13${secrets['a cell that is refused']}` };
  const { refused } = await importTestSheet(ledger.write, named(known, unknown), { id: 'refused' });
  expect(refused.map(({ code, because }) => [code, because])).toStrictEqual([
    ['BAD_DATE', { date: known.date }],
    ['BAD_DATE', { date: unknown.date }],
  ]);
  await ledger.fold();
};

/** The texts found in the ledger's files: which text, in which file, in which encoding. */
const readableInFiles = (
  { folder }: TestLedger,
  texts: Secrets,
): readonly (readonly [what: string, file: string, dress: string])[] => {
  if (folder === null) throw new Error('the ledger has no files');
  return readdirSync(folder).flatMap((file) =>
    readableIn(readFileSync(join(folder, file)), texts).map(([what, dress]) => [what, file, dress] as const),
  );
};

const isSealed = (text: string): text is Sealed => text.length > 0;

/** A key that does not encrypt: it only encodes the text as base64. */
const openKey = (key: SubjectKey): SubjectKey => ({
  seal: (_at, text) => {
    const sealed = Buffer.from(text).toString('base64');
    if (!isSealed(sealed)) throw new Error('there was no text');
    return sealed;
  },
  open: (_at, sealed) => Buffer.from(sealed, 'base64').toString(),
  sealBytes: (_field, bytes) => bytes,
  openBytes: (_field, bytes) => bytes,
  fingerprint: (text) => key.fingerprint(text),
});

const openAll = (keys: ReadonlyMap<string, SubjectKey>): ReadonlyMap<string, SubjectKey> =>
  new Map([...keys].map(([subject, key]) => [subject, openKey(key)]));

const withOpenKeys = (vault: KeyVault): KeyVault => ({
  ...passedVault(vault),
  keysFor: async (subjects) => openAll(await vault.keysFor(subjects)),
  existingKeys: async (subjects) => openAll(await vault.existingKeys(subjects)),
});

describe('the files of a ledger', () => {
  let ledger: TestLedger;
  afterEach(() => ledger.close());

  const files = (found: ReturnType<typeof readableInFiles>): unknown =>
    [...new Set(found.map(([, file]) => file.replace(/-wal$/, '')))].toSorted();

  it('hold nothing about a person that could be read without the keys', async () => {
    ledger = await openLedger();
    await recordEverything(ledger);
    expect(readableInFiles(ledger, secrets)).toStrictEqual([]);
  });

  it('hold what names nobody in clear: the search looks where things are', async () => {
    ledger = await openLedger();
    await recordEverything(ledger);
    const found = readableInFiles(ledger, open);
    expect(files(found)).toStrictEqual(['log.db', 'views.db']);
    expect(new Set(found.map(([what]) => what))).toStrictEqual(new Set(Object.keys(open)));
  });

  it('would hold every one of these texts if the keys sealed nothing: the search finds them', async () => {
    ledger = await openLedger({ sealing: withOpenKeys });
    await recordEverything(ledger);
    const found = readableInFiles(ledger, secrets);
    expect(files(found)).toStrictEqual(['log.db', 'views.db']);
    expect(new Set(found.map(([what]) => what))).toStrictEqual(new Set(Object.keys(secrets)));
    expect(new Set(found.map(([, , dress]) => dress))).toStrictEqual(new Set(['base64']));
  });
});

describe('the search', () => {
  const text = '皇甫长歌-77';
  const found = (content: string | Uint8Array): unknown =>
    [...new Set(readableIn(Buffer.from(content), { name: text }).map(([, dress]) => dress))].toSorted();

  it.each([
    ['in clear', text, ['UTF-8']],
    ['as JSON escapes', '\\u7687\\u752b\\u957f\\u6b4c\\u002d\\u0037\\u0037', ['escaped']],
    ['in base64 at once', Buffer.from(`{${text}}`).toString('base64'), ['base64']],
    ['in base64 behind others', Buffer.from(`{"a":"${text}"}`).toString('base64'), ['base64']],
    ['in base64 behind two', Buffer.from(`{"${text}"}`).toString('base64'), ['base64']],
    ['in hex', Buffer.from(`a${text}`).toString('hex'), ['hex']],
    ['in UTF-16', Buffer.from(text, 'utf16le'), ['UTF-16']],
    ['in GB18030', gb18030(text), ['GB18030']],
    ['packed by gzip behind others', Buffer.concat([Buffer.from('abc'), gzipSync(`a ${text}`)]), ['UTF-8']],
    ['not at all', '皇甫长歌-78', []],
  ])('a text is found %s', (_how, content, dresses) => {
    expect(found(content)).toStrictEqual(dresses);
  });

  it('a text is found in a workbook', async () => {
    expect(found(await workbookOf([['a'], [text]]))).toStrictEqual(['UTF-8']);
  });
});
