import { personWith } from '@ledger/test/support/identifiers.js';
import { officeCode } from '../kernel/identifiers.js';
import { typesOf } from '@ledger/schema/events/event-shape.js';
import { workerRegistered } from '@ledger/schema/events/registry.js';
import { freshPosition } from '@ledger/test/contract/key-vault/key-vault-setup.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { openLedger, type TestLedger } from '@ledger/test/support/ledger.js';
import { eventsOfType } from '@ledger/test/support/acts-in-log.js';
import { workerNo, workerStreamOf } from '../kernel/ids.js';
import { VaultFault } from './key-vault.js';
import { unsealed } from '@ledger/test/support/unsealed-text.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const worker = workerNo(17);
const subject = workerStreamOf(worker);
const other = workerStreamOf(workerNo(18));

const sealed = async (field: string, text: string): Promise<string> => {
  const key = (await ledger.vault.keysFor([subject])).get(subject);
  if (key === undefined) throw new Error('the vault made no key');
  return key.seal({ stream: subject, command: 'c', field }, text);
};

const open = (field: string, text: string | null, whose = subject, command = 'c'): Promise<string | null> => {
  const at = { stream: whose === other ? subject : whose, field };
  return unsealed(ledger.vault, whose, at, text === null ? null : { sealed: text, command });
};

describe('a sealed text', () => {
  it('is opened by the key of its subject', async () => {
    expect(await open('name', await sealed('name', '王强🚲'))).toBe('王强🚲');
  });

  it('that is none stays none', async () => {
    expect(await open('name', null)).toBeNull();
    expect(await open('name', '')).toBeNull();
  });

  it('is gone once its person was erased, and no new key opens it', async () => {
    const name = await sealed('name', '王强');
    await ledger.vault.erase(subject, worker, freshPosition());
    expect(await open('name', name)).toBeNull();
    expect(await open('name', name)).toBeNull();
  });

  it('of somebody without a key is nothing, and no key is made for looking', async () => {
    expect(await open('name', await sealed('name', '王强'), other)).toBeNull();
    expect((await ledger.vault.existingKeys([other])).size).toBe(0);
  });

  it('is not opened as another field, nor by the key of another', async () => {
    const name = await sealed('name', '王强');
    await ledger.vault.keysFor([other]);
    await expect(open('phone', name)).rejects.toThrow(VaultFault);
    await expect(open('name', name, other)).rejects.toThrow(VaultFault);
  });

  it('in the register is the person that was registered', async () => {
    const submitted = { commandId: 'c', key: 'k', by: caseworker };
    await ledger.write.registering.register(
      officeCode('ledger'),
      personWith({ name: '王强', phone: '13900001234' }),
      submitted,
    );
    const [registered] = eventsOfType(await ledger.events(), typesOf([workerRegistered]));
    const stream = registered === undefined ? subject : workerStreamOf(registered.data.worker);
    expect(await open('name', registered?.data.name ?? null, stream)).toBe('王强');
    expect(await open('phone', registered?.data.phone ?? null, stream)).toBe('13900001234');
  });
});
