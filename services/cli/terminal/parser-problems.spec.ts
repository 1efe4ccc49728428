import { Command } from 'commander';
import { parserSentence, type parserProblems } from './parser-problems.js';

/** What commander itself says of such a command line. */
const saidOf = (...line: readonly string[]): string => {
  let said = '';
  const program = new Command('ledger').exitOverride().configureOutput({
    outputError: (text) => {
      said += text;
    },
  });
  program
    .command('status')
    .option('--json')
    .option('--ab')
    .option('--ac')
    .action(() => undefined);
  program
    .command('stats')
    .argument('<month>')
    .requiredOption('--from <month>')
    .action(() => undefined);
  try {
    program.parse(line, { from: 'user' });
  } catch {
    // It has told why.
  }
  return said;
};

describe('what is wrong with a command line', () => {
  it.each<readonly [keyof typeof parserProblems, readonly string[], string]>([
    ['unknownOption', ['status', '--xyzw'], '不认识的选项“--xyzw”'],
    ['likelyOption', ['status', '--jsn'], '不认识的选项“--jsn”（是不是要写--json？）'],
    ['likelyOptions', ['status', '--ad'], '不认识的选项“--ad”（是不是要写其中一个：--ab, --ac？）'],
    ['unknownCommand', ['xyzw'], '没有命令“xyzw”'],
    ['likelyCommand', ['statuss'], '没有命令“statuss”（是不是要写status？）'],
    ['likelyCommands', ['statu'], '没有命令“statu”（是不是要写其中一个：stats, status？）'],
    ['missingArgument', ['stats', '--from', '1'], '缺少参数“month”'],
    ['missingOption', ['stats', '1'], '必须写选项“--from <month>”'],
    ['missingValue', ['stats', '1', '--from'], '选项“--from <month>”缺少内容'],
    ['manyArguments', ['status', '1'], '“status”的参数太多：应有0个，却有1个'],
    ['twoArguments', ['stats', '1', '2', '--from', '1'], '“stats”的参数太多：应有1个，却有2个'],
  ])('is told in commander’s words and in Chinese: %s', (_problem, line, zh) => {
    const said = saidOf(...line);
    expect(parserSentence('zh', said)).toBe(`${zh}\n`);
    expect(parserSentence('en', said)).toBe(said);
  });

  it('is told as commander tells it where it has other words', () => {
    expect(parserSentence('zh', 'error: something new\n')).toBe('error: something new\n');
  });
});
