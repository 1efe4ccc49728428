import { isOneOf, type EventTypes } from '@ledger/ledger/kernel/domain-event.js';
import { parseActId, streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Origin, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { saidBy, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import type { AttendanceNoted, AttendanceWithdrawn } from '@ledger/schema/events/gathering.js';
import type { ActDocument } from '../acts/acts-document.js';
import { acts, type ActEvent } from '../acts/acts-projection.js';
import type { BroughtDetail } from '../workers/workers-document.js';
import { handedInWith, notedInRegister, registerOf, type HandedIn, type Noted } from './act-in-register.js';
import type { EntryDocument } from '../entries/entries-document.js';
import { entries } from '../entries/entries-projection.js';

/** One event of an act: who caused it, when and why, and the act in front of it and behind it. */
export type ActStep = Readonly<{
  event: string;
  stream: string;
  revision: number;
  position: Position;
  origin: Origin;
  /** The version of the rule that this event was judged by; null where none was asked. */
  judgedBy: string | null;
  /** Why, still sealed; null where no reason was given. */
  reason: SaidText | null;
  before: ActDocument | null;
  after: ActDocument | null;
  /** What was handed in of the person; null where that was nothing, and of all steps but the first. */
  handedIn: HandedIn | null;
  /** Office and district as they were written with it; null where neither was, but in its canonical form. */
  written: WrittenCodes | null;
  /** Of a step in the register: which details of the person it is about. */
  details: readonly BroughtDetail[];
  /** The signed lines that the event added to the totals. */
  entries: readonly EntryDocument[];
}>;

/** How the office and the district of an act were written; null of one that was written in its canonical form. */
export type WrittenCodes = Readonly<{ office: string | null; district: string | null }>;

type AttendanceEvent = AttendanceNoted | AttendanceWithdrawn;

/** What a session keeps of an act that is at home elsewhere. */
const attendanceEvents: EventTypes<AttendanceEvent> = { AttendanceNoted: true, AttendanceWithdrawn: true };

const isActEvent = (past: Recorded): past is Recorded<ActEvent> => isOneOf(acts.types, past.event);
const isAttendance = (past: Recorded): past is Recorded<AttendanceEvent> =>
  isOneOf(attendanceEvents, past.event);
const isCounting = (past: Recorded): past is Recorded<Parameters<typeof entries.keysOf>[0]['event']> =>
  isOneOf(entries.types, past.event);

const entriesOf = (past: Recorded): readonly EntryDocument[] =>
  isCounting(past) ? entries.keysOf(past).flatMap((key) => entries.fold(null, past, key) ?? []) : [];

type Standing = Pick<ActStep, 'before' | 'after'>;

/**
 * What a step said otherwise than it is kept: the first one of office and district, later ones of the district where they
 * bring another.
 */
const writtenWith = (
  { event: { data } }: Recorded<ActEvent | AttendanceEvent> | Noted['past'],
  { before }: Standing,
): WrittenCodes | null => {
  if (!('districtWritten' in data)) return null;
  const office = before === null ? data.officeWritten : null;
  const district = before?.district === data.district ? null : data.districtWritten;
  return office === null && district === null ? null : { office, district };
};

const stepOf = (past: Recorded<ActEvent | AttendanceEvent> | Noted['past'], standing: Standing): ActStep => {
  const { event, stream, revision, position, origin } = past;
  const { data } = event;
  return {
    event: event.type,
    stream,
    revision,
    position,
    origin,
    judgedBy: 'judgedBy' in data ? data.judgedBy : null,
    reason: 'reason' in data ? saidBy(origin.commandId, data.reason, null) : null,
    ...standing,
    handedIn: null,
    written: writtenWith(past, standing),
    details: [],
    entries: entriesOf(past),
  };
};

type OwnSteps = Readonly<{
  steps: readonly ActStep[];
  /** The sessions that the act named on its way. */
  sessions: ReadonlySet<string>;
  /** The event that opened it. */
  opening: Recorded | null;
}>;

/** The steps of an act in its own stream. */
const ownSteps = (id: string, act: number, events: readonly Recorded[]): OwnSteps => {
  const steps: ActStep[] = [];
  const sessions = new Set<string>();
  let before: ActDocument | null = null;
  let opening: Recorded | null = null;
  for (const past of events) {
    if (!isActEvent(past) || past.event.data.act !== act) continue;
    opening ??= past;
    const after: ActDocument | null = acts.fold(before, past, id);
    steps.push(stepOf(past, { before, after }));
    if (after?.session != null && after.session !== past.stream) sessions.add(after.session);
    before = after;
  }
  return { steps, sessions, opening };
};

/** How the act stood when another stream noted something of it. */
const standingAt = (own: readonly ActStep[], { position: at }: Recorded): Standing => {
  const standing = own.findLast(({ position }) => position < at)?.after ?? null;
  return { before: standing, after: standing };
};

/** What sessions noted of the act. */
const notes = (id: string, own: readonly ActStep[], events: readonly Recorded[]): readonly ActStep[] =>
  events.flatMap((past) =>
    isAttendance(past) && past.event.data.actId === id ? [stepOf(past, standingAt(own, past))] : [],
  );

/** The own steps with what was handed in of the person, and what the register noted of the act. */
const withRegister = (
  id: string,
  { steps, opening }: OwnSteps,
  register: readonly Recorded[],
): readonly ActStep[] => [
  ...steps.map((step, index) =>
    index > 0 || opening === null ? step : { ...step, handedIn: handedInWith(opening, register) },
  ),
  ...notedInRegister(id, register).map(({ past, details }) => ({
    ...stepOf(past, standingAt(steps, past)),
    details,
  })),
];

/** The streams that may have noted something of an act: sessions, and its person's in the register. */
const streamsBeside = ({ sessions, opening }: OwnSteps): readonly string[] => {
  const register = opening === null ? null : registerOf(opening);
  return register === null ? [...sessions] : [...sessions, register];
};

type Streams = ReadonlyMap<StreamId, readonly Recorded[]>;

const eventsIn = (streams: Streams, name: string): readonly Recorded[] => streams.get(streamId(name)) ?? [];

/**
 * The history of each act, oldest step first, from the log itself: ahead of every view. One that does not exist has no
 * steps. Two reads of the log, however many acts are asked for.
 */
export const historiesOf = async (
  log: EventLog,
  ids: readonly string[],
): Promise<readonly (readonly ActStep[])[]> => {
  const parsed = ids.map((id) => ({ id, place: parseActId(id) }));
  const homes = new Set(parsed.flatMap(({ place }) => place?.stream ?? []));
  const streams = await log.readStreams([...homes]);
  const found = parsed.map(({ id, place }) => ({
    id,
    ...ownSteps(id, place?.act ?? 0, place === null ? [] : eventsIn(streams, place.stream)),
  }));
  const others = new Set(found.flatMap(streamsBeside));
  const elsewhere: Streams =
    others.size === 0 ? new Map() : await log.readStreams([...others].map((name) => streamId(name)));
  return found.map(({ id, ...own }) => {
    const register = own.opening === null ? null : registerOf(own.opening);
    const noted = [...own.sessions].flatMap((name) => notes(id, own.steps, eventsIn(elsewhere, name)));
    return [
      ...withRegister(id, own, register === null ? [] : eventsIn(elsewhere, register)),
      ...noted,
    ].toSorted((a, b) => (a.position < b.position ? -1 : 1));
  });
};
