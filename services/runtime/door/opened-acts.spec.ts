import { fen } from '@ledger/ledger/kernel/money.js';
import type { EventLog, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { act, reservationFenced } from '@ledger/test/dsl/acts.js';
import * as passbook from '@ledger/test/dsl/passbook.js';
import { happened, history, positionAt, type Happened } from '@ledger/test/dsl/project.js';
import { OpenedActs, type Stretch } from './opened-acts.js';

/** A log to which the test appends. It records the positions of its reads. */
const growing = () => {
  let events: readonly Recorded[] = [];
  const reads: Position[] = [];
  const log: Pick<EventLog, 'start' | 'readAll'> = {
    start: positionAt(0),
    readAll: async (after, limit) => {
      reads.push(after);
      const later = events.filter(({ position }) => position > after).slice(0, limit);
      return { events: later, reached: later.at(-1)?.position ?? after, end: later.length < limit };
    },
  };
  const grow = (...past: readonly Happened[]): void => {
    events = history([...events.map(({ stream, event, origin }) => ({ stream, event, origin })), ...past]);
  };
  return { log, reads, grow };
};

const recorded = (person: number, district = '330603'): Happened =>
  happened(`passbook-${String(person)}`, passbook.serviceRecorded(act({ district })));
const many = (count: number, from = 0): readonly Happened[] =>
  Array.from({ length: count }, (_, index) => recorded(from + index));
const numbersOf = ({ acts }: Stretch): readonly number[] =>
  acts.map(({ position }) => Number(position.slice(4)));

describe('the acts of a log', () => {
  it('are none where nothing is recorded', async () => {
    const { log } = growing();
    expect(await new OpenedActs(log).behind(log.start)).toStrictEqual({ acts: [], reached: log.start });
  });

  it('are told by the events that open them, in their order, with their district', async () => {
    const { log, grow } = growing();
    grow(recorded(1), recorded(2, '330784'));
    const acts = [
      { position: positionAt(1), act: 'passbook-1.0', district: '330603' },
      { position: positionAt(2), act: 'passbook-2.0', district: '330784' },
    ];
    const opened = new OpenedActs(log);
    expect(await opened.behind(log.start)).toStrictEqual({ acts, reached: positionAt(2) });
    expect(await opened.behind(positionAt(1))).toStrictEqual({ acts: acts.slice(1), reached: positionAt(2) });
    expect(await opened.behind(positionAt(2))).toStrictEqual({ acts: [], reached: positionAt(2) });
  });

  it('are opened once: by a request, and not again by what follows', async () => {
    const { log, grow } = growing();
    const subsidy = act({ kind: 'education-subsidy', amountFen: fen(100_000) });
    grow(
      happened('passbook-1', passbook.subsidyRequested(subsidy)),
      happened('passbook-1', passbook.subsidyApproved(fen(90_000))),
      happened('passbook-1', passbook.subsidyPaid(subsidy)),
      happened('passbook-2', passbook.subsidyPaid(subsidy)),
    );
    const stretch = await new OpenedActs(log).behind(log.start);
    expect(stretch.acts.map((each) => each.act)).toStrictEqual(['passbook-1.0', 'passbook-2.0']);
    expect(stretch.reached).toBe(positionAt(4));
  });

  it('are not opened by what is no act', async () => {
    const { log, grow } = growing();
    grow(happened('passbook-1', reservationFenced));
    expect(await new OpenedActs(log).behind(log.start)).toStrictEqual({ acts: [], reached: positionAt(1) });
  });
});

describe('the end of the log', () => {
  it('is read once for all who ask at the same time', async () => {
    const { log, grow, reads } = growing();
    grow(...many(3));
    const opened = new OpenedActs(log);
    const reported = await Promise.all([
      opened.behind(log.start),
      opened.behind(log.start),
      opened.behind(log.start),
    ]);
    expect(reported.map(numbersOf)).toStrictEqual([
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(reads).toStrictEqual([log.start]);
  });

  it('is read on from where it was read to, and what was read before is kept', async () => {
    const { log, grow, reads } = growing();
    grow(...many(2));
    const opened = new OpenedActs(log);
    await opened.behind(log.start);
    grow(...many(2, 2));
    expect(numbersOf(await opened.behind(log.start))).toStrictEqual([1, 2, 3, 4]);
    expect(numbersOf(await opened.behind(positionAt(2)))).toStrictEqual([3, 4]);
    expect(numbersOf(await opened.behind(positionAt(4)))).toStrictEqual([]);
    expect(numbersOf(await opened.behind(log.start))).toStrictEqual([1, 2, 3, 4]);
    expect(reads).toStrictEqual([
      log.start,
      positionAt(2),
      ...Array.from({ length: 3 }, () => positionAt(4)),
    ]);
  });

  it('begins with whoever is furthest ahead; whoever is further behind reads the log himself', async () => {
    const { log, grow } = growing();
    grow(...many(3));
    const opened = new OpenedActs(log);
    expect(numbersOf(await opened.behind(positionAt(2)))).toStrictEqual([3]);
    expect(numbersOf(await opened.behind(log.start))).toStrictEqual([1, 2, 3]);
    grow(...many(1, 3));
    expect(numbersOf(await opened.behind(positionAt(3)))).toStrictEqual([4]);
  });

  it('is told in stretches of a thousand events', async () => {
    const { log, grow } = growing();
    grow(...many(1_001));
    const opened = new OpenedActs(log);
    const first = await opened.behind(log.start);
    expect([first.acts.length, first.reached]).toStrictEqual([1_000, positionAt(1_000)]);
    expect(numbersOf(await opened.behind(first.reached))).toStrictEqual([1_001]);
  });

  it('is kept for the last ten thousand acts; who is further behind misses nothing', async () => {
    const { log, grow, reads } = growing();
    grow(...many(12_000));
    const opened = new OpenedActs(log);
    let at = log.start;
    for (let stretch = await opened.behind(at); stretch.reached !== at; stretch = await opened.behind(at))
      at = stretch.reached;
    expect(at).toBe(positionAt(12_000));
    reads.length = 0;
    const kept = await opened.behind(positionAt(11_990));
    expect(numbersOf(kept)).toHaveLength(10);
    const before = reads.length;
    const forgotten = await opened.behind(log.start);
    expect([numbersOf(forgotten)[0], forgotten.reached]).toStrictEqual([1, positionAt(1_000)]);
    expect(reads.slice(before)).toStrictEqual([log.start]);
  });
});
