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
