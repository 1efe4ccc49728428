import type { Decider, Decision } from '../kernel/decision.js';
import type { PassbookCommand } from './commands.js';
import { correct, reverse } from './correcting.js';
import { passbookEvents, type PassbookEvent } from './events.js';
import { approve, pay, refuse } from './life-cycle.js';
import { open, recordService } from './recording.js';
import { emptyPassbook, evolve, type PassbookState } from './state.js';

export type { PassbookCommand } from './commands.js';
export type { PassbookEvent } from './events.js';
export type { PassbookState } from './state.js';

const decide = (state: PassbookState, command: PassbookCommand): Decision<PassbookEvent> => {
  switch (command.type) {
    case 'RecordService':
      return recordService(state, command.data);
    case 'RequestSubsidy':
    case 'SubmitMutualAidClaim':
      return open(state, command);
    case 'ApproveSubsidy':
    case 'AssessMutualAidClaim':
      return approve(state, command);
    case 'PaySubsidy':
    case 'PayMutualAidClaim':
      return pay(state, command);
    case 'RefuseSubsidy':
    case 'RefuseMutualAidClaim':
      return refuse(state, command);
    case 'CorrectAct':
      return correct(state, command.data);
    case 'ReverseAct':
      return reverse(state, command.data);
  }
};

/**
 * A worker's year, stream `passbook-<workerNo>-<year>`: acts for a named person, kinds given once a year, caps,
 * subsidies and mutual-aid claims with their life cycle.
 */
export const passbook: Decider<PassbookState, PassbookCommand, PassbookEvent> = {
  types: passbookEvents,
  initial: emptyPassbook,
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
