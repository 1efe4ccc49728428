import { inWords, type RefusalDetails, type Language } from './refusals.js';
import type { FaultOptions } from './ledger-fault.js';

/** A sentence in both languages. `{name}` is filled from facts. */
export type Words = readonly [zh: string, en: string];

const joints: Readonly<Record<Language, string>> = { zh: '；', en: '; ' };
const named = /\{(\w+)\}/g;

/** The sentence in one language. Clauses (separated by semicolons) whose facts are missing are left out. */
export const filled = ([zh, en]: Words, facts: RefusalDetails, language: Language): string => {
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

/** A kind of problem: its code and its sentence in both languages. `{name}` is filled from facts. */
export type Problem<C extends string> = readonly [code: C, ...sentence: Words];

/**
 * The constructor arguments of an error that can be translated: the English message, and the facts from which the
 * message in another language is made.
 */
export type FaultText = readonly [message: string, options: FaultOptions];

/** Functions that make the sentences of a table of problems. */
export type ProblemSentences<P extends string> = Readonly<{
  of: (problem: P, facts: RefusalDetails, language: Language) => string;
  /** The sentence of the problem that is named by the fact `problem` of an error; null if it is not in this table. */
  namedBy: (facts: RefusalDetails, language: Language) => string | null;
  faultText: (problem: P, facts?: RefusalDetails, options?: ErrorOptions) => FaultText;
}>;

const sentencesBy = <P extends string>(
  isProblem: (word: unknown) => word is P,
  wordsOf: (problem: P) => Words,
): ProblemSentences<P> => {
  const of = (problem: P, facts: RefusalDetails, language: Language): string =>
    filled(wordsOf(problem), facts, language);
  return {
    of,
    namedBy: (facts, language) =>
      isProblem(facts['problem']) ? of(facts['problem'], facts, language) : null,
    faultText: (problem, facts = {}, options = {}) => [
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

/** Makes the sentence functions for a table whose problems have no codes. */
export const wordSentences = <P extends string>(words: Readonly<Record<P, Words>>): ProblemSentences<P> =>
  sentencesBy(isKeyOf(words), (problem) => words[problem]);

/** Makes the sentences of a table in one fixed language. */
export type Speech<P extends string> = (sentence: P, facts?: RefusalDetails) => string;

export const spokenIn =
  <P extends string>(table: Readonly<Record<P, Words>>, language: Language): Speech<P> =>
  (sentence, facts = {}) =>
    filled(table[sentence], facts, language);
