import { Clerk, type Input } from './support/clerk.js';
import { actWith } from './support/expected-act.js';
import { actsQuery } from './support/operations.js';
import { patience } from './support/patience.js';
import { sharedLedger } from './support/shared-ledger.js';
import type { Measures } from './support/wire.js';

const ledger = sharedLedger();
const clerk = (): Clerk => new Clerk(ledger().client);

const training = (district: string, more: Input = {}): Input => ({
  kind: 'skills-training',
  on: '2023-05-20',
  district,
  sessions: 1,
  headcount: 2,
  hours: 1.5,
  ...more,
});

const attendance = (district: string, session: string, person: Input | null, more: Input = {}): Input => ({
  kind: 'skills-training',
  on: '2023-05-20',
  district,
  session,
  person,
  headcount: 1,
  ...more,
});

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

const held: Measures = { ...nothing, acts: 1, headcount: 2, sessions: 1, hours: 1.5 };

describe('a session', () => {
  it(
    'is recorded, then who attended it, and read back with everybody',
    async () => {
      const district = '330102';
      const session = await clerk().act('recordAct', training(district, { place: '工人文化宫', items: 3 }));
      expect(session.act).toStrictEqual(
        actWith({
          id: session.act.id,
          kind: 'skills-training',
          on: '2023-05-20',
          district,
          place: '工人文化宫',
          headcount: 2,
          sessions: 1,
          hours: 1.5,
          items: 3,
        }),
      );
      const stream = session.act.id.replace(/\.0$/, '');
      expect(stream).toMatch(/^gathering-/);
      const first = await clerk().act('recordAct', attendance(district, session.act.id, member('SE-0001')));
      const second = await clerk().act('recordAct', attendance(district, stream, member('SE-0002')));
      const { position } = await clerk().act(
        'recordAct',
        attendance(district, stream, null, { headcount: 4 }),
      );
      expect(first.act).toStrictEqual(
        actWith({
          id: `${stream}.1`,
          kind: 'skills-training',
          on: '2023-05-20',
          district,
          worker: first.act.worker,
          sex: 'MALE',
          session: stream,
          headcount: 1,
        }),
      );
      expect([first.act.worker, second.act.id]).toStrictEqual([
        expect.stringMatching(/^\d{9}$/),
        `${stream}.2`,
      ]);
      for (const named of [session.act.id, stream]) {
        const { acts } = await ledger().client.ask(actsQuery, {
          filter: { session: named },
          atLeast: position,
        });
        expect(acts.edges.map(({ node }) => [node.id, node.worker, node.headcount])).toStrictEqual([
          [`${stream}.1`, first.act.worker, 1],
          [`${stream}.2`, second.act.worker, 1],
          [`${stream}.3`, null, 4],
        ]);
      }
      const byWorker = { filter: { session: stream, worker: second.act.worker } };
      const { acts } = await ledger().client.ask(actsQuery, byWorker);
      expect(acts.edges.map(({ node }) => node.id)).toStrictEqual([`${stream}.2`]);
    },
    patience,
  );

  it(
    'counts the larger of the stated and the attended headcount, whatever comes first',
    async () => {
      const district = '330105';
      const session = await clerk().act('recordAct', training(district));
      expect(await yearOf(district, session.position)).toStrictEqual(held);
      const attend = async (person: Input | null, more: Input = {}): Promise<Measures | undefined> => {
        const { position } = await clerk().act(
          'recordAct',
          attendance(district, session.act.id, person, more),
        );
        return yearOf(district, position);
      };
      expect(await attend(member('SE-0003'))).toStrictEqual({ ...held, acts: 2, people: 1 });
      expect(await attend(member('SE-0004'))).toStrictEqual({ ...held, acts: 3, people: 2 });
      expect(await attend(member('SE-0005'))).toStrictEqual({ ...held, acts: 4, people: 3, headcount: 3 });
      expect(await attend(null, { headcount: 7 })).toStrictEqual({
        ...held,
        acts: 5,
        people: 3,
        headcount: 10,
      });
      const corrected = await clerk().act('correctAct', {
        act: session.act.id,
        reason: '漏记',
        headcount: 12,
      });
      expect(await yearOf(district, corrected.position)).toStrictEqual({
        ...held,
        acts: 5,
        people: 3,
        headcount: 12,
      });
    },
    patience,
  );

  it(
    'is attended by nobody twice, until the attendance is taken back',
    async () => {
      const district = '330106';
      const session = await clerk().act('recordAct', training(district));
      const stream = session.act.id.replace(/\.0$/, '');
      const attend = attendance(district, session.act.id, member('SE-0006'));
      const first = await clerk().act('recordAct', attend);
      const before = await clerk().events();
      for (const again of [
        attend,
        { ...attend, headcount: 3, note: '再来' },
        { ...attend, session: stream },
      ]) {
        expect(await clerk().refusal('recordAct', again)).toStrictEqual({
          code: 'ALREADY_ATTENDED',
          field: ['input', 'session'],
          message: `this person has attended session “${String(again.session)}” already`,
          existing: null,
        });
      }
      expect(await clerk().events()).toBe(before);
      await clerk().act('reverseAct', { act: first.act.id, reason: '签错' });
      const again = await clerk().act('recordAct', attend);
      expect(await yearOf(district, again.position)).toStrictEqual({ ...held, acts: 2, people: 1 });
    },
    patience,
  );

  it(
    'is attended also by an act that a rule judges, in the year of its person',
    async () => {
      const district = '330108';
      const outing = { kind: 'recuperation', hours: 0 };
      const session = await clerk().act('recordAct', training(district, { ...outing, headcount: 1 }));
      const trip = (membership: string, amountFen: number): Input =>
        attendance(district, session.act.id, member(membership), { ...outing, amountFen });
      const first = await clerk().act('recordAct', trip('SE-0007', 100_000));
      const second = await clerk().act('recordAct', trip('SE-0008', 50_000));
      const stream = session.act.id.replace(/\.0$/, '');
      expect([first.act.id, first.act.session]).toStrictEqual([
        `passbook-${first.act.worker ?? ''}-2023.0`,
        stream,
      ]);
      const outcomes = [
        await clerk().refusal('recordAct', trip('SE-0007', 1)),
        await clerk().refusal('recordAct', trip('SE-0009', 100_001)),
        await clerk().refusal('recordAct', { ...trip('SE-0007', 1), session: null }),
      ];
      expect(outcomes.map(({ code }) => code)).toStrictEqual([
        'ALREADY_ATTENDED',
        'OVER_CAP',
        'ONCE_PER_YEAR',
      ]);
      const both = { ...nothing, acts: 3, headcount: 2, people: 2, sessions: 1 };
      expect(await yearOf(district, second.position)).toStrictEqual({
        ...both,
        amountFen: 150_000,
        paidFen: 150_000,
      });
      const taken = await clerk().act('reverseAct', { act: second.act.id, reason: '未成行' });
      expect(await yearOf(district, taken.position)).toStrictEqual({
        ...both,
        acts: 2,
        headcount: 1,
        people: 1,
        amountFen: 100_000,
        paidFen: 100_000,
      });
    },
    patience,
  );

  it(
    'is taken back only after its attendance',
    async () => {
      const district = '330109';
      const session = await clerk().act('recordAct', training(district));
      const attended = await clerk().act(
        'recordAct',
        attendance(district, session.act.id, member('SE-0010')),
      );
      const reversal = { act: session.act.id, reason: '未举办' };
      const before = await clerk().events();
      expect(await clerk().refusal('reverseAct', reversal)).toStrictEqual({
        code: 'HAS_ATTENDANCE',
        field: ['input', 'act'],
        message: 'the session has 1 attendances; reverse those first',
        existing: null,
      });
      expect(await clerk().events()).toBe(before);
      await clerk().act('reverseAct', { act: attended.act.id, reason: '未举办' });
      const gone = await clerk().act('reverseAct', reversal);
      expect(gone.act.state).toBe('REVERSED');
      expect(await yearOf(district, gone.position)).toStrictEqual(nothing);
      const late = attendance(district, session.act.id, member('SE-0011'));
      expect((await clerk().refusal('recordAct', late)).code).toBe('UNKNOWN_SESSION');
    },
    patience,
  );
});
