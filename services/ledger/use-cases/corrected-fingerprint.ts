import { corrections } from '../acts/amending-events.js';
import { countedNow } from '../acts/act-in-stream.js';
import type { Companion } from '../engine/bound-decider.js';
import type { History } from '../engine/histories.js';
import type { Acted } from '../engine/submission.js';
import { shanghaiDate, type PlainDate } from '../kernel/calendar.js';
import { accepted } from '../kernel/decision.js';
import { isOneOf } from '../kernel/domain-event.js';
import { referenceOf } from '../kernel/ids.js';
import type { IdGenerator } from '../ports/id-generator.js';
import type { SubjectKey } from '../ports/key-vault.js';
import { openedWith } from '../ports/sealed-texts.js';
import {
  correctableOf,
  fingerprintOf,
  fingerprintText,
  openPart,
  personalPart,
  type Correctable,
} from './act-fingerprint.js';
import { versionsOfAct, type ActVersion } from './act-versions.js';
import { boundDeciders } from './bound-deciders.js';

/** What is needed to hash a corrected act. `key` is the key of the act's subject, null if it was destroyed. */
export type Comparing = Readonly<{ ids: Pick<IdGenerator, 'digest'>; key: SubjectKey | null }>;

/** The act as recorded, the act as it is now, and the day of its last correction. */
type Versions = Readonly<{ was: ActVersion; is: ActVersion; on: PlainDate }>;

/** Null if the act was never corrected, or was reversed. */
const versionsOf = (history: History, act: number): Versions | null => {
  if (countedNow(history.events(), act) === null) return null;
  const versions = versionsOfAct(history, act);
  const [was, is] = [versions[0], versions.at(-1)];
  let on: PlainDate | null = null;
  for (let revision = act; revision < history.length; revision += 1) {
    const { event, origin } = history.at(revision);
    if (isOneOf(corrections, event) && event.data.act === act) on = shanghaiDate(origin.at);
  }
  return was === undefined || is === undefined || on === null ? null : { was, is, on };
};

const inClear = ({ facts, note, place }: ActVersion, stream: string, key: SubjectKey): Correctable =>
  correctableOf(facts, {
    note: openedWith(key, { stream, field: 'note' }, note),
    place: openedWith(key, { stream, field: 'place' }, place),
  });

type Blanks = Partial<Record<'sex' | 'occupation' | 'employer', null>>;

/**
 * All combinations of blank details. When an act is recorded, the register may fill its blank sex, occupation and
 * employer; these combinations are tried to find out which were blank in the submitted act.
 */
const blanks: readonly Blanks[] = [{}, { sex: null }].flatMap((sex) =>
  [sex, { ...sex, occupation: null }].flatMap((both) => [both, { ...both, employer: null }]),
);

const isChanged = (was: Correctable, is: Correctable): boolean =>
  (['sex', 'occupation', 'employer', 'note', 'place'] as const).some((field) => was[field] !== is[field]);

/** The personal part of the hash for the corrected act: the submitted content with the corrected columns replaced. */
const personalNow = (
  { was, is }: Readonly<{ was: Correctable; is: Correctable }>,
  first: string,
  key: SubjectKey,
): string => {
  if (!isChanged(was, is)) return first;
  const blank = blanks.find((each) => personalPart({ ...was, ...each }, was.worker, key) === first) ?? {};
  const left = (['sex', 'occupation', 'employer'] as const).filter(
    (field) => field in blank && was[field] === is[field],
  );
  return personalPart({ ...is, ...Object.fromEntries(left.map((field) => [field, null])) }, is.worker, key);
};

/**
 * The hash that the corrected act would have if it were submitted today; null if the act was not corrected or was
 * reversed.
 */
const fingerprintNow = (
  history: History,
  act: number,
  { ids, key }: Comparing,
): Readonly<{ hash: string; on: PlainDate }> | null => {
  const versions = versionsOf(history, act);
  if (versions === null) return null;
  const first = fingerprintOf(history.at(act).origin.hash);
  const is = correctableOf(versions.is.facts, { note: null, place: null });
  const open = openPart(is, is, { ids });
  const { stream } = history;
  const personal =
    key === null
      ? first.personal
      : personalNow(
          { was: inClear(versions.was, stream, key), is: inClear(versions.is, stream, key) },
          first.personal,
          key,
        );
  return { hash: fingerprintText({ ...first, open, personal }), on: versions.on };
};

/**
 * A companion (a follow-up command in another stream) that stores the hash of a corrected act in the reservation of its
 * reference. So submitting the corrected act again is recognised as a duplicate. It uses the current state of the act,
 * so that a late or repeated companion does not undo a later correction.
 */
export const correctingFingerprint = (
  { history, events }: Acted,
  comparing: Comparing,
): readonly Companion[] =>
  events.flatMap((event): readonly Companion[] => {
    if (!isOneOf(corrections, event)) return [];
    const { act, office, reference } = event.data;
    const now = fingerprintNow(history, act, comparing);
    if (reference === null || now === null) return [];
    const { commandId } = history.at(act).origin;
    const correct = boundDeciders.reservation.bind(referenceOf(office, reference), (stream) => ({
      type: 'CorrectFingerprint',
      data: { stream, target: history.stream, act, ...now },
    }));
    return [
      {
        ...correct,
        decide: (reservation, findings) =>
          boundDeciders.reservation.stateOf(reservation)?.commandId === commandId
            ? correct.decide(reservation, findings)
            : accepted(),
        again: true,
      },
    ];
  });
