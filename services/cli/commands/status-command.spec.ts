import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { jsonIn, linesIn, openCommandDesk, type CommandDesk } from '@ledger/test/support/command-desk.js';
import { MutationDesk, service } from '@ledger/test/support/mutation-desk.js';
import { status } from './status-command.js';

let desk: CommandDesk;
beforeEach(async () => {
  desk = await openCommandDesk();
  await new MutationDesk(desk.ledger).idOf('recordAct', { ...service, on: '2024-03-01' });
});
afterEach(() => desk.close());

const told = (json: boolean, language: 'zh' | 'en' = 'en') =>
  desk.ran((asking) => status({ json }, asking), language);
const views = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];

describe('ledger status', () => {
  it('says how much there is, and how far each view has come', async () => {
    const events = (await desk.ledger.events()).length;
    const before = jsonIn(await told(true));
    expect(before).toMatchObject({ owner: null, sample: false, events, aside: [] });
    expect(before).toMatchObject({
      engines: { log: { engine: 'embedded' }, views: { engine: 'embedded' }, keys: { engine: 'embedded' } },
      views: views.map((name) => ({ name, lag: events, stopped: null, past: 'this' })),
    });
    await desk.ledger.fold();
    expect(jsonIn(await told(true))).toMatchObject({ views: views.map((name) => ({ name, lag: 0 })) });
  });

  it('shows it, and that nobody runs the ledger', async () => {
    await desk.ledger.fold();
    const lines = linesIn(await told(false));
    expect(lines).toContain('owner nobody');
    expect(lines).toContain(`folder ${desk.settings.data.folder}`);
    expect(lines.filter((line) => /^\w+ \w{20} 0 running$/.test(line))).toHaveLength(views.length);
    expect(lines.some((line) => line.includes('SAMPLE'))).toBe(false);
  });

  it('says who runs it', async () => {
    const owned = desk.own();
    const pid = String(process.pid);
    expect(linesIn(await told(false))).toContain(`owner process ${pid}`);
    owned.announce('http://127.0.0.1:4700');
    expect(linesIn(await told(false))).toContain(`owner process ${pid} at http://127.0.0.1:4700`);
    owned.release();
    expect(linesIn(await told(false))).toContain('owner nobody');
  });

  it('says that the vault is ahead of the log, as where the log was put back', async () => {
    expect(jsonIn(await told(true))).toMatchObject({ pair: { kind: 'even' } });
    expect(linesIn(await told(false)).some((line) => line.startsWith('vault '))).toBe(false);
    await desk.ledger.vault.noteBlock({ to: workerNo(9_000), by: 'somebody' });
    expect(jsonIn(await told(true))).toMatchObject({ pair: { kind: 'vault ahead', lastNumber: 9_000 } });
    expect(linesIn(await told(false)).find((line) => line.startsWith('vault '))).toMatch(
      / has noted worker numbers up to 9000, of which the log .* does not know: .*none of these numbers is given again$/,
    );
  });
});
