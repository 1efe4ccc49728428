import { kindOfCode, kinds, type Kind } from '@ledger/schema/catalogue/kinds.js';
import { rules } from '@ledger/schema/catalogue/rules.js';
import { ruleFor } from '@ledger/test/dsl/acts.js';
import { homeOf, isSession, type Home, type HomeQuestion } from './act-home.js';

const kind = (code: string): Kind => {
  const found = kindOfCode(code);
  if (found === undefined) throw new Error(code);
  return found;
};

const nobody = { hasPerson: false, hasSession: false, sessions: 0 };
const person = { ...nobody, hasPerson: true };
const held = { ...nobody, sessions: 1 };
const attended = { ...nobody, hasSession: true };
const attendedByPerson = { ...person, hasSession: true };

type Case = readonly [code: string, how: string, question: Omit<HomeQuestion, 'kind'>, home: Home];

const ruled = ['health-check', 'recuperation', 'education-subsidy'];
const cases = ['legal-case', 'rights-case', 'dispute-mediation', 'hotline-case'];
const free = kinds.map(({ code }) => code).filter((code) => !ruled.includes(code) && !cases.includes(code));

const table: readonly Case[] = [
  ...free.flatMap((code): readonly Case[] => [
    [code, 'for a person', person, 'passbook'],
    [code, 'for nobody named', nobody, 'gathering'],
    [code, 'held as a session', held, 'gathering'],
    [code, 'attended by a person', attendedByPerson, 'gathering'],
    [code, 'attended by nobody named', attended, 'gathering'],
  ]),
  ...ruled.flatMap((code): readonly Case[] => [
    [code, 'for a person', person, 'passbook'],
    [code, 'for nobody named', nobody, 'gathering'],
    [code, 'held as a session', held, 'gathering'],
    [code, 'attended by a person, who has a rule', attendedByPerson, 'passbook'],
    [code, 'attended by nobody named', attended, 'gathering'],
  ]),
  ...cases.flatMap((code): readonly Case[] => [
    [code, 'for a person', person, 'case'],
    [code, 'for nobody named', nobody, 'case'],
    [code, 'held as a session', held, 'gathering'],
    [code, 'attended by a person', attendedByPerson, 'case'],
    [code, 'attended by nobody named', attended, 'case'],
    [code, 'for a person, counting a session', { ...person, sessions: 1 }, 'case'],
  ]),
];

test.each(table)('%s, %s: %j is at home in a %s', (code, _how, question, home) => {
  expect(homeOf(rules, { kind: kind(code), ...question })).toBe(home);
});

test('a kind is ruled for ever once it had a rule', () => {
  const past = [ruleFor('cancer-screening', { until: '2020-12-31' })];
  const question = { kind: kind('cancer-screening'), ...attendedByPerson };
  expect(homeOf(past, question)).toBe('passbook');
  expect(homeOf([], question)).toBe('gathering');
});

test.each([
  [held, true],
  [{ ...held, sessions: 3 }, true],
  [nobody, false],
  [{ ...held, hasPerson: true }, false],
  [{ ...held, hasSession: true }, false],
])('%j is a session: %s', (question, answer) => {
  expect(isSession(question)).toBe(answer);
});
