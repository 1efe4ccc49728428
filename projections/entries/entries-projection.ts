import { canonicalText } from '@ledger/ledger/kernel/identifiers.js';
import { actIdOf } from '@ledger/ledger/kernel/ids.js';
import type { Recorded } from '@ledger/ledger/ports/event-log.js';
import { countingEvents, linesOf, recordedMonth, type CountingEvent } from '../kernel/count-lines.js';
import type { Projection } from '../kernel/projection.js';
import type { EntryDocument } from './entries-document.js';

/** The key of a line is the position of its event and the index of the line in the event. */
const keysOf = ({ event, position }: Recorded<CountingEvent>): readonly string[] =>
  linesOf(event).map((_, index) => `${position}.${String(index)}`);

const actOf = ({ stream, event }: Recorded<CountingEvent>): string =>
  'actId' in event.data ? event.data.actId : actIdOf(stream, event.data.act);

const fold = (
  _doc: EntryDocument | null,
  past: Recorded<CountingEvent>,
  key: string,
): EntryDocument | null => {
  const line = linesOf(past.event)[Number(key.slice(key.lastIndexOf('.') + 1))];
  if (line === undefined) return null;
  const { district, kind, on, worker, sex, occupation, employer, counts } = line;
  return {
    act: actOf(past),
    event: past.event.type,
    stream: past.stream,
    eventPosition: past.position,
    revision: past.revision,
    at: past.origin.at,
    actor: past.origin.actor,
    district,
    kind,
    on,
    month: on.slice(0, 7),
    recorded: recordedMonth(past),
    worker,
    sex,
    occupation,
    employer,
    employerForm: employer === null ? null : canonicalText(employer),
    acts: counts.acts,
    headcount: counts.headcount,
    sessions: counts.sessions,
    minutes: counts.minutes,
    items: counts.items,
    amountFen: counts.amountFen,
    paidFen: counts.paidFen,
  };
};

/** The view of single lines: every line that the totals add up. */
export const entries: Projection<EntryDocument, CountingEvent> = {
  name: 'entries',
  version: 3,
  readable: [],
  types: countingEvents,
  keysOf,
  fold,
  opens: () => true,
  shape: {
    fields: {
      eventPosition: 'text',
      district: 'text',
      kind: 'text',
      month: 'text',
      recorded: 'text',
      worker: 'integer',
      sex: 'text',
      occupation: 'text',
      employerForm: 'text',
    },
    indexes: { byDistrict: ['district', 'month'] },
    measures: [],
    bytes: [],
  },
};
