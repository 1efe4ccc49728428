/**
 * This file lists the kinds of service act. Names and codes are those of the sheets of the trade unions of
 * Zhejiang. `events` of a kind names the group of event types that record it: most kinds share `service`, others have
 * event types of their own.
 */
export type Measure = 'headcount' | 'people' | 'sessions' | 'hours' | 'items' | 'amount' | 'paid';

/**
 * The stream in which an act of the kind is recorded, if it names a person and no rule or session decides otherwise:
 * the person's yearly passbook, or a case.
 */
export type HomeSlice = 'passbook' | 'case';

/**
 * The meaning of the amount. payout: money that a fund pays to a person. cost: money spent on the act itself. dispute:
 * the sum in dispute, which nobody pays.
 */
export type MoneyRole = 'payout' | 'cost' | 'dispute';

export type EventFamily = 'service' | 'health-check' | 'subsidy' | 'mutual-aid' | 'training' | 'case';

export type Category =
  'health' | 'mutual-aid' | 'hardship' | 'employment' | 'skills' | 'law' | 'station' | 'culture' | 'family';

export type Kind = Readonly<{
  code: string;
  zh: string;
  en: string;
  category: Category;
  home: HomeSlice;
  events: EventFamily;
  money: MoneyRole;
  measures: readonly Measure[];
}>;

const named: readonly Measure[] = ['headcount', 'people'];
const paidToPerson: readonly Measure[] = [...named, 'amount', 'paid'];
const held: readonly Measure[] = [...named, 'sessions'];
const taught: readonly Measure[] = [...held, 'hours'];
const disputed: readonly Measure[] = [...named, 'amount'];

type More = Partial<Pick<Kind, 'home' | 'events' | 'money'>>;

const kind = (
  code: string,
  [zh, en]: readonly [zh: string, en: string],
  category: Category,
  [measures, more = {}]: readonly [measures: readonly Measure[], more?: More],
): Kind => ({
  code,
  zh,
  en,
  category,
  home: more.home ?? 'passbook',
  events: more.events ?? 'service',
  money: more.money ?? 'cost',
  measures,
});

const inCase = { home: 'case', events: 'case' } as const;
const inDispute = { home: 'case', events: 'case', money: 'dispute' } as const;
const subsidy = { events: 'subsidy', money: 'payout' } as const;
const mutualAid = { events: 'mutual-aid', money: 'payout' } as const;
const training = { events: 'training' } as const;

export const kinds: readonly Kind[] = [
  kind('health-check', ['免费体检', 'Health check'], 'health', [paidToPerson, { events: 'health-check' }]),
  kind('cancer-screening', ['两癌筛查', 'Cancer screening'], 'health', [paidToPerson]),
  kind('medical-mutual-aid-enrolment', ['医疗互助参保', 'Medical mutual aid: enrolment'], 'mutual-aid', [
    paidToPerson,
  ]),
  kind('medical-mutual-aid-payout', ['医疗互助报销', 'Medical mutual aid: payout'], 'mutual-aid', [
    paidToPerson,
    mutualAid,
  ]),
  kind('maternity-mutual-aid-payout', ['生育互助金', 'Maternity mutual aid: payout'], 'mutual-aid', [
    paidToPerson,
    mutualAid,
  ]),
  kind('education-subsidy', ['学历技能提升补助', 'Education and skills subsidy'], 'skills', [
    paidToPerson,
    subsidy,
  ]),
  kind('hardship-relief', ['困难帮扶', 'Hardship relief'], 'hardship', [paidToPerson, subsidy]),
  kind('condolence-payment', ['慰问金', 'Condolence payment'], 'hardship', [
    paidToPerson,
    { money: 'payout' },
  ]),
  kind('retraining', ['转岗再就业培训', 'Retraining'], 'employment', [taught, training]),
  kind('re-employment', ['再就业', 'Re-employment'], 'employment', [named]),
  kind('skills-training', ['技能培训', 'Skills training'], 'skills', [taught, training]),
  kind('free-course', ['免费课程', 'Free course'], 'skills', [taught, training]),
  kind('certificate', ['证书', 'Certificate'], 'skills', [named]),
  kind('first-aid-certificate', ['急救员证书', 'First-aid certificate'], 'skills', [named]),
  kind('skills-contest', ['技能竞赛', 'Skills contest'], 'skills', [held]),
  kind('legal-consultation', ['法律咨询', 'Legal consultation'], 'law', [held]),
  kind('legal-case', ['法律服务', 'Legal case'], 'law', [named, inCase]),
  kind('rights-case', ['维权', 'Rights case'], 'law', [named, inCase]),
  kind('dispute-mediation', ['劳动争议调解', 'Dispute mediation'], 'law', [disputed, inDispute]),
  kind('hotline-case', ['维权热线', 'Hotline case'], 'law', [disputed, inDispute]),
  kind('legal-lecture', ['普法讲座', 'Legal lecture'], 'law', [held]),
  kind('station-visit', ['驿站服务', 'Station visit'], 'station', [['headcount']]),
  kind('comfort-parcel', ['慰问品', 'Comfort parcel'], 'hardship', [['headcount', 'items']]),
  kind('station-event', ['驿站活动', 'Station event'], 'station', [[...held, 'items']]),
  kind('outdoor-workers-day', ['户外劳动者日', "Outdoor workers' day"], 'station', [[...held, 'items']]),
  kind('sports-day', ['趣味运动会', 'Sports day'], 'culture', [held]),
  kind('sports-event', ['文体活动', 'Sports and arts event'], 'culture', [held]),
  kind('new-year-dinner', ['年夜饭', 'New Year dinner'], 'culture', [held]),
  kind('recuperation', ['疗休养', 'Recuperation'], 'health', [paidToPerson]),
  kind('childcare-class', ['爱心托班', 'Childcare class'], 'family', [taught]),
  kind('social-event', ['交友活动', 'Social event'], 'family', [held]),
];

/** Whether an act of the kind can have an outcome, which may be read from its note. */
export const hasOutcome = ({ home }: Kind): boolean => home === 'case';

const byCode: ReadonlyMap<string, Kind> = new Map(kinds.map((each) => [each.code, each]));
const byName: ReadonlyMap<string, Kind> = new Map(kinds.map((each) => [each.zh, each]));

/** The kind with this code, e.g. `health-check`. */
export const kindOfCode = (code: string): Kind | undefined => byCode.get(code);
/** The kind with this Chinese name or code, e.g. 免费体检 or `health-check`: users may write either everywhere. */
export const kindNamed = (word: string): Kind | undefined => byName.get(word) ?? byCode.get(word);
