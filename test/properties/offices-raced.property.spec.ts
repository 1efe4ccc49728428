import type { ActReading, RecordActCommand } from '@ledger/ledger/use-cases/record-act-command.js';
import { namedOffices } from '@ledger/ledger/use-cases/named-offices.js';
import { officesStream } from '@ledger/ledger/kernel/ids.js';
import type { Append } from '@ledger/ledger/ports/event-log.js';
import { patience } from '../journeys/support/patience.js';
import { recordCommand, reading } from '../support/acts.js';
import { actsInForce } from '../support/acts-in-log.js';
import { inAWord, only } from '../support/contest.js';
import { importTestSheet } from '../support/sheet-imports.js';
import type { TestLedger, Writer } from '../support/ledger.js';
import { overtaken } from '../support/overtaken.js';
import { toSlice } from '../support/sequential.js';
import { csv, sheet } from '../support/sheets.js';
import { bothLogs, ledgerAt } from './both-logs.js';

const toOffices = ({ stream }: Append): boolean => stream === officesStream;

const certificate = (reference: string, office?: string): ActReading =>
  reading('certificate', { reference, ...(office === undefined ? {} : { office }) });

/** A command that does not give an office. */
const unsaid = (act: ActReading, id: string): RecordActCommand => ({
  ...recordCommand(act, id, id),
  saysOffice: false,
});

/** An office records its first act while another writer is between its judgement and its append. */
describe.each(bothLogs)(
  'the first act of an office beside a second writer, on the log “%s”',
  (_name, place) => {
    let ledger: TestLedger;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ ledger, close } = await ledgerAt(place));
    }, patience);
    afterEach(() => close());

    const record = async (
      submitted: RecordActCommand,
      { recording }: Writer = ledger.write,
    ): Promise<string> => inAWord(only(await recording.record([submitted])));
    const firstAct = (office: string, id: string, writer?: Writer): Promise<string> =>
      record(recordCommand(certificate('R-1', office), id), writer);
    const references = async (): Promise<readonly unknown[]> =>
      actsInForce(await ledger.events()).map(({ office, reference }) => `${office} ${reference ?? ''}`);
    const overtakenBefore = (slice: Parameters<typeof toSlice>[0], work: () => Promise<unknown>): Writer =>
      ledger.writer((log) => overtaken(log, toSlice(slice), work));

    it('is not seen by an act without an office that was judged before it, and by the next one', async () => {
      const late = overtakenBefore('gathering', () => firstAct('kq', 'a'));
      expect(await record(unsaid(certificate('R-2'), 'b'), late)).toBe('recorded');
      expect(await references()).toStrictEqual(['KQ R-1', 'LEDGER R-2']);
      expect(await record(unsaid(certificate('R-3'), 'c'), late)).toBe('BAD_OFFICE');
    });

    it('refuses an act without an office that lost its place and is judged anew', async () => {
      const late = overtakenBefore('ref', async () => {
        await record(unsaid(certificate('R-2'), 'c'));
        await firstAct('kq', 'a');
      });
      expect(await record(unsaid(certificate('R-2'), 'b'), late)).toBe('BAD_OFFICE');
      expect(await references()).toStrictEqual(['LEDGER R-2', 'KQ R-1']);
    });

    it('makes both offices known where two begin at once', async () => {
      const late = ledger.writer((log) => overtaken(log, toOffices, () => firstAct('kq', 'a')));
      expect(await firstAct('sy', 'b', late)).toBe('recorded');
      expect(await namedOffices(ledger.log)).toStrictEqual(['KQ', 'SY']);
    });

    it('makes an office known once where two begin with it at once', async () => {
      const late = ledger.writer((log) =>
        overtaken(log, toOffices, () => record(recordCommand(certificate('R-1', 'kq'), 'a'))),
      );
      expect(await record(recordCommand(certificate('R-2', 'kq'), 'b'), late)).toBe('recorded');
      const noted = (await ledger.events()).filter(({ stream }) => stream === officesStream);
      expect(noted.map(({ event }) => event.data)).toStrictEqual([{ office: 'KQ' }]);
    });

    it('lets an import without an office go on that was begun before it, and refuses the next as a whole', async () => {
      const row = (reference: string) => ({
        ...{ reference, kind: '证书', district: '330603', date: '2026-03-01', headcount: '1' },
      });
      const late = overtakenBefore('import', () => firstAct('kq', 'a'));
      const take = (writer: Writer, id: string, reference: string) =>
        importTestSheet(writer, sheet(csv(row(reference))), { id, office: null });
      expect(await take(late, 'x', 'R-2')).toStrictEqual({ rows: 1, accepted: 1, refused: [] });
      await expect(take(ledger.write, 'y', 'R-3')).rejects.toMatchObject({ code: 'BAD_OFFICE' });
      expect(await references()).toStrictEqual(['KQ R-1', 'LEDGER R-2']);
    });
  },
);
