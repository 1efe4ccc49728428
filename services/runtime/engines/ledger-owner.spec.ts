import { openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { listeningOwner } from './ledger-owner.js';

let desk: CommandDesk;
beforeEach(async () => {
  desk = await openCommandDesk();
});
afterEach(() => desk.close());

describe('the owner that listens', () => {
  it('is nobody where the ledger has no owner, or where the owner does not listen yet', () => {
    expect(listeningOwner(desk.settings)).toBeNull();
    const owned = desk.own();
    expect(listeningOwner(desk.settings)).toBeNull();
    owned.announce('http://127.0.0.1:4700');
    expect(listeningOwner(desk.settings)).toMatchObject({ address: 'http://127.0.0.1:4700' });
    owned.release();
    expect(listeningOwner(desk.settings)).toBeNull();
  });
});
