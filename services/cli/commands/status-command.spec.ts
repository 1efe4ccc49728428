import { workerNo } from '@ledger/ledger/kernel/ids.js';
import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, service } from '@ledger/test/support/mutation-client.js';
import { status } from './status-command.js';

let fixture: CommandFixture;
beforeEach(async () => {
  fixture = await openCommandFixture();
  await new MutationClient(fixture.ledger).idOf('recordAct', { ...service, on: '2024-03-01' });
});
afterEach(() => fixture.close());

const reported = (json: boolean, language: 'zh' | 'en' = 'en') =>
  fixture.ran((asking) => status({ json }, asking), language);
const views = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];

describe('ledger status', () => {
  it('says how much there is, and how far each view has come', async () => {
    const events = (await fixture.ledger.events()).length;
    const before = jsonIn(await reported(true));
    expect(before).toMatchObject({ owner: null, sample: false, events, aside: [] });
    expect(before).toMatchObject({
      engines: { log: { engine: 'embedded' }, views: { engine: 'embedded' }, keys: { engine: 'embedded' } },
      views: views.map((name) => ({ name, lag: events, stopped: null, past: 'this' })),
    });
    await fixture.ledger.fold();
    expect(jsonIn(await reported(true))).toMatchObject({ views: views.map((name) => ({ name, lag: 0 })) });
  });

  it('shows it, and that nobody runs the ledger', async () => {
    await fixture.ledger.fold();
    const lines = linesIn(await reported(false));
    expect(lines).toContain('owner nobody');
    expect(lines).toContain(`folder ${fixture.settings.data.folder}`);
    expect(lines.filter((line) => /^\w+ \w{20} 0 running$/.test(line))).toHaveLength(views.length);
    expect(lines.some((line) => line.includes('SAMPLE'))).toBe(false);
  });

  it('says who runs it', async () => {
    const owned = fixture.own();
    const pid = String(process.pid);
    expect(linesIn(await reported(false))).toContain(`owner process ${pid}`);
    owned.announce('http://127.0.0.1:4700');
    expect(linesIn(await reported(false))).toContain(`owner process ${pid} at http://127.0.0.1:4700`);
    owned.release();
    expect(linesIn(await reported(false))).toContain('owner nobody');
  });

  it('says that the vault is ahead of the log, as where the log was put back', async () => {
    expect(jsonIn(await reported(true))).toMatchObject({ pair: { kind: 'even' } });
    expect(linesIn(await reported(false)).some((line) => line.startsWith('vault '))).toBe(false);
    await fixture.ledger.vault.noteBlock({ to: workerNo(9_000), by: 'somebody' });
    expect(jsonIn(await reported(true))).toMatchObject({ pair: { kind: 'vault ahead', lastNumber: 9_000 } });
    expect(linesIn(await reported(false)).find((line) => line.startsWith('vault '))).toMatch(
      / has noted worker numbers up to 9000, of which the log .* does not know: .*none of these numbers is given again$/,
    );
  });
});
