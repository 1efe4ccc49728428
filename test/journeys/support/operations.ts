import type { Operation } from './client.js';
import type {
  Act,
  ActPayload,
  Entry,
  Page,
  PayoutPage,
  Totals,
  View,
  Worker,
  WorkerPayload,
} from './wire.js';

/** Every query and mutation of the journeys, each next to the type of the data that it selects. */

const view = 'view { name position ordinal lag stopped }';
const pageInfo = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const act = `
  id kind { code } on district { code } place worker sex occupation employer session headcount sessions hours items
  amountFen paidFen state outcome satisfied name note office reference judgedBy recordedAt recordedBy changedAt`;
const worker = 'number state office membership name nationalId phone sex occupation employer registeredAt';
const userErrors = 'userErrors { code field message existing }';
const sums = 'acts headcount sessions hours items amountFen paidFen';
const entry = `act event at actor kind { code } district { code } on worker ${sums}`;
const payout = `
  id kind { code } district { code } worker state on requestedOn approvedOn paidOn refusedOn requestedFen approvedFen
  paidFen amountFen office reference`;

const pageOf = (node: string): string => `edges { cursor node { ${node} } } ${pageInfo} ${view}`;

const slice = '$first: Int, $after: String, $last: Int, $before: String';
const sliced = 'first: $first, after: $after, last: $last, before: $before';

/** The input type of each mutation about acts. */
const actInputs = {
  recordAct: 'RecordActInput',
  requestSubsidy: 'RecordActInput',
  approveSubsidy: 'ApprovalInput',
  paySubsidy: 'PaymentInput',
  refuseSubsidy: 'RefusalInput',
  submitMutualAidClaim: 'RecordActInput',
  assessMutualAidClaim: 'ApprovalInput',
  payMutualAidClaim: 'PaymentInput',
  refuseMutualAidClaim: 'RefusalInput',
  correctAct: 'CorrectActInput',
  reverseAct: 'ReverseActInput',
} as const;

export type ActMutation = keyof typeof actInputs;

export const actMutation = (name: ActMutation): Operation<{ done: ActPayload }> => ({
  text: `mutation ($input: ${actInputs[name]}!) { done: ${name}(input: $input) { act { ${act} } position ${userErrors} } }`,
});

const workerInputs = {
  registerWorker: 'RegisterWorkerInput',
  correctWorker: 'CorrectWorkerInput',
  eraseWorker: 'EraseWorkerInput',
} as const;

export type WorkerMutation = keyof typeof workerInputs;

export const workerMutation = (name: WorkerMutation): Operation<{ done: WorkerPayload }> => ({
  text: `mutation ($input: ${workerInputs[name]}!) { done: ${name}(input: $input) { worker { ${worker} } position notSeen ${userErrors} } }`,
});

export const actQuery: Operation<{ act: { act: Act | null; view: View } }> = {
  text: `query ($id: ID!, $atLeast: Position) { act(id: $id, atLeast: $atLeast) { act { ${act} } ${view} } }`,
};

export const actsQuery: Operation<{ acts: Page<Act> }> = {
  text: `query ($filter: ActFilter, ${slice}, $atLeast: Position) {
    acts(filter: $filter, ${sliced}, atLeast: $atLeast) { ${pageOf(act)} } }`,
};

const whom = '$number: WorkerNumber, $membership: String, $office: String, $nationalId: String';
const who = 'number: $number, membership: $membership, office: $office, nationalId: $nationalId';

export const workerQuery: Operation<{ worker: { worker: Worker | null; view: View } }> = {
  text: `query (${whom}, $atLeast: Position) { worker(${who}, atLeast: $atLeast) { worker { ${worker} } ${view} } }`,
};

export const historyQuery: Operation<{ worker: { worker: { acts: Page<Act> } | null } }> = {
  text: `query (${whom}, $filter: ActFilter, ${slice}, $atLeast: Position) { worker(${who}, atLeast: $atLeast) {
    worker { acts(filter: $filter, ${sliced}, atLeast: $atLeast) { ${pageOf(act)} } } } }`,
};

const scope =
  '$district: DistrictCode, $from: Month!, $to: Month!, $kinds: [ID!], $by: TotalsBy, $recordedTo: Month';
const scoped = 'district: $district, from: $from, to: $to, kinds: $kinds, by: $by, recordedTo: $recordedTo';
const rows = `rows { kind { code } month district { code } people ${sums} }`;

export const totalsQuery: Operation<{ totals: Totals }> = {
  text: `query (${scope}, $atLeast: Position) {
    totals(${scoped}, atLeast: $atLeast) { ${rows} settled ${view} } }`,
};

/** The signed entries that totals are made of, for all rows together. */
export const entriesQuery: Operation<{ totals: { events: Page<Entry> } }> = {
  text: `query (${scope}, ${slice}) { totals(${scoped}) { events(${sliced}) { ${pageOf(entry)} } } }`,
};

/** The signed entries that each row of totals is made of. */
export const rowEntriesQuery: Operation<{ totals: { rows: readonly { events: Page<Entry> }[] } }> = {
  text: `query (${scope}, ${slice}) { totals(${scoped}) { rows { events(${sliced}) { ${pageOf(entry)} } } } }`,
};

export const payoutsQuery: Operation<{ payouts: PayoutPage }> = {
  text: `query ($filter: PayoutFilter, ${slice}, $atLeast: Position) {
    payouts(filter: $filter, ${sliced}, atLeast: $atLeast) {
      ${pageOf(payout)} totals { state payouts amountFen } } }`,
};

export const viewsQuery: Operation<{ views: readonly View[] }> = {
  text: '{ views { name position ordinal lag stopped } }',
};
