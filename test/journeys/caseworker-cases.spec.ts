import { Clerk, type Input } from './support/clerk.js';
import { actWith } from './support/expected-act.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Measures } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

const member = (membership: string): Input => ({ membership, sex: 'MALE' });

/** The totals of one district for 2023 in one row; undefined when there is no row. */
const yearOf = async (district: string, atLeast: string): Promise<Measures | undefined> => {
  const { rows } = await clerk().totals({ district, from: '2023-01', to: '2023-12', atLeast });
  const [row] = rows;
  if (row === undefined) return undefined;
  const { kind: _kind, month: _month, district: _district, ...measures } = row;
  return measures;
};

const nothing: Measures = {
  acts: 0,
  headcount: 0,
  people: 0,
  sessions: 0,
  hours: 0,
  items: 0,
  amountFen: 0,
  paidFen: 0,
};

describe('a case', () => {
  const dispute = (district: string, more: Input = {}): Input => ({
    kind: 'dispute-mediation',
    on: '2023-09-01',
    district,
    person: member('SE-0012'),
    headcount: 1,
    amountFen: 1_234_567,
    note: '拖欠配送费，调解成功，满意',
    ...more,
  });

  it(
    'is recorded with how it ended, read from its note; the sum in dispute is paid by nobody',
    async () => {
      const district = '330110';
      const { act, position } = await clerk().act('recordAct', dispute(district));
      expect(act).toStrictEqual(
        actWith({
          id: act.id,
          kind: 'dispute-mediation',
          on: '2023-09-01',
          district,
          worker: act.worker,
          sex: 'MALE',
          headcount: 1,
          amountFen: 1_234_567,
          outcome: 'MEDIATED',
          satisfied: true,
          note: '拖欠配送费，调解成功，满意',
        }),
      );
      expect(act.id).toMatch(/^case-.+\.0$/);
      expect(await yearOf(district, position)).toStrictEqual({
        ...nothing,
        acts: 1,
        headcount: 1,
        people: 1,
        amountFen: 1_234_567,
      });
    },
    patience,
  );

  it.each([
    ['调解成功', 'MEDIATED', null],
    ['转仲裁，不满意', 'SENT_TO_ARBITRATION', false],
    ['未成', 'NOT_MEDIATED', null],
    ['已结案；满意', 'CLOSED', true],
    ['还在办', null, null],
    [null, null, null],
  ])(
    'with the note %j ends so, and another note ends it otherwise',
    async (note, outcome, satisfied) => {
      const district = '330111';
      const recorded = await clerk().act('recordAct', dispute(district, { kind: 'hotline-case', note }));
      expect([recorded.act.outcome, recorded.act.satisfied]).toStrictEqual([outcome, satisfied]);
      const correction = { act: recorded.act.id, reason: '补记', note: '转仲裁' };
      const corrected = await clerk().act('correctAct', correction);
      expect([corrected.act.note, corrected.act.outcome]).toStrictEqual(['转仲裁', 'SENT_TO_ARBITRATION']);
    },
    patience,
  );
});
