import type { ActEvent } from '@ledger/ledger/acts/act-events.js';
import { isOneOf } from '@ledger/ledger/kernel/domain-event.js';
import { parseActId, streamId, type StreamId } from '@ledger/ledger/kernel/ids.js';
import type { EventLog, Origin, Position, Recorded } from '@ledger/ledger/ports/event-log.js';
import { saidBy, type SaidText } from '@ledger/ledger/ports/sealed-texts.js';
import { typesOf, type EventOf } from '@ledger/schema/events/event-shape.js';
import { attendanceNoted, attendanceWithdrawn } from '@ledger/schema/events/gathering.js';
import type { ActDocument } from '../acts/acts-document.js';
import { acts } from '../acts/acts-projection.js';
import type { BroughtDetail } from '../workers/workers-document.js';
import {
  statedPersonOf,
  notedInRegister,
  registerOf,
  type StatedPerson,
  type Noted,
} from './act-in-register.js';
import type { EntryDocument } from '../entries/entries-document.js';
import { entries } from '../entries/entries-projection.js';

/** One event of an act: who caused it, when and why, and the act before and after it. */
export type ActStep = Readonly<{
  event: string;
  stream: string;
  revision: number;
  position: Position;
  origin: Origin;
  /** The version of the rule by which this event was decided; null if no rule was applied. */
  judgedBy: string | null;
  /** The reason, still encrypted; null if none was given. */
  reason: SaidText | null;
  before: ActDocument | null;
  after: ActDocument | null;
  /** The personal details that were entered with the act. Null if there were none, and for every step but the first. */
  handedIn: StatedPerson | null;
  /** Office and district as the user wrote them; null if both were written in their canonical form. */
  written: WrittenCodes | null;
  /** For a step in the person's register stream: the details that it is about. */
  details: readonly BroughtDetail[];
  /** The signed lines that the event added to the totals. */
  entries: readonly EntryDocument[];
}>;

/** Office and district of an act as the user wrote them; null for a value that was written in its canonical form. */
export type WrittenCodes = Readonly<{ office: string | null; district: string | null }>;

/** The events by which a session counts an act whose own stream is a different one. */
const attendanceShapes = [attendanceNoted, attendanceWithdrawn] as const;
type AttendanceEvent = EventOf<typeof attendanceShapes>;
const attendanceEvents = typesOf(attendanceShapes);

const isActEvent = (past: Recorded): past is Recorded<ActEvent> => isOneOf(acts.types, past.event);
const isAttendance = (past: Recorded): past is Recorded<AttendanceEvent> =>
  isOneOf(attendanceEvents, past.event);
const isCounting = (past: Recorded): past is Recorded<Parameters<typeof entries.keysOf>[0]['event']> =>
  isOneOf(entries.types, past.event);

const entriesOf = (past: Recorded): readonly EntryDocument[] =>
  isCounting(past) ? entries.keysOf(past).flatMap((key) => entries.fold(null, past, key) ?? []) : [];

type BeforeAfter = Pick<ActStep, 'before' | 'after'>;

/**
 * Office and district as the user wrote them, if the step brought them. Only the first step brings an office; a later
 * step brings a district only if it changes it.
 */
const writtenWith = (
  { event: { data } }: Recorded<ActEvent | AttendanceEvent> | Noted['past'],
  { before }: BeforeAfter,
): WrittenCodes | null => {
  if (!('districtWritten' in data)) return null;
  const office = before === null ? data.officeWritten : null;
  const district = before?.district === data.district ? null : data.districtWritten;
  return office === null && district === null ? null : { office, district };
};

const stepOf = (
  past: Recorded<ActEvent | AttendanceEvent> | Noted['past'],
  beforeAfter: BeforeAfter,
): ActStep => {
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
    ...beforeAfter,
    handedIn: null,
    written: writtenWith(past, beforeAfter),
    details: [],
    entries: entriesOf(past),
  };
};

type OwnSteps = Readonly<{
  steps: readonly ActStep[];
  /** The sessions that the act has named in any of its steps. */
  sessions: ReadonlySet<string>;
  /** The first event of the act. */
  opening: Recorded | null;
}>;

/** The steps of an act that are in its own stream. */
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

/** The state of the act when an event about it was recorded in another stream. That event does not change the act. */
const beforeAfterAt = (own: readonly ActStep[], { position: at }: Recorded): BeforeAfter => {
  const beforeAfter = own.findLast(({ position }) => position < at)?.after ?? null;
  return { before: beforeAfter, after: beforeAfter };
};

/** The steps that sessions have recorded about the act. */
const notes = (id: string, own: readonly ActStep[], events: readonly Recorded[]): readonly ActStep[] =>
  events.flatMap((past) =>
    isAttendance(past) && past.event.data.actId === id ? [stepOf(past, beforeAfterAt(own, past))] : [],
  );

/**
 * The act's own steps with the personal details that were entered, and the steps that the person's register stream has
 * recorded about the act.
 */
const withRegister = (
  id: string,
  { steps, opening }: OwnSteps,
  register: readonly Recorded[],
): readonly ActStep[] => [
  ...steps.map((step, index) =>
    index > 0 || opening === null ? step : { ...step, handedIn: statedPersonOf(opening, register) },
  ),
  ...notedInRegister(id, register).map(({ past, details }) => ({
    ...stepOf(past, beforeAfterAt(steps, past)),
    details,
  })),
];

/** The other streams that may contain events about an act: its sessions, and the register stream of its person. */
const streamsBeside = ({ sessions, opening }: OwnSteps): readonly string[] => {
  const register = opening === null ? null : registerOf(opening);
  return register === null ? [...sessions] : [...sessions, register];
};

type Streams = ReadonlyMap<StreamId, readonly Recorded[]>;

const eventsIn = (streams: Streams, name: string): readonly Recorded[] => streams.get(streamId(name)) ?? [];

/**
 * The history of each act, oldest step first. It is read from the log, so it may be newer than the views. An act that
 * does not exist has no steps. Needs at most two reads of the log for any number of acts.
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
