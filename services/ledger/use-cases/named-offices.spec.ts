import { recordCommand, member, reading, worker } from '@ledger/test/support/acts.js';
import { actsInForce } from '@ledger/test/support/acts-in-log.js';
import { inAWord } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { appendingThrough, overtaken } from '@ledger/test/support/overtaken.js';
import { toSlice } from '@ledger/test/support/sequential.js';
import { officesStream, workerNo } from '../kernel/ids.js';
import type { Append } from '../ports/event-log.js';
import { namedOffices, officeMissing } from './named-offices.js';
import type { ActReading, RecordActCommand } from './record-act-command.js';

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

const certificate = (reference: string, office?: string): ActReading =>
  reading('certificate', { reference, ...(office === undefined ? {} : { office }) });

/** A submitted act that does not state its office. */
const unsaid = (act: ActReading, id: string): RecordActCommand => ({
  ...recordCommand(act, id, id),
  saysOffice: false,
});

const record = async (command: RecordActCommand, { recording }: Writer = ledger.write): Promise<string> => {
  const [outcome] = await recording.record([command]);
  return outcome === undefined ? 'nothing' : inAWord(outcome);
};

const toOffices = ({ stream }: Append): boolean => stream === officesStream;
const noted = async (): Promise<readonly unknown[]> =>
  (await ledger.events()).filter(({ stream }) => stream === officesStream).map(({ event }) => event);

const named = (): Promise<readonly string[]> => namedOffices(ledger.log);

describe('an act without an office', () => {
  it('is of the ledger’s own office, as long as none has recorded under a code of its own', async () => {
    expect(await record(unsaid(certificate('R-1'), 'a'))).toBe('recorded');
    expect(await record(recordCommand(certificate('R-2', 'ledger'), 'b'))).toBe('recorded');
    expect(await record(unsaid(certificate('R-3'), 'c'))).toBe('recorded');
    expect(await named()).toStrictEqual([]);
  });

  it('is refused from then on, and told which offices there are', async () => {
    await record(recordCommand(certificate('R-1', 'sy'), 'a'));
    await record(recordCommand(certificate('R-2', 'kq'), 'b'));
    await record(recordCommand(certificate('R-3', 'sy'), 'c'));
    const before = (await ledger.events()).length;
    expect(await ledger.write.recording.record([unsaid(certificate('R-1'), 'd')])).toStrictEqual([
      { kind: 'refused', code: 'BAD_OFFICE', because: { offices: 'SY, KQ' }, existing: null },
    ]);
    expect((await ledger.events()).length).toBe(before);
    expect(await noted()).toStrictEqual([
      { type: 'OfficeNamed', data: { office: 'SY' } },
      { type: 'OfficeNamed', data: { office: 'KQ' } },
    ]);
  });

  it('is recorded where the ledger’s own office is said', async () => {
    await record(recordCommand(certificate('R-1', 'kq'), 'a'));
    expect(await record(recordCommand(certificate('R-2', 'LEDGER'), 'b'))).toBe('recorded');
  });

  it('is answered as before, where it was recorded before the first office came', async () => {
    const act = unsaid(certificate('R-1'), 'a');
    await record(act);
    await record(recordCommand(certificate('R-2', 'kq'), 'b'));
    expect(await record(act)).toBe('repeated');
  });

  it('is refused for that before any reason that ranks lower', async () => {
    await record(unsaid(certificate('R-1'), 'a'));
    await record(recordCommand(certificate('R-2', 'kq'), 'b'));
    const nobody = reading('health-check', { person: worker(workerNo(88_888_888)) });
    expect(await record({ ...recordCommand(nobody, 'c'), saysOffice: true })).toBe('UNKNOWN_WORKER');
    expect(await record(unsaid(nobody, 'd'))).toBe('BAD_OFFICE');
    const reused = { ...unsaid(certificate('R-9'), 'a') };
    expect(await record({ ...reused, saysOffice: true })).toBe('COMMAND_ID_REUSED');
    expect(await record(reused)).toBe('BAD_OFFICE');
  });

  it('is not refused for what another office has only tried to record', async () => {
    const check = (reference: string, office: string): ActReading =>
      reading('health-check', { reference, office, person: member('M-1'), amountFen: null });
    expect(
      await record(recordCommand({ ...check('R-1', 'kq'), session: { text: 'S', stream: null } }, 'a')),
    ).toBe('UNKNOWN_SESSION');
    expect(await named()).toStrictEqual([]);
    expect(await record(unsaid(certificate('R-2'), 'b'))).toBe('recorded');
  });
});

describe('two writers at once', () => {
  it('an act without an office that was judged before the first office was known counts as before it', async () => {
    const late = ledger.writer((log) =>
      overtaken(log, toSlice('gathering'), () => record(recordCommand(certificate('R-1', 'kq'), 'a'))),
    );
    expect(await record(unsaid(certificate('R-2'), 'b'), late)).toBe('recorded');
    expect(actsInForce(await ledger.events()).map(({ reference }) => reference)).toStrictEqual([
      'R-1',
      'R-2',
    ]);
    expect(await record(unsaid(certificate('R-3'), 'c'), late)).toBe('BAD_OFFICE');
  });

  it('who lose their place are judged anew: then the office is known', async () => {
    const other = (): Promise<string> => record(recordCommand(certificate('R-1', 'kq'), 'a'));
    const takes = unsaid(certificate('R-2'), 'b');
    const late = ledger.writer((log) =>
      overtaken(log, toSlice('ref'), async () => {
        await record(unsaid(certificate('R-2'), 'c'));
        await other();
      }),
    );
    expect(await record(takes, late)).toBe('BAD_OFFICE');
  });

  it('with the first acts of two offices make both known', async () => {
    const first = (office: string, id: string, writer?: Writer): Promise<string> =>
      record(recordCommand(certificate('R-1', office), id), writer);
    const late = ledger.writer((log) => overtaken(log, toOffices, () => first('kq', 'a')));
    expect(await first('sy', 'b', late)).toBe('recorded');
    expect(await named()).toStrictEqual(['KQ', 'SY']);
  });

  it('with the first acts of one office make it known once', async () => {
    const acts = (prefix: string): readonly RecordActCommand[] =>
      Array.from({ length: 20 }, (_, at) =>
        recordCommand(certificate(`${prefix}-${String(at)}`, 'kq'), `${prefix}${String(at)}`),
      );
    const late = ledger.writer((log) =>
      overtaken(log, toOffices, () => ledger.write.recording.record(acts('A'))),
    );
    const outcomes = await late.recording.record(acts('B'));
    expect(new Set(outcomes.map(inAWord))).toStrictEqual(new Set(['recorded']));
    expect(actsInForce(await ledger.events())).toHaveLength(40);
    expect(await noted()).toHaveLength(1);
  });
});

it('an office that a crash left unknown is made known by the repeat, before that is answered', async () => {
  const dying = ledger.writer((log) =>
    appendingThrough(log, async (chain) => {
      const at = chain.findIndex(toOffices);
      if (at < 0) return log.append(chain);
      await log.append(chain.slice(0, at));
      throw new Error('killed');
    }),
  );
  const act = recordCommand(certificate('R-1', 'kq'), 'a');
  await expect(record(act, dying)).rejects.toThrow('killed');
  expect([actsInForce(await ledger.events()).length, await named()]).toStrictEqual([1, []]);
  expect(await record(act)).toBe('repeated');
  expect(await named()).toStrictEqual(['KQ']);
});

it('nothing is missing in a ledger of one office', () => {
  expect(officeMissing([])).toBeNull();
});
