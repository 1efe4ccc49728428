import { eventLoopTurn } from '@ledger/infra/identifiers/event-loop-turn.js';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import { openKeptSheet, openSheet } from '@ledger/infra/sheets/open-sheet.js';
import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { HasHeads, SheetRecord, SheetSource } from '@ledger/ledger/ports/sheet-source.js';
import { readMapping } from '@ledger/ledger/sheets/column-mapping.js';
import { catalogue } from '@ledger/schema/catalogue/catalogue.js';
import { openVault } from '../engines/engines.js';
import { settingsFrom, type Settings } from '../engines/settings.js';
import { openDryRun, type OpenDryRun } from './dry-run.js';
import {
  isToSheetWorker,
  type DryOrder,
  type FromSheetWorker,
  type SheetOrder,
} from './sheet-worker-protocol.js';

/**
 * The sheet worker: a child process that reads a workbook or judges sheets in a dry run. A malicious sheet that
 * exhausts memory or crashes the reader affects only this process. It ends when its parent ends.
 */

/** Records are sent to the parent in batches of about this many records or characters. */
const recordsTogether = 500;
const charsTogether = 256 * 1024;
/**
 * Maximum number of batches sent before the parent requests more, so that reading and judging overlap (back-pressure).
 */
const partsAhead = 2;
const refusedTogether = 5_000;
/** How many milliseconds a worker may clean up after its parent has ended. */
const endMs = 5_000;

const ending = new AbortController();

const send = (message: FromSheetWorker): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
};

/** Counts how many batches of records may be sent before the parent requests more. */
class Permits {
  private left = partsAhead;
  private wake: () => void = () => undefined;

  grant(): void {
    this.left += 1;
    this.wake();
  }

  async take(): Promise<void> {
    while (this.left === 0) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.left -= 1;
  }
}

/** Asks the parent whether the worksheet with this beginning has heads. One question is open at a time. */
class HeadsQuestion {
  private answered: (hasHeads: boolean) => void = () => undefined;

  readonly ask: HasHeads = (records) =>
    new Promise((resolve) => {
      this.answered = resolve;
      send({ type: 'beginning', records });
    });

  answer(hasHeads: boolean): void {
    this.answered(hasHeads);
  }
}

/** What a worker waits for from its parent while it reads. */
type Waits = Readonly<{ permits: Permits; heads: HeadsQuestion }>;

const open = async (settings: Settings, { place, name, worksheet }: SheetOrder): Promise<SheetSource> => {
  if ('path' in place) return openSheet(place.path, { name, worksheet: worksheet ?? undefined });
  const vault = await openVault(settings, 'read');
  try {
    const subject = sheetSubjectOf(place.kept);
    const key = (await vault.existingKeys([subject])).get(subject);
    if (key === undefined) throw new Error(`the vault has no key for ${subject}`);
    const kept = importFolder(settings.data.imports).open(place.kept, key, place.bytes);
    return await openKeptSheet(kept, { name, worksheet });
  } finally {
    await vault.close();
  }
};

const charsOf = ({ fields }: SheetRecord): number => fields.reduce((sum, field) => sum + field.length, 0);

const read = async (settings: Settings, order: SheetOrder, { permits, heads }: Waits): Promise<void> => {
  const source = await open(settings, order);
  if (!('records' in source)) throw new Error('a worker reads workbooks only');
  let [records, chars]: [SheetRecord[], number] = [[], 0];
  const sendRecords = async (): Promise<void> => {
    await permits.take();
    send({ type: 'records', records });
    [records, chars] = [[], 0];
  };
  const hear: Parameters<typeof source.records>[0] = (facts) => {
    send({ type: 'facts', facts });
  };
  for await (const record of source.records(hear, heads.ask)) {
    ending.signal.throwIfAborted();
    records.push(record);
    chars += charsOf(record);
    if (records.length >= recordsTogether || chars >= charsTogether) await sendRecords();
  }
  await sendRecords();
  send({ type: 'end' });
};

const judge = async (settings: Settings, dry: OpenDryRun, order: DryOrder): Promise<void> => {
  const { sheet, mapping, options, office, by, together } = order;
  const { refused, ...report } = await dry.import({
    ...options,
    ...{ office: office === null ? null : officeCode(office), by, together },
    source: await open(settings, sheet),
    mapping: mapping === null ? null : readMapping('mapping', mapping, catalogue),
    progress: (_judged, _rows, progress) => {
      ending.signal.throwIfAborted();
      send({ type: 'progress', progress });
    },
    pause: eventLoopTurn,
  });
  for (let at = 0; at < refused.length; at += refusedTogether)
    send({ type: 'refused', refused: refused.slice(at, at + refusedTogether) });
  send({ type: 'judged', report });
};

const sendFault = (error: unknown): void => {
  if (!(error instanceof SheetFault)) send({ type: 'fault', message: messageOf(error) });
  else {
    const { code, file, line, problem, facts } = error;
    send({ type: 'sheet fault', fault: { code, file, line, problem, facts } });
  }
};

const main = (): void => {
  if (!process.connected) throw new Error('a worker is started by the ledger only');
  const settings = settingsFrom(process.env);
  const waits: Waits = { permits: new Permits(), heads: new HeadsQuestion() };
  let dry: Promise<OpenDryRun> | null = null;
  process.on('disconnect', () => {
    ending.abort(new Error('the ledger ended'));
    setTimeout(() => process.exit(), endMs).unref();
    // Delete the files of the dry run before exiting. Without a dry run, exit at once.
    void dry?.then((opened) => opened.close()).finally(() => process.exit());
    if (dry === null) process.exit();
  });
  // Ctrl-C sends SIGINT to all processes of the terminal, but the parent decides when its worker ends.
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => {
    if (!isToSheetWorker(message)) return;
    if (message.type === 'next') waits.permits.grant();
    else if (message.type === 'has heads') waits.heads.answer(message.hasHeads);
    else if (message.type === 'read') read(settings, message.sheet, waits).catch(sendFault);
    else {
      dry ??= openDryRun(settings);
      dry.then((opened) => judge(settings, opened, message.order)).catch(sendFault);
    }
  });
};

main();
