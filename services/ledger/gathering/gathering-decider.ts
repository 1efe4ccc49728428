import { releaseReference } from '../acts/act-corrections.js';
import type { Decider, Decision } from '../kernel/decision.js';
import type { GatheringCommand } from './gathering-commands.js';
import { correct, reverse } from './gathering-corrections.js';
import { gatheringEvents, type GatheringEvent } from './gathering-events.js';
import { noteAttendance, recordAttendance, recordGathering, withdrawAttendance } from './record-gathering.js';
import { emptyGathering, evolve, type GatheringState } from './gathering-state.js';

export type { GatheringCommand } from './gathering-commands.js';
export type { GatheringEvent } from './gathering-events.js';
export { heldSession, sessionStateFor, type GatheringState } from './gathering-state.js';

const decide = (state: GatheringState, command: GatheringCommand): Decision<GatheringEvent> => {
  switch (command.type) {
    case 'RecordGathering':
      return recordGathering(state, command.data);
    case 'RecordAttendance':
      return recordAttendance(state, command.data);
    case 'NoteAttendance':
      return noteAttendance(state, command.data);
    case 'WithdrawAttendance':
      return withdrawAttendance(state, command.data);
    case 'CorrectAct':
      return correct(state, command.data);
    case 'ReverseAct':
      return reverse(state, command.data);
    case 'ReleaseActReference':
      return releaseReference(state.acts[command.data.act], command.data);
  }
};

/**
 * A gathering, stream `gathering-<id>`: a session with its attendances (each person once, at most 2,000), or an act
 * without a named person.
 */
export const gathering: Decider<GatheringState, GatheringCommand, GatheringEvent> = {
  types: gatheringEvents,
  initial: emptyGathering,
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
