import { releaseReference } from '../acts/act-corrections.js';
import type { Decider, Decision } from '../kernel/decision.js';
import type { PassbookCommand } from './passbook-commands.js';
import { correct, reverse } from './passbook-corrections.js';
import { passbookEvents, type PassbookEvent } from './passbook-events.js';
import { approve, pay, refuse } from './payout-life-cycle.js';
import { open, recordService } from './record-service.js';
import { emptyPassbook, evolve, type PassbookState } from './passbook-state.js';

export type { PassbookCommand } from './passbook-commands.js';
export type { PassbookEvent } from './passbook-events.js';
export type { PassbookState } from './passbook-state.js';

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
    case 'ReleaseActReference':
      return releaseReference(state.acts.get(command.data.act), command.data);
  }
};

/**
 * A worker's year, stream `passbook-<workerNo>-<year>`: acts for a named person, kinds given once a year, caps, and
 * the life cycle of subsidies and mutual-aid claims.
 */
export const passbook: Decider<PassbookState, PassbookCommand, PassbookEvent> = {
  types: passbookEvents,
  initial: emptyPassbook,
  evolve,
  decide,
  streamOf: (command) => command.data.stream,
};
