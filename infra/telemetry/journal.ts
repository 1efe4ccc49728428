import type { Level } from './log-levels.js';
import { visibleLine, visibleLines } from '@ledger/ledger/kernel/visible-text.js';
import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino';

/** What an operator should know: a sentence, and fields that are kinds, codes, counts and times. */
export type Fields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface Journal {
  error(sentence: string): void;
  info(sentence: string, fields: Fields): void;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown): string => visibleLine(Array.isArray(value) ? value.join(',') : String(value));

/** A sentence; lines after its first are set in, so that no text that it quotes can pass for a line of its own. */
const sentence = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index > 0 && !line.startsWith('  ') ? '  ' : ''}${visibleLine(line)}`)
    .join('\n');

/** A line of JSON as a person reads it: the sentence, and its fields after it where there are any. */
const readable = (line: string): string => {
  const parsed: unknown = JSON.parse(line);
  if (!isRecord(parsed)) return line;
  const { level: _level, time: _time, msg, ...fields } = parsed;
  const told = Object.entries(fields).flatMap(([name, value]) =>
    value === null || (Array.isArray(value) && value.length === 0) ? [] : [`${name}=${shown(value)}`],
  );
  return `${[sentence(String(msg)), ...told].join(' ')}\n`;
};

const stderr = 2;

/** What is written is there before the process goes on: a fault may be the last thing that it tells. */
const toStderr = (): DestinationStream =>
  // Whoever read the log may have gone: then there is nobody left to tell.
  destination({ dest: stderr, sync: true }).on('error', () => undefined);

/** A log on stderr: lines of JSON for machines, or sentences for people. */
export const openJournal = (
  level: Level,
  format: 'json' | 'readable',
  to: DestinationStream = toStderr(),
): Journal => {
  const stream = {
    write: (line: string) => {
      to.write(format === 'json' ? visibleLines(line) : readable(line));
    },
  };
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return {
    error: (sentence) => {
      log.error(sentence);
    },
    info: (sentence, fields) => {
      log.info(fields, sentence);
    },
  };
};
