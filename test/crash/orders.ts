import type { Random } from './random.js';

/**
 * What the test hands in, each with a reference of its own: acts that the ledger must accept, and some that it must
 * refuse to all but the first. The test counts them without the project's folds.
 */
export type Order = Readonly<{
  reference: string;
  kind: string;
  on: string;
  district: string;
  member: string | null;
  headcount: number;
  amountFen: number | null;
  /** Whether others want what the rules allow one person only once, or up to a cap. */
  isContested: boolean;
}>;

const kindNames = {
  'health-check': '免费体检',
  'medical-mutual-aid-payout': '医疗互助报销',
  'condolence-payment': '慰问金',
  'hotline-case': '维权热线',
  certificate: '证书',
  'station-visit': '驿站服务',
  'education-subsidy': '学历技能提升补助',
} as const;

type KindCode = keyof typeof kindNames;

const namedKinds: readonly KindCode[] = [
  'health-check',
  'medical-mutual-aid-payout',
  'condolence-payment',
  'hotline-case',
  'certificate',
];
const districts = ['330603', '330784', '330521', '331127'];
const kindsWithoutMoney: readonly string[] = ['certificate', 'station-visit'];

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** An order that nothing in the ledger can refuse: health checks are for people who come once. */
export const orderOf = (random: Random, name: string): Order => {
  const isAnonymous = random.below(4) === 0;
  const kind = isAnonymous ? 'station-visit' : random.pick(namedKinds);
  const isOnce = kind === 'health-check';
  return {
    reference: name,
    kind,
    on: `2024-${pad(random.below(12) + 1, 2)}-${pad(random.below(28) + 1, 2)}`,
    district: random.pick(districts),
    member: isAnonymous ? null : isOnce ? `once-${name}` : `M${String(random.below(60))}`,
    headcount: random.below(3) + 1,
    amountFen: kindsWithoutMoney.includes(kind) ? null : random.below(100_000) + 1,
    isContested: false,
  };
};

/** How many persons all contested orders are about. */
const contestedPeople = 40;

/** An order that is refused where others were first: a check of the year, or a part of what a cap allows. */
export const contestedOrderOf = (random: Random, name: string): Order => {
  const isCheck = random.below(2) === 0;
  return {
    reference: name,
    kind: isCheck ? 'health-check' : 'education-subsidy',
    on: `2024-${pad(random.below(12) + 1, 2)}-01`,
    district: random.pick(districts),
    member: `C${String(random.below(contestedPeople))}`,
    headcount: 1,
    amountFen: isCheck ? 80_000 : (random.below(4) + 1) * 30_000,
    isContested: true,
  };
};

const header =
  '业务编号,服务类别,区划代码,地点,日期,场次编号,会员编号,姓名,性别,职业,单位,人次,场次,课时,份数,金额,备注';

const isKind = (code: string): code is KindCode => Object.hasOwn(kindNames, code);

const yuanOf = (fen: number): string => `${String(Math.floor(fen / 100))}.${pad(fen % 100, 2)}`;

const rowOf = ({ reference, kind, on, district, member, headcount, amountFen }: Order): string => {
  const name = isKind(kind) ? kindNames[kind] : kind;
  const person = member === null ? ',,,,' : `${member},姓${member},男,快递员,顺丰速运`;
  const amount = amountFen === null ? '' : yuanOf(amountFen);
  return `${reference},${name},${district},,${on},,${person},${String(headcount)},,,,${amount},`;
};

/** The orders as a sheet. */
export const sheetOf = (orders: readonly Order[]): string =>
  `${[header, ...orders.map(rowOf)].join('\r\n')}\r\n`;
