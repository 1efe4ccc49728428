import type { ActFacts } from '@ledger/schema/events/values.js';
import { actEvents } from '../acts/act-events.js';
import type { History } from '../engine/histories.js';
import { isOneOf } from '../kernel/domain-event.js';
import { saidBy, type SaidText } from '../ports/sealed-texts.js';

/**
 * The act after one of its events: its facts and its encrypted texts, each with the command that first wrote the text.
 */
export type ActVersion = Readonly<{
  facts: ActFacts;
  name: SaidText | null;
  note: SaidText | null;
  place: SaidText | null;
}>;

const versionAfter = (before: ActVersion | null, facts: ActFacts, command: string): ActVersion => ({
  facts,
  name: saidBy(command, facts.name, before?.name ?? null),
  note: saidBy(command, facts.note, before?.note ?? null),
  place: saidBy(command, facts.sealedPlace, before?.place ?? null),
});

/**
 * The act after each of its events: the first at index 0, so that the last index is one below the act's revision. A
 * step that states no facts, such as a reversal, leaves the act as it was. Empty if there is no such act.
 */
export const versionsOfAct = (history: History, act: number): readonly ActVersion[] => {
  const versions: ActVersion[] = [];
  for (let revision = act; revision < history.length; revision += 1) {
    const { event, origin } = history.at(revision);
    if (!isOneOf(actEvents, event) || event.data.act !== act) continue;
    const before = versions.at(-1) ?? null;
    const after = 'kind' in event.data ? versionAfter(before, event.data, origin.commandId) : before;
    if (after !== null) versions.push(after);
  }
  return versions;
};
