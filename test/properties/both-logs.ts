import { embeddedLogs } from '../contract/embedded-places.js';
import { eventStoreLogs } from '../contract/eventstoredb-places.js';
import { openLedger, type TestLedger } from '../support/ledger.js';

/** The event log engines on which tests with several concurrent writers run. */
export const bothLogs = [
  ['embedded', embeddedLogs],
  ['eventstoredb', eventStoreLogs],
] as const;

type LogPlace = (typeof bothLogs)[number][1];

/** A ledger whose log uses this engine; its views and vault are in memory. `close` also removes the log. */
export const ledgerAt = async (
  place: LogPlace,
): Promise<Readonly<{ ledger: TestLedger; close: () => Promise<void> }>> => {
  const { open, remove } = await place();
  const ledger = await openLedger({ where: 'memory', engine: await open() });
  const close = async (): Promise<void> => {
    await ledger.close();
    await remove();
  };
  return { ledger, close };
};
