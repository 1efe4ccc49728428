import { inWords, type Because, type Language } from './refusals.js';
import type { FaultOptions } from './told-fault.js';

/** A sentence in both languages; `{name}` is filled from facts. */
export type Words = readonly [zh: string, en: string];

const joints: Readonly<Record<Language, string>> = { zh: '；', en: '; ' };
const named = /\{(\w+)\}/g;

/** The sentence in a language. Of several clauses, those are left out whose facts are not given. */
export const filled = ([zh, en]: Words, facts: Because, language: Language): string => {
  const joint = joints[language];
  const holds = (clause: string): boolean =>
    [...clause.matchAll(named)].every(([, name = '']) => name in facts);
  return (language === 'zh' ? zh : en)
    .split(joint)
    .filter(holds)
    .map((clause) =>
      clause.replaceAll(named, (whole, name: string) => inWords(name, facts[name] ?? whole, language)),
    )
    .join(joint);
};

/** A way in which something may be wrong: its code, and the sentence in both languages, whose `{names}` are filled from facts. */
export type Problem<C extends string> = readonly [code: C, ...sentence: Words];

/** What a fault is made of that can be told in both languages: the English sentence, and what the other one needs. */
export type Telling = readonly [message: string, options: FaultOptions];

/** The sentences of a table of problems. */
export type ProblemSentences<P extends string> = Readonly<{
  of: (problem: P, facts: Because, language: Language) => string;
  /** Of the problem that the facts of a fault name; null where it is none of this table. */
  namedBy: (facts: Because, language: Language) => string | null;
  told: (problem: P, facts?: Because, options?: ErrorOptions) => Telling;
}>;

const sentencesBy = <P extends string>(
  isProblem: (word: unknown) => word is P,
  wordsOf: (problem: P) => Words,
): ProblemSentences<P> => {
  const of = (problem: P, facts: Because, language: Language): string =>
    filled(wordsOf(problem), facts, language);
  return {
    of,
    namedBy: (facts, language) =>
      isProblem(facts['problem']) ? of(facts['problem'], facts, language) : null,
    told: (problem, facts = {}, options = {}) => [
      of(problem, facts, 'en'),
      { ...options, facts: { ...facts, problem } },
    ],
  };
};

const isKeyOf =
  <P extends string>(table: Readonly<Record<P, unknown>>) =>
  (word: unknown): word is P =>
    typeof word === 'string' && Object.hasOwn(table, word);

export const problemSentences = <P extends string>(
  problems: Readonly<Record<P, Problem<string>>>,
): ProblemSentences<P> =>
  sentencesBy(isKeyOf(problems), (problem) => {
    const [, ...sentence] = problems[problem];
    return sentence;
  });

/** The sentences of a table whose problems have no codes. */
export const wordSentences = <P extends string>(words: Readonly<Record<P, Words>>): ProblemSentences<P> =>
  sentencesBy(isKeyOf(words), (problem) => words[problem]);

/** Says the sentences of a table in one language. */
export type Speech<P extends string> = (sentence: P, facts?: Because) => string;

export const spokenIn =
  <P extends string>(table: Readonly<Record<P, Words>>, language: Language): Speech<P> =>
  (sentence, facts = {}) =>
    filled(table[sentence], facts, language);
