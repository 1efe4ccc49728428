import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { filled, type Words } from '@ledger/ledger/kernel/two-languages.js';

/** What commander says of a command line that it cannot read, in its own words, and the same in Chinese. */
export const parserProblems = {
  // Several words that are alike come before one: its pattern would take them, too.
  likelyOptions: [
    '不认识的选项“{option}”（是不是要写其中一个：{likely}？）',
    "error: unknown option '{option}'\n(Did you mean one of {likely}?)",
  ],
  likelyCommands: [
    '没有命令“{command}”（是不是要写其中一个：{likely}？）',
    "error: unknown command '{command}'\n(Did you mean one of {likely}?)",
  ],
  unknownOption: ['不认识的选项“{option}”', "error: unknown option '{option}'"],
  likelyOption: [
    '不认识的选项“{option}”（是不是要写{likely}？）',
    "error: unknown option '{option}'\n(Did you mean {likely}?)",
  ],
  unknownCommand: ['没有命令“{command}”', "error: unknown command '{command}'"],
  likelyCommand: [
    '没有命令“{command}”（是不是要写{likely}？）',
    "error: unknown command '{command}'\n(Did you mean {likely}?)",
  ],
  missingArgument: ['缺少参数“{argument}”', "error: missing required argument '{argument}'"],
  missingOption: ['必须写选项“{option}”', "error: required option '{option}' not specified"],
  missingValue: ['选项“{option}”缺少内容', "error: option '{option}' argument missing"],
  manyArguments: [
    '“{command}”的参数太多：应有{expected}个，却有{found}个',
    "error: too many arguments for '{command}'. Expected {expected} arguments but got {found}.",
  ],
  twoArguments: [
    '“{command}”的参数太多：应有{expected}个，却有{found}个',
    "error: too many arguments for '{command}'. Expected {expected} argument but got {found}.",
  ],
} as const satisfies Readonly<Record<string, Words>>;

const escaped = (text: string): string => text.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);

/** A sentence of commander as a pattern: its `{names}` are the facts. */
const patterns = Object.values(parserProblems).map((words) => ({
  words,
  pattern: new RegExp(`^${escaped(words[1]).replaceAll(/\{(\w+)\}/g, '(?<$1>[^\\n]+?)')}$`),
}));

/** What commander says, in the reader's language; what it says in other words stays as it is. */
export const parserSentence = (language: Language, message: string): string => {
  if (language === 'en') return message;
  for (const { words, pattern } of patterns) {
    const found = pattern.exec(message.trimEnd());
    if (found !== null) return `${filled(words, { ...found.groups }, language)}\n`;
  }
  return message;
};
