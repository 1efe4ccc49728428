import {
  jsonIn,
  linesIn,
  openCommandFixture,
  type CommandFixture,
} from '@ledger/test/support/command-fixture.js';
import { MutationClient, service, subsidy } from '@ledger/test/support/mutation-client.js';
import { caseworker } from '@ledger/test/support/acts.js';
import { workerNo } from '@ledger/ledger/kernel/ids.js';
import { history } from './history-command.js';

let fixture: CommandFixture;
beforeAll(async () => {
  fixture = await openCommandFixture();
  const mutations = new MutationClient(fixture.ledger);
  await mutations.idOf('requestSubsidy', { ...subsidy, on: '2024-03-02' });
  await mutations.idOf('recordAct', { ...service, on: '2024-03-01' });
  await fixture.ledger.fold();
});
afterAll(() => fixture.close());

const reported = (text: string, options = {}) => fixture.ran((asking) => history(text, options, asking));

describe('ledger history', () => {
  it('lists what a person was given, oldest first, by membership number or worker number', async () => {
    const answer = jsonIn(await reported('RF-0001', { json: true })) as { workerNo: string };
    expect(answer).toMatchObject({
      acts: [
        { kind: 'cancer-screening', date: '2024-03-01', amountFen: 100, state: 'given' },
        { kind: 'education-subsidy', date: '2024-03-02', amountFen: 100, state: 'requested' },
      ],
    });
    expect(jsonIn(await reported(answer.workerNo, { json: true }))).toStrictEqual(answer);
  });

  it('shows them under who it is', async () => {
    const lines = linesIn(await reported('RF-0001'));
    expect(lines[0]).toMatch(/^\d{9} 韩 · female · 骑手 · 饿了么$/);
    expect(lines.some((line) => line.startsWith('2024-03-01 两癌筛查 330603 1.00 given'))).toBe(true);
  });

  it('calls its columns what a reader of Chinese calls them', async () => {
    const lines = linesIn(await fixture.ran((asking) => history('RF-0001', {}, asking), 'zh'));
    expect(lines).toContain('日期 类别 区划 金额（元） 状态 业务编号 业务');
  });

  it('shows no name of who never had one, and that it is erased of who had', async () => {
    const mutations = new MutationClient(fixture.ledger);
    const nameless = { membership: 'RF-0002', sex: 'FEMALE' };
    await mutations.idOf('recordAct', { ...service, person: nameless, idempotencyKey: 'nameless' });
    await mutations.idOf('recordAct', {
      ...service,
      person: { membership: 'RF-0003', name: '金' },
      idempotencyKey: 'erased',
      on: '2024-03-01',
    });
    await fixture.ledger.fold();
    expect(linesIn(await reported('RF-0002'))[0]).toMatch(/^\d{9} female$/);
    const { workerNo: number } = jsonIn(await reported('RF-0003', { json: true })) as { workerNo: string };
    expect(linesIn(await reported(number))[0]).toBe(`${number} 金`);
    const worker = workerNo(Number(number.slice(0, 8)));
    await fixture.ledger.write.registering.erase(worker, {
      commandId: 'erase',
      key: 'erase',
      by: caseworker,
    });
    await fixture.ledger.fold();
    expect(linesIn(await reported(number))[0]).toBe(`${number} (erased)`);
    const inChinese = await fixture.ran((asking) => history(number, {}, asking), 'zh');
    expect(linesIn(inChinese)[0]).toBe(`${number} （已清除）`);
  });

  it('says who is not known, and which office cannot be', async () => {
    await expect(reported('RF-9999')).rejects.toThrow(
      'nobody has the worker number or membership number “RF-9999”',
    );
    await expect(reported('RF-0001', { office: 'elsewhere' })).rejects.toThrow(
      'nobody has the worker number',
    );
    await expect(reported('RF-0001', { office: '' })).rejects.toThrow(
      '--office is “”; that cannot be an office',
    );
  });

  it('says on stderr where the view has more to fold', async () => {
    await new MutationClient(fixture.ledger).idOf('recordAct', {
      ...service,
      on: '2024-04-01',
      idempotencyKey: 'late',
    });
    const { code, stderr } = await reported('RF-0001', { json: true });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^note: view acts has \d events still to fold; “ledger start” folds them\n$/);
    await fixture.ledger.fold();
  });
});
