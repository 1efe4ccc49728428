import type { Random } from './random.js';

/**
 * An act that the test submits, with a unique reference. The ledger must accept it, unless it is contested. The test
 * counts the orders without the project's folds.
 */
export type Order = Readonly<{
  reference: string;
  kind: string;
  on: string;
  district: string;
  member: string | null;
  headcount: number;
  amountFen: number | null;
  /**
   * Whether other orders compete for the same limit: once per person and year, or a cap. Then the ledger may refuse it.
   */
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

/**
 * An order that the ledger can never refuse. Each health check is for a new member, because a member may have only one
 * a year.
 */
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

/** Number of members that all contested orders are about. It is small so that the orders collide. */
const contestedPeople = 40;

/** An order that is refused when others came first: a health check (one a year) or a subsidy (up to a cap). */
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

/** A CSV sheet with these orders. */
export const sheetOf = (orders: readonly Order[]): string =>
  `${[header, ...orders.map(rowOf)].join('\r\n')}\r\n`;
