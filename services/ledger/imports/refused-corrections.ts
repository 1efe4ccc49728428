import { importEvents } from '../import-record/import-record-decider.js';
import { isOneOf } from '../kernel/domain-event.js';
import { importStreamOf } from '../kernel/ids.js';
import type { EventLog } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import type { RecordSource, SheetSource } from '../ports/sheet-source.js';
import { correctionRows, isReportHead } from '../sheets/correction-columns.js';
import { guarded, unguarded } from '../sheets/guarded-cells.js';
import { recordsOf } from '../sheets/sheet-rows.js';
import { goneAmong } from '../use-cases/gone-persons.js';
import { knownActs } from '../use-cases/known-acts.js';

type Ports = Readonly<{
  log: Pick<EventLog, 'readStreams'>;
  vault: Pick<KeyVault, 'existingKeys'>;
}>;

/**
 * The refused rows of a kept sheet of corrections whose persons are erased or being erased, by line: the persons of
 * the acts that the rows name.
 */
export const erasedCorrections = async (
  { log, vault }: Ports,
  id: string,
  { source, skipHidden }: Readonly<{ source: SheetSource; skipHidden: boolean }>,
): Promise<ReadonlySet<number>> => {
  const stream = importStreamOf(id);
  const events = (await log.readStreams([stream])).get(stream) ?? [];
  const refused = new Set(
    events.flatMap(({ event }) =>
      isOneOf(importEvents, event) && event.type === 'RowsRefused'
        ? event.data.refused.map(({ row }) => row)
        : [],
    ),
  );
  const actOf = new Map<number, string>();
  for await (const { row } of correctionRows(await recordsOf(source), skipHidden))
    if (refused.has(row.line)) actOf.set(row.line, row.cells.act?.meant ?? '');
  const acts = await knownActs({ log, vault }, [...actOf.values()], false);
  const gone = await goneAmong(
    log,
    [...acts.values()].flatMap(({ worker }) => worker ?? []),
  );
  return new Set([...actOf].flatMap(([row, act]) => (gone.has(acts.get(act)?.worker ?? null) ? [row] : [])));
};

/** The cells of one row of a sheet of corrections as they are written again, without the columns of a report. */
export type CorrectionLine = Readonly<{ line: number; cells: readonly string[] }>;

/**
 * The header (line 0) and the wanted rows of a sheet of corrections. A cell that the export guarded is guarded once,
 * not twice.
 */
export const correctionLines = async function* (
  source: RecordSource,
  isWanted: (line: number) => boolean,
): AsyncIterable<CorrectionLine> {
  let isKept: readonly boolean[] | null = null;
  for await (const { line, fields } of source.records()) {
    const isHeader: boolean = isKept === null;
    isKept ??= fields.map((field) => !isReportHead(field));
    const width = isKept.length;
    if (!isHeader && !isWanted(line)) continue;
    const cells = Array.from({ length: width }, (_, at) => guarded(unguarded(fields[at] ?? '')));
    yield { line: isHeader ? 0 : line, cells: cells.filter((_, at) => isKept?.[at] === true) };
  }
};
