import type { Because, Language } from './refusals.js';

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
    .map((clause) => clause.replaceAll(named, (whole, name: string) => String(facts[name] ?? whole)))
    .join(joint);
};

/** A way in which something may be wrong: its code, and the sentence in both languages, whose `{names}` are filled from facts. */
export type Problem<C extends string> = readonly [code: C, ...sentence: Words];

/** The sentences of a table of problems. */
export type ProblemSentences<P extends string> = Readonly<{
  of: (problem: P, facts: Because, language: Language) => string;
  /** Of the problem that the facts of a fault name; null where it is none of this table. */
  namedBy: (facts: Because, language: Language) => string | null;
}>;

export const problemSentences = <P extends string>(
  problems: Readonly<Record<P, Problem<string>>>,
): ProblemSentences<P> => {
  const isProblem = (word: unknown): word is P => typeof word === 'string' && Object.hasOwn(problems, word);
  const of = (problem: P, facts: Because, language: Language): string => {
    const [, ...sentence] = problems[problem];
    return filled(sentence, facts, language);
  };
  return {
    of,
    namedBy: (facts, language) =>
      isProblem(facts['problem']) ? of(facts['problem'], facts, language) : null,
  };
};
