import type { Words } from '@ledger/ledger/kernel/two-languages.js';

/** The names of the placeholders in a sentence (`{name}`), sorted and without duplicates. */
export const factsIn = (sentence: string): readonly string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();

/** Text that is the same in every language: commands, options, settings, file names, formats and proper names. */
const unspoken = [
  /“ledger [^”]*”/g,
  /(?:“)?--[a-z-]+(?:”)?/g,
  /\b(?:LEDGER|MONGODB|EVENTSTORE|LOG)_[A-Z_]+(?:=yes)?\b|\bPORT\b|\bLC_ALL\b/g,
  /\S*\.(?:db|csv|xlsx|xlsb?|json)\b/g,
  /(?:https?|esdb(?:\+discover)?|mongodb(?:\+srv)?):\/\/[\w./]*|\/graphql\b|chmod 600/g,
  /\bYYYY(?:-MM)?(?:-DD)?\b|\b(?:MM?|DD?)\b/g,
  /UTF-8|GB18030|GB\/T|\b(?:CSV|JSON|ISO|MiB|MB|UTC|ZIP|OpenDocument|zip|MongoDB|EventStoreDB|SHA-256|TLS|Ctrl-C)\b/g,
  /multipart\/form-data/g,
] as const;

/** English words in a Chinese sentence, other than those that are the same in every language. */
export const englishIn = (zh: string, ...allowed: readonly RegExp[]): readonly string[] =>
  [...unspoken, ...allowed]
    .reduce((text, known) => text.replaceAll(known, ' '), zh.replaceAll(/\{\w+\}/g, ' '))
    .match(/[A-Za-z][A-Za-z’'-]*/g) ?? [];

/**
 * What is wrong with a sentence in its two languages: different placeholders, a missing translation, or words of the
 * other language. Empty if it is correct.
 */
export const faultsOf = ([zh, en]: Words, ...allowed: readonly RegExp[]): readonly string[] => [
  ...(factsIn(zh).join() === factsIn(en).join()
    ? []
    : [`facts: ${factsIn(zh).join()} / ${factsIn(en).join()}`]),
  ...(/\p{Script=Han}/u.test(zh.replaceAll(/\{\w+\}/g, '')) || /^\W*$/u.test(zh.replaceAll(/\{\w+\}/g, ''))
    ? []
    : ['no Chinese']),
  ...(/\p{Script=Han}/u.test(en) ? ['Chinese in English'] : []),
  ...englishIn(zh, ...allowed).map((word) => `English: ${word}`),
];
