import { openCommandFixture, type CommandFixture } from '@ledger/test/support/command-fixture.js';
import { listeningOwner } from './ledger-owner.js';

let fixture: CommandFixture;
beforeEach(async () => {
  fixture = await openCommandFixture();
});
afterEach(() => fixture.close());

describe('the owner that listens', () => {
  it('is nobody where the ledger has no owner, or where the owner does not listen yet', () => {
    expect(listeningOwner(fixture.settings)).toBeNull();
    const owned = fixture.own();
    expect(listeningOwner(fixture.settings)).toBeNull();
    owned.announce('http://127.0.0.1:4700');
    expect(listeningOwner(fixture.settings)).toMatchObject({ address: 'http://127.0.0.1:4700' });
    owned.release();
    expect(listeningOwner(fixture.settings)).toBeNull();
  });
});
