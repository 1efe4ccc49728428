import { membership, reference as named } from '@ledger/test/support/identifiers.js';
import {
  at,
  caseworker,
  day,
  recordCommand,
  member,
  office,
  reading,
  reversing,
} from '@ledger/test/support/acts.js';
import { eventsOfType, actsInForce } from '@ledger/test/support/acts-in-log.js';
import { actOf, inAWord } from '@ledger/test/support/contest.js';
import { openLedger, type TestLedger, type Writer } from '@ledger/test/support/ledger.js';
import { overtaken, turnedRound } from '@ledger/test/support/overtaken.js';
import { toSlice } from '@ledger/test/support/sequential.js';
import { totalsBy } from '@ledger/test/support/totals.js';
import { fen } from '../kernel/money.js';
import { parseActId, type ActId, type StreamId } from '../kernel/ids.js';
import type { Append } from '../ports/event-log.js';
import { registryEvents } from '../registry/registry-state.js';
import type { ActReading } from '../use-cases/record-act-command.js';

/*
 * Regression: 154 people had two health checks in one year. The acts of a run were appended together, each at the
 * revision foreseen after the previous one. If another writer had appended the same number of events meanwhile, the
 * first act conflicted, but the next one was written after the other writer's event, without having been judged on
 * it. Rule: an act that was judged on a foreseen event is written only if exactly that event was written.
 */

let ledger: TestLedger;
beforeEach(async () => {
  ledger = await openLedger({ where: 'memory' });
});
afterEach(() => ledger.close());

/** Work of other writers, between this writer's read and its append. */
type Meanwhile = () => Promise<unknown>;

const inThePassbook = toSlice('passbook');

/** A writer that is overtaken: `meanwhile` runs before its first append that `here` accepts. */
const slowly = (meanwhile: Meanwhile, here: (append: Append) => boolean = inThePassbook): Writer =>
  ledger.writer((log) => overtaken(log, here, meanwhile));

let commands = 0;
const idOf = (): string => {
  commands += 1;
  return `command ${String(commands)}`;
};

const record = async (writer: Writer, ...acts: readonly ActReading[]): Promise<readonly string[]> =>
  (await writer.recording.record(acts.map((act) => recordCommand(act, idOf())))).map(inAWord);

/** Records one act directly and returns its id. */
const recorded = async (act: ActReading): Promise<ActId> => {
  const [outcome] = await ledger.write.recording.record([recordCommand(act, idOf())]);
  const id = outcome === undefined ? null : actOf(outcome);
  if (id === null) throw new Error('not recorded');
  return id;
};

const streamOf = (act: ActId): StreamId => {
  const stream = parseActId(act)?.stream;
  if (stream === undefined) throw new Error(`${act} is no act`);
  return stream;
};

const payment = reading('condolence-payment', { person: member('M-1'), amountFen: fen(10_000) });
const check = reading('health-check', { person: member('M-1'), amountFen: fen(80_000) });
const subsidy = (amountFen: number): ActReading =>
  reading('education-subsidy', { person: member('M-1'), amountFen: fen(amountFen) });

const countOf = async (kind: string): Promise<number> => (await totalsBy(ledger, 'kind'))[kind]?.acts ?? 0;

describe('where others have written exactly as many events as were foreseen', () => {
  beforeEach(async () => {
    await recorded(reading('certificate', { person: member('M-1') }));
  });

  it('a health check is judged on theirs: nobody has two in a year', async () => {
    const writer = slowly(() => recorded(check));
    expect(await record(writer, payment, check)).toStrictEqual(['recorded', 'ONCE_PER_YEAR']);
    expect(await countOf('health-check')).toBe(1);
  });

  it('a cap of the year holds', async () => {
    const writer = slowly(() => recorded(subsidy(150_000)));
    expect(await record(writer, payment, subsidy(60_000), subsidy(50_000))).toStrictEqual([
      'recorded',
      'OVER_CAP',
      'recorded',
    ]);
  });

  it.each([1, 2, 3, 4])('all acts of the run are judged on them: %i events', async (count) => {
    const meanwhile = async (): Promise<void> => {
      for (let each = 0; each < count; each += 1) await recorded(each === 0 ? check : payment);
    };
    expect(await record(slowly(meanwhile), payment, payment, check, payment)).toStrictEqual([
      'recorded',
      'recorded',
      'ONCE_PER_YEAR',
      'recorded',
    ]);
    expect(await countOf('condolence-payment')).toBe(3 + count - 1);
  });

  it('a refusal that rested on an act which was not written is none', async () => {
    const stranger = { ...payment, person: member('M-2'), reference: named('R-1') };
    const writer = slowly(() => recorded(stranger), toSlice('ref'));
    expect(await record(writer, { ...check, reference: named('R-1') }, check)).toStrictEqual([
      'REF_REUSED',
      'recorded',
    ]);
  });

  it('a reference is reserved once, and its duplicate stays one', async () => {
    const act = { ...payment, reference: named('R-1') };
    const writer = slowly(() => recorded(check));
    expect(await record(writer, act, act)).toStrictEqual(['recorded', 'DUPLICATE']);
    expect(actsInForce(await ledger.events()).filter(({ reference }) => reference === 'R-1')).toHaveLength(1);
  });

  it('undoing reverses no act twice', async () => {
    const acts = [await recorded(payment), await recorded(check)];
    const reversal = reversing(acts[1] ?? '', idOf());
    const writer = slowly(() => ledger.write.amending.amend(reversal));
    const outcomes = await writer.amending.reverseAll({
      acts: acts.map((act) => ({ act, commandId: idOf() })),
      reason: '交错了',
      importId: 'sheet',
      by: caseworker,
    });
    expect(outcomes.map(inAWord)).toStrictEqual(['recorded', 'WRONG_STATE']);
    expect(await countOf('health-check')).toBe(0);
  });
});

describe('what hangs on an event that was not written', () => {
  const session = reading('recuperation', { reference: 'S-1', sessions: 1, headcount: 2 });
  const attendance = (stream: StreamId, membership: string, more: Partial<ActReading> = {}): ActReading =>
    reading('recuperation', {
      person: member(membership),
      session: at('S-1', stream),
      amountFen: fen(90_000),
      ...more,
    });

  it('is not written: attendance at home elsewhere, of a session that was refused after all', async () => {
    const submitted = recordCommand(session, 'the session');
    const stream = await ledger.write.recording.predictStream(submitted);
    if (stream === null) throw new Error('no stream');
    const stranger = reading('certificate', { person: member('M-7'), reference: 'S-1' });
    const writer = slowly(() => recorded(stranger), toSlice('ref'));
    const attending = attendance(stream, 'M-1');
    const training = { ...attendance(stream, 'M-2'), kind: reading('skills-training').kind, amountFen: null };
    const outcomes = await writer.recording.record([
      submitted,
      ...[attending, training].map((act) => recordCommand(act, idOf())),
    ]);
    expect(outcomes.map(inAWord)).toStrictEqual(['REF_REUSED', 'UNKNOWN_SESSION', 'UNKNOWN_SESSION']);
    expect(actsInForce(await ledger.events())).toHaveLength(1);
  });

  it('is judged again: the register does not lack a person whose first act was refused after all', async () => {
    const lost = { ...payment, person: member('M-9'), reference: named('R-1'), on: day('2025-03-01') };
    const kept = { ...payment, person: member('M-9') };
    const writer = slowly(
      () => recorded(reading('certificate', { person: member('M-7'), reference: 'R-1' })),
      toSlice('ref'),
    );
    expect(await record(writer, lost, kept)).toStrictEqual(['REF_REUSED', 'recorded']);
    const registered = eventsOfType(await ledger.events(), registryEvents);
    const numbers = await ledger.write.people.numbersFor(
      ['M-7', 'M-9'].map((value) => ({ by: 'membership', office, value: membership(value) }) as const),
      caseworker,
    );
    expect(registered.map(({ data: { worker } }) => worker).toSorted()).toStrictEqual(numbers.toSorted());
  });

  it.each([1, 2, 3])('counts its heads anew where %i attended meanwhile', async (count) => {
    const stream = streamOf(await recorded(session));
    await recorded(attendance(stream, 'M-0'));
    const meanwhile = async (): Promise<void> => {
      for (let each = 0; each < count; each += 1) await recorded(attendance(stream, `N-${String(each)}`));
    };
    const mine = ['M-1', 'M-2', 'M-3'].map((membership) => attendance(stream, membership));
    const writer = slowly(meanwhile, toSlice('gathering'));
    expect(await record(writer, ...mine)).toStrictEqual(['recorded', 'recorded', 'recorded']);
    expect((await totalsBy(ledger, 'kind'))['recuperation']?.headcount).toBe(4 + count);
  });
});

describe('on a log that turns the order of chains round', () => {
  it('commands of one batch are answered as on any other', async () => {
    const writer = ledger.writer(turnedRound);
    const acts = [
      payment,
      check,
      { ...check, reference: named('R-1') },
      payment,
      subsidy(150_000),
      subsidy(60_000),
    ];
    expect(await record(writer, ...acts, payment)).toStrictEqual([
      'recorded',
      'recorded',
      'ONCE_PER_YEAR',
      'recorded',
      'recorded',
      'OVER_CAP',
      'recorded',
    ]);
    expect(await countOf('condolence-payment')).toBe(3);
  });
});
