import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SettingsFault, settingRows, settingsFrom } from './settings.js';
import { workspaceRoot } from './workspace-root.js';

/** The name of the data folder, the name of the master key's folder, and whether an empty ledger becomes the sample. */
const chosenBy = (environment: Readonly<Record<string, string | undefined>>): readonly unknown[] => {
  const { data, masterKeyFile, sample } = settingsFrom(environment);
  return [basename(data.folder), basename(dirname(masterKeyFile)), sample];
};

describe('who names neither a data folder nor a server', () => {
  test.each([
    {},
    { EVENTSTORE_URL: '', MONGODB_URL: '' },
    { LEDGER_NAME: 'huzhou', PORT: '0', LOG_LEVEL: 'info' },
    { LEDGER_SAMPLE: 'yes' },
  ])('gets the sample, in places of its own: %j', (environment) => {
    expect(chosenBy(environment)).toStrictEqual(['service-ledger-sample', 'service-ledger-sample', true]);
  });

  test('does not open the sample with the master key of a ledger in use', () => {
    expect(chosenBy({ LEDGER_MASTER_KEY_FILE: '/keys/own/master.key' })).toStrictEqual([
      'service-ledger-sample',
      'service-ledger-sample',
      true,
    ]);
  });
});

describe('who names a data folder or a server', () => {
  test.each([
    [{ LEDGER_DATA: '/srv/county' }, 'county'],
    [{ EVENTSTORE_URL: 'esdb://log' }, 'service-ledger'],
    [{ MONGODB_URL: 'mongodb://views' }, 'service-ledger'],
  ])('has a ledger of their own: %j', (environment, folder) => {
    expect(chosenBy(environment)).toStrictEqual([folder, 'service-ledger', false]);
  });

  test('may name the master key, too', () => {
    expect(
      chosenBy({ LEDGER_DATA: '/srv/county', LEDGER_MASTER_KEY_FILE: '/keys/own/master.key' }),
    ).toStrictEqual(['county', 'own', false]);
  });

  test('may ask for the sample there', () => {
    expect(chosenBy({ LEDGER_DATA: '/srv/county', LEDGER_SAMPLE: 'yes' })).toStrictEqual([
      'county',
      'service-ledger',
      true,
    ]);
  });
});

test('LEDGER_DATA that is empty is refused: it would mean the sample', () => {
  expect(() => settingsFrom({ LEDGER_DATA: '' })).toThrow(SettingsFault);
  expect(() => settingsFrom({ LEDGER_DATA: '' })).toThrow(
    'LEDGER_DATA is empty, and names no ledger: name a folder, or leave it unset for the sample',
  );
});

test.each(['no', 'true', 'YES', '1'])('LEDGER_SAMPLE=%s is refused: it must be yes', (text) => {
  expect(() => settingsFrom({ LEDGER_SAMPLE: text })).toThrow(SettingsFault);
  expect(() => settingsFrom({ LEDGER_SAMPLE: text })).toThrow(`LEDGER_SAMPLE is “${text}”; it must be yes`);
});

describe('LEDGER_PUBLIC_URL', () => {
  test.each([
    ['https://ledger.example.org', 'https://ledger.example.org'],
    ['https://Ledger.Example.org:443/', 'https://ledger.example.org'],
    ['http://10.0.0.7:8080', 'http://10.0.0.7:8080'],
    ['', null],
  ])('%s is read as the origin of its pages', (text, origin) => {
    expect(settingsFrom({ LEDGER_PUBLIC_URL: text }).publicOrigin).toBe(origin);
  });

  test.each([
    'ledger.example.org',
    'ftp://a',
    'https://a/path',
    'https://u:p@a',
    'https://a/?x',
    'https://a/#x',
  ])('%s is refused, with what it must be', (text) => {
    expect(() => settingsFrom({ LEDGER_PUBLIC_URL: text })).toThrow(SettingsFault);
    expect(() => settingsFrom({ LEDGER_PUBLIC_URL: text })).toThrow(
      'LEDGER_PUBLIC_URL must be the scheme, host',
    );
  });
});

test('the tables of settings in the READMEs have the rows that the schema prints', () => {
  const rows = ['services', 'infra'].flatMap((folder) =>
    readFileSync(join(workspaceRoot(), folder, 'README.md'), 'utf8')
      .split('\n')
      .filter((line) => /^\| `[A-Z_]+` \|/.test(line)),
  );
  expect(rows).toStrictEqual(settingRows());
});

describe.each([
  ['LEDGER_NAME', 'County'],
  ['LEDGER_ONE_MACHINE', 'true'],
  ['LEDGER_TRUST_CLOCK', '1'],
  ['LOG_LEVEL', 'loud'],
  ['LEDGER_READY_LAG', '-1'],
  ['PORT', '65536'],
])('%s=%s', (setting, text) => {
  test('is refused with its name, its value and what it must be', () => {
    expect(() => settingsFrom({ [setting]: text })).toThrow(`${setting} is “${text}”; it must be `);
  });
});

test.each([
  ['EVENTSTORE_URL', 'http://clerk:secret@log', 'esdb:// or esdb+discover://'],
  ['MONGODB_URL', 'mongodb://', 'mongodb:// or mongodb+srv://'],
])('%s=%s is refused without repeating it', (setting, text, schemes) => {
  const refusal = new SettingsFault(`${setting} is no connection string: it must begin with ${schemes}`);
  expect(() => settingsFrom({ [setting]: text })).toThrow(refusal);
});
