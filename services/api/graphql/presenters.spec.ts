import { courier } from '@ledger/test/dsl/acts.js';
import { actDocument, entryDocument, payoutDocument, workerDocument } from '@ledger/test/dsl/documents.js';
import { recordedAt } from '@ledger/test/dsl/project.js';
import { actStates } from '@ledger/schema/catalogue/act-states.js';
import { kinds } from '@ledger/schema/catalogue/kinds.js';
import { measures } from '@ledger/schema/catalogue/measures.js';
import { rules } from '@ledger/schema/catalogue/rules.js';
import { caseOutcome } from '@ledger/schema/events/values.js';
import {
  groundNamed,
  hoursOf,
  personOf,
  presentAct,
  presentDistrict,
  presentDistrictOf,
  presentEntry,
  presentKind,
  presentKindOf,
  presentPayout,
  presentRule,
  presentWorker,
  presentedMeasures,
  sexNamed,
  sexOf,
  stateNamed,
  stateOf,
} from './presenters.js';

const screening = {
  ...{ code: 'cancer-screening', zh: '两癌筛查', en: 'Cancer screening' },
  ...{ category: 'health', money: 'COST', measures: ['HEADCOUNT', 'PEOPLE', 'AMOUNT', 'PAID'] },
};
const keqiao = { code: '330603', name: '柯桥区', level: 2, parent: '330600' };

describe('a state', () => {
  it.each(actStates)('has a name in capitals, and is found by this name: %s', (state) => {
    const name = stateOf(state);
    expect(name).toBe(state.toUpperCase());
    expect(stateNamed(name)).toBe(state);
  });
});

describe('a sex', () => {
  it('may be missing, which is not the same as null', () => {
    expect([sexNamed(undefined), sexNamed(null), sexOf(null)]).toStrictEqual([undefined, null, null]);
  });

  it.each(['MALE', 'FEMALE'] as const)('has a name in capitals: %s', (name) => {
    expect(sexOf(sexNamed(name) ?? null)).toBe(name);
    expect(sexNamed(name)).toBe(name.toLowerCase());
  });
});

describe('a ground of a reversal', () => {
  it.each([
    ['MISTAKE', 'mistake'],
    ['DUPLICATE', 'duplicate'],
    ['WITHDRAWN', 'withdrawn'],
  ] as const)('is known by its name: %s', (name, ground) => {
    expect(groundNamed(name)).toBe(ground);
    expect(presentAct(actDocument({ reversedFor: ground })).reversedFor).toBe(name);
  });

  it.each([null, undefined])('may be missing: %p', (reversedFor) => {
    const { reversedFor: _without, ...act } = actDocument();
    expect(presentAct(reversedFor === undefined ? act : { ...act, reversedFor }).reversedFor).toBeNull();
  });
});

describe('hours', () => {
  it.each([
    [0, 0],
    [1, 1 / 60],
    [90, 1.5],
    [-30, -0.5],
  ])('of %d minutes are %d', (minutes, hours) => {
    expect(hoursOf(minutes)).toBe(hours);
  });
});

describe('the catalogue', () => {
  it('shows a kind with its measures, and finds it by its code', () => {
    expect(presentKindOf('cancer-screening')).toStrictEqual(screening);
    expect(kinds.map(presentKind).map(({ code }) => presentKindOf(code).money)).toStrictEqual(
      kinds.map(({ money }) => money.toUpperCase()),
    );
  });

  it.each(['', 'horoscope', 'constructor'])('throws for a kind that it does not contain: %j', (code) => {
    expect(() => presentKindOf(code)).toThrow(new Error(`the catalogue has lost the kind ${code}`));
  });

  it('shows each measure with its meaning', () => {
    expect(presentedMeasures).toStrictEqual(
      measures.map((each) => ({ ...each, code: each.code.toUpperCase() })),
    );
  });

  it('shows a rule with its cap: per act, per year, or none', () => {
    const presented = rules.map(presentRule);
    expect(presented[0]).toStrictEqual({
      ...{ version: 'health-check/1', kind: presentKindOf('health-check'), from: null, until: null },
      ...{ oncePerYear: true, cap: { per: 'ACT', male: 120_000, female: 150_000, unknown: 120_000 } },
      source: rules[0]?.source,
    });
    expect(presented.map(({ cap }) => cap?.per)).toStrictEqual(['ACT', 'ACT', 'YEAR']);
    const [rule] = rules;
    expect(rule === undefined ? undefined : presentRule({ ...rule, cap: null }).cap).toBeNull();
  });
});

describe('a district', () => {
  it('has its name and the district above it', () => {
    expect(presentDistrict('330603')).toStrictEqual(keqiao);
    expect(presentDistrictOf('330603')).toStrictEqual(keqiao);
    expect(presentDistrictOf('330000').parent).toBeNull();
  });

  it('that GB/T 2260 does not contain is null, but is shown as its code if acts were recorded there', () => {
    expect(presentDistrict('339999')).toBeNull();
    expect(presentDistrictOf('339999')).toStrictEqual({
      ...{ code: '339999', name: '339999', level: 2, parent: null },
    });
  });
});

describe('an act', () => {
  it('is shown as in the view, without encrypted texts', () => {
    const document = actDocument({ paidFen: 0 });
    expect(presentAct(document)).toStrictEqual({
      document,
      ...{
        id: 'passbook-000000175-2026.0',
        revision: 1,
        kind: screening,
        on: '2026-03-08',
        district: keqiao,
      },
      ...{ place: null, worker: courier, sex: 'FEMALE', occupation: '骑手', employer: '某平台' },
      ...{ session: null, headcount: 1, sessions: 0, hours: 1.5, items: 2 },
      ...{ amountFen: 12_000, paidFen: 0, state: 'GIVEN', outcome: null, satisfied: null },
      ...{ takenBackFen: 0, approvedOn: null, approvedFen: null },
      ...{ office: 'KEQIAO', reference: 'KQ-1', judgedBy: null, reversedFor: null },
      ...{ recordedAt, recordedBy: 'li', changedAt: recordedAt },
    });
  });

  it.each(caseOutcome.options)('of a case can have an outcome: %s', (outcome) => {
    expect(presentAct(actDocument({ outcome })).outcome).toBe(outcome.toUpperCase().replaceAll('-', '_'));
  });

  it.each(['', 'settled', 'constructor'])('has no outcome if the API does not know it: %j', (outcome) => {
    expect(presentAct(actDocument({ outcome })).outcome).toBeNull();
  });

  it('without a person and without details shows null', () => {
    const nothing = { place: null, worker: null, sex: null, occupation: null, employer: null } as const;
    expect(presentAct(actDocument({ ...nothing, amountFen: null }))).toMatchObject({
      ...nothing,
      amountFen: null,
    });
  });
});

describe('a worker', () => {
  it('is shown as in the register, without encrypted texts', () => {
    const document = workerDocument();
    expect(presentWorker(document)).toStrictEqual({
      document,
      ...{ number: courier, state: 'REGISTERED', office: 'keqiao' },
      ...{
        sex: 'FEMALE',
        occupation: '骑手',
        employer: '某平台',
        contradictedBy: [],
        broughtBy: [],
        registeredAt: recordedAt,
      },
    });
  });

  it('lists the acts that brought details and those that contradict them', () => {
    const document = workerDocument({
      broughtBy: { employer: 'passbook-b.1', name: 'passbook-a.0' },
      contradictedBy: [{ act: 'passbook-c.2', details: ['sex'] }],
    });
    expect(presentWorker(document)).toMatchObject({
      broughtBy: [
        { detail: 'NAME', act: 'passbook-a.0' },
        { detail: 'EMPLOYER', act: 'passbook-b.1' },
      ],
      contradictedBy: ['passbook-c.2'],
    });
  });

  it('shows that it was erased', () => {
    expect(presentWorker(workerDocument({ state: 'erased', sex: null }))).toMatchObject({
      ...{ state: 'ERASED', sex: null },
    });
  });

  it('may be null', () => {
    expect(personOf(null)).toBeNull();
    expect(personOf(workerDocument())).toStrictEqual(presentWorker(workerDocument()));
  });
});

describe('an entry', () => {
  it('is shown with its event and the figures that it adds', () => {
    expect(presentEntry(entryDocument({ acts: -1, minutes: -90, paidFen: -1 }))).toStrictEqual({
      ...{ act: 'passbook-000000175-2026.0', event: 'ServiceRecorded', at: recordedAt, actor: 'li' },
      ...{ kind: screening, district: keqiao, on: '2026-03-08', worker: courier },
      ...{ sex: 'FEMALE', occupation: '骑手', employer: '某平台' },
      ...{ acts: -1, headcount: 1, sessions: 0, hours: -1.5, items: 2, amountFen: 12_000, paidFen: -1 },
    });
  });
});

describe('a payout', () => {
  it('is shown with its steps and the sum of each', () => {
    expect(presentPayout(payoutDocument())).toStrictEqual({
      ...{ id: 'passbook-000000175-2026.1', kind: presentKindOf('education-subsidy'), district: keqiao },
      ...{ worker: courier, state: 'APPROVED', on: '2026-03-09', requestedOn: '2026-03-01' },
      ...{ approvedOn: '2026-03-09', paidOn: null, refusedOn: null },
      ...{ requestedBy: 'li', requestedAt: recordedAt, approvedBy: 'wang', approvedAt: recordedAt },
      ...{ paidBy: null, paidAt: null, refusedBy: null, refusedAt: null },
      ...{ requestedFen: 200_000, approvedFen: 150_000, paidFen: null, takenBackFen: 0, amountFen: 150_000 },
      ...{ office: 'keqiao', reference: null },
    });
  });
});
