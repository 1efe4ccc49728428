import { membership as member, nationalId } from '@ledger/test/support/identifiers.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { VaultFault, type KeyVault, type LookUp } from '@ledger/ledger/ports/key-vault.js';
import { sealed } from '@ledger/schema/events/values.js';
import { freshPosition, keyOf, said } from '@ledger/test/contract/key-vault/key-vault-setup.js';
import { processes, processesMsMax } from '@ledger/test/contract/processes.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { bytes, openDatabase } from '../../sqlite/sqlite-database.js';
import { openEmbeddedVault } from './embedded-vault.js';

const masterKey = Buffer.from('5e'.repeat(32), 'hex');
const worker = workerNo(17);
const subject = 'worker-000000175';

/** Returns a function that opens vaults; they are closed after each test. */
const vaults = (): ((file: string, key?: Uint8Array, mode?: 'write' | 'read') => KeyVault) => {
  const opened: KeyVault[] = [];
  afterEach(async () => {
    for (const vault of opened.splice(0)) await vault.close();
  });
  return (file, key = masterKey, mode = 'write') => {
    const vault = openEmbeddedVault(file, key, mode);
    opened.push(vault);
    return vault;
  };
};

const faultOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    if (error instanceof VaultFault) return [error.code, error.message];
    throw error;
  }
  throw new Error('there was no fault');
};

describe('an embedded vault', () => {
  const folder = temporaryFolders();
  const open = vaults();

  it('opens with the master key that it was made with, and with no other', async () => {
    const file = join(folder(), 'vault.db');
    const vault = open(file);
    const secret = (await keyOf(vault, subject)).seal(said('name'), '李雷');
    const other = Buffer.from(masterKey);
    other[31] = 0;
    const refused = [
      'WRONG_MASTER_KEY',
      `${file} was made with another master key; name the right one in LEDGER_MASTER_KEY_FILE`,
    ];
    expect(faultOf(() => open(file, other))).toStrictEqual(refused);
    expect(faultOf(() => open(file, other, 'read'))).toStrictEqual(refused);
    expect((await keyOf(open(file, Buffer.from(masterKey)), subject)).open(said('name'), secret)).toBe(
      '李雷',
    );
  });

  it('makes other tokens than another vault with the same master key', () => {
    const lookUp: LookUp = { by: 'national-id', value: nationalId('310104199001011233') };
    const tokens = [folder(), folder()].map((path) => open(join(path, 'vault.db')).tokenOf(lookUp));
    expect(new Set(tokens).size).toBe(2);
  });

  it('gives those who ask in the same moment one key', async () => {
    const vault = open(join(folder(), 'vault.db'));
    const [one, other] = await Promise.all([keyOf(vault, subject), keyOf(vault, subject)]);
    expect(other.open(said('name'), one.seal(said('name'), '李雷'))).toBe('李雷');
  });

  it('gives no key of somebody who is erased while it is made, nor keeps one', async () => {
    const vault = open(join(folder(), 'vault.db'));
    const asking = vault.keysFor([subject]);
    await vault.erase(subject, worker, freshPosition());
    expect(await asking).toStrictEqual(new Map());
    const late = vault.keysFor(['worker-000000183']);
    await new Promise((resolve) => setImmediate(resolve));
    await vault.erase('worker-000000183', worker, freshPosition());
    await late;
    expect(await vault.existingKeys([subject, 'worker-000000183'])).toStrictEqual(new Map());
  });

  it('writes what is asked for until it is closed', async () => {
    const file = join(folder(), 'vault.db');
    const vault = openEmbeddedVault(file, masterKey, 'write');
    const asking = vault.keysFor([subject]);
    await vault.close();
    expect([...(await asking).keys()]).toStrictEqual([subject]);
    expect((await open(file).existingKeys([subject])).size).toBe(1);
  });

  it('that is only read finds persons and keys, and makes none', async () => {
    const file = join(folder(), 'vault.db');
    const [writer, reader] = [open(file), open(file, masterKey, 'read')];
    const lookUp: LookUp = { by: 'membership', office: officeCode('office.1'), value: member('M-1') };
    const secret = (await keyOf(writer, subject)).seal(said('name'), '李雷');
    await writer.claim([{ token: writer.tokenOf(lookUp), worker }]);
    expect(await reader.find([reader.tokenOf(lookUp)])).toStrictEqual([worker]);
    expect((await keyOf(reader, subject)).open(said('name'), secret)).toBe('李雷');
    expect(await reader.existingKeys(['worker-000000183'])).toStrictEqual(new Map());
    await expect(reader.keysFor(['worker-000000183'])).rejects.toThrow('readonly');
  });
});

describe('an embedded vault that several processes use', () => {
  const folder = temporaryFolders();
  const open = vaults();
  const start = processes();
  const subjects = Array.from({ length: 200 }, (_, index) => `worker-${String(index)}`);

  const sealing = `
    const { openEmbeddedVault } = await load('key-vault/embedded/embedded-vault.js');
    const vault = openEmbeddedVault(values[0], Buffer.from(values[1], 'hex'), 'write');
    say('ready');
    await told();
    const texts = [];
    for (let index = 0; index < 200; index += 1) {
      const subject = 'worker-' + index;
      const key = (await vault.keysFor([subject])).get(subject);
      texts.push(key.seal(JSON.parse(values[2]), subject));
    }
    say(JSON.stringify(texts));
    await told();
  `;

  it(
    'gives all of them the same keys, though all make them at once',
    async () => {
      const file = join(folder(), 'vault.db');
      const vault = open(file);
      const others = [1, 2, 3].map(() =>
        start(sealing, file, masterKey.toString('hex'), JSON.stringify(said('name'))),
      );
      for (const other of others) expect(await other.line()).toBe('ready');
      for (const other of others) other.send('go');
      for (const other of others) {
        const texts = sealed.array().parse(JSON.parse(await other.line()));
        const keys = await vault.existingKeys(subjects);
        expect(
          texts.map((text, index) => keys.get(`worker-${String(index)}`)?.open(said('name'), text)),
        ).toStrictEqual(subjects);
      }
    },
    processesMsMax,
  );
});

/** The content of all files in a folder. */
const contentOf = (path: string): readonly Buffer[] =>
  readdirSync(path).map((name) => readFileSync(join(path, name)));

describe('what lies in the files of an embedded vault', () => {
  const folder = temporaryFolders();

  it('is neither a clear text nor what a person is found by, nor the master key', async () => {
    const path = folder();
    const vault = openEmbeddedVault(join(path, 'vault.db'), masterKey, 'write');
    const values = ['M-20260302-0815', '310104199001011233', 'Zhang San of Xuhui', '徐汇区总工会'];
    const [membership, citizenId, name, office] = values;
    const lookUps: readonly LookUp[] = [
      { by: 'membership', office: officeCode(office ?? ''), value: member(membership ?? '') },
      { by: 'national-id', value: nationalId(citizenId ?? '') },
    ];
    await vault.claim(lookUps.map((lookUp) => ({ token: vault.tokenOf(lookUp), worker })));
    const key = await keyOf(vault, subject);
    key.seal(said('name'), name ?? '');
    key.fingerprint(name ?? '');
    const secrets = [
      ...values.map((value) => Buffer.from(value)),
      masterKey,
      Buffer.from(masterKey.toString('hex')),
    ];
    const here = (): readonly boolean[] =>
      contentOf(path).flatMap((content) => secrets.map((secret) => content.includes(secret)));
    expect(here().length).toBeGreaterThanOrEqual(secrets.length * 2);
    expect(new Set(here())).toStrictEqual(new Set([false]));
    await vault.close();
    expect(new Set(here())).toStrictEqual(new Set([false]));
  });

  it('is no longer the key of somebody who was erased, nor the tokens', async () => {
    const path = folder();
    const file = join(path, 'vault.db');
    const vault = openEmbeddedVault(file, masterKey, 'write');
    const token = vault.tokenOf({ by: 'membership', office: officeCode('office.1'), value: member('M-1') });
    await vault.claim([{ token, worker }]);
    await keyOf(vault, subject);
    const db = openDatabase(file, { readOnly: true, waitMs: 0 });
    const wrapped = Buffer.from(
      bytes(db.prepare('SELECT wrapped FROM keys WHERE subject = ?').get(subject)?.[0]),
    );
    db.close();
    const remains = (): readonly boolean[] =>
      [wrapped, Buffer.from(token)].map((secret) =>
        contentOf(path).some((content) => content.includes(secret)),
      );
    expect(remains()).toStrictEqual([true, true]);
    await vault.erase(subject, worker, freshPosition());
    expect(remains()).toStrictEqual([false, false]);
    await vault.close();
    expect(remains()).toStrictEqual([false, false]);
  });
});
