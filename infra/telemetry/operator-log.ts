import type { Level } from './log-levels.js';
import { visibleLine, visibleLines } from '@ledger/ledger/kernel/visible-text.js';
import { destination, pino, stdTimeFunctions, type DestinationStream } from 'pino';

/** Fields of a log entry: kinds, codes, counts and times, never personal data. */
export type Fields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface OperatorLog {
  error(sentence: string): void;
  info(sentence: string, fields: Fields): void;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const shown = (value: unknown): string => visibleLine(Array.isArray(value) ? value.join(',') : String(value));

/**
 * Indents all lines of a message after the first, so that a quoted text with line breaks cannot look like a separate
 * log entry.
 */
const sentence = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => `${index > 0 && !line.startsWith('  ') ? '  ' : ''}${visibleLine(line)}`)
    .join('\n');

/** Turns a JSON log line into text for people: the message, then the fields that have a value. */
const readable = (line: string): string => {
  const parsed: unknown = JSON.parse(line);
  if (!isRecord(parsed)) return line;
  const { level: _level, time: _time, msg, ...fields } = parsed;
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === null || (Array.isArray(value) && value.length === 0) ? [] : [`${name}=${shown(value)}`],
  );
  return `${[sentence(String(msg)), ...pairs].join(' ')}\n`;
};

const stderr = 2;

/** Writes synchronously, so that the message about a fatal error is out before the process ends. */
const toStderr = (): DestinationStream =>
  // The reader of the pipe may have ended. The write error is ignored: there is no other place to report it.
  destination({ dest: stderr, sync: true }).on('error', () => undefined);

/** A diagnostic log on stderr: JSON lines for machines, or text lines for people. */
export const openOperatorLog = (
  level: Level,
  format: 'json' | 'readable',
  to: DestinationStream = toStderr(),
): OperatorLog => {
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
