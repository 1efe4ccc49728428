import type { SheetImport } from '@ledger/ledger/imports/import-sheet.js';
import { SheetFault } from '@ledger/ledger/ports/sheet-fault.js';
import type { Metrics } from '@ledger/infra/telemetry/metrics.js';
import { spanned } from '@ledger/infra/telemetry/trace-spans.js';

/** An import whose sheets and rows are counted, measured and traced. */
export const instrumentedImport = (importer: SheetImport, metrics: Metrics): SheetImport => ({
  import: (...given) =>
    spanned('ledger.import', {}, async (span) => {
      metrics.importsRunning.inc();
      const ended = metrics.importSeconds.startTimer();
      try {
        const report = await importer.import(...given);
        metrics.imports.inc({ outcome: 'done' });
        metrics.importRows.inc({ outcome: 'accepted' }, report.accepted);
        metrics.importRows.inc({ outcome: 'refused' }, report.refused.length);
        for (const { code } of report.refused) metrics.importRefusals.inc({ code });
        span.setAttributes({ 'ledger.rows': report.rows, 'ledger.accepted': report.accepted });
        return report;
      } catch (error) {
        metrics.imports.inc({ outcome: error instanceof SheetFault ? 'no sheet' : 'interrupted' });
        throw error;
      } finally {
        ended();
        metrics.importsRunning.dec();
      }
    }),
});
