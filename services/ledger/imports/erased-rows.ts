import type { RowsRefused } from '@ledger/schema/events/import-record.js';
import { importEvents } from '../import-record/import-record-decider.js';
import { isOneOf } from '../kernel/domain-event.js';
import {
  membershipFrom,
  officeCode,
  soleOffice,
  type MembershipNumber,
  type OfficeCode,
} from '../kernel/identifiers.js';
import { importStreamOf, type WorkerNo } from '../kernel/ids.js';
import type { EventLog, Recorded } from '../ports/event-log.js';
import type { KeyVault } from '../ports/key-vault.js';
import type { SheetSource } from '../ports/sheet-source.js';
import type { Mapping } from '../sheets/column-mapping.js';
import { recordsOf, rowsOf } from '../sheets/sheet-rows.js';
import { goneAmong } from '../use-cases/gone-persons.js';

type Ports = Readonly<{ log: Pick<EventLog, 'readStreams'>; vault: Pick<KeyVault, 'find' | 'tokenOf'> }>;
type Sheet = Readonly<{ source: SheetSource; mapping: Mapping | null }>;
type Memberships = ReadonlySet<MembershipNumber>;

/** What the stream of an import says about its rows, by line. */
type Judged = {
  office: OfficeCode;
  /** Rows whose act is recorded: their persons were registered. */
  readonly recorded: Set<number>;
  readonly refused: Set<number>;
  /** The registered persons of refused rows. */
  readonly persons: Map<number, WorkerNo>;
};

/** Adds the refused rows of one event. Rows refused as DUPLICATE are recorded already. */
const addRefused = ({ recorded, refused, persons }: Judged, data: RowsRefused['data']): void => {
  for (const { row, code } of data.refused) (code === 'DUPLICATE' ? recorded : refused).add(row);
  for (const { row, worker } of data.persons) persons.set(row, worker);
};

const judgedIn = (events: readonly Recorded[]): Judged => {
  const judged: Judged = {
    office: soleOffice,
    recorded: new Set(),
    refused: new Set(),
    persons: new Map(),
  };
  for (const { event } of events) {
    if (!isOneOf(importEvents, event)) continue;
    if (event.type === 'ImportReceived' && event.data.office !== null)
      judged.office = officeCode(event.data.office);
    if (event.type === 'RowsAccepted') for (const { row } of event.data.acts) judged.recorded.add(row);
    if (event.type === 'RowsRefused') addRefused(judged, event.data);
  }
  return judged;
};

/** The membership numbers of those rows that `wanted` names, by line. */
const membershipsIn = async (
  { source, mapping }: Sheet,
  isWanted: (row: number, membership: MembershipNumber) => boolean,
): Promise<ReadonlyMap<number, MembershipNumber>> => {
  const found = new Map<number, MembershipNumber>();
  for await (const { line, cells } of rowsOf(await recordsOf(source), mapping)) {
    const membership = membershipFrom(cells.membership);
    if (membership !== null && isWanted(line, membership)) found.set(line, membership);
  }
  return found;
};

/** The membership numbers by their owners: of somebody who is gone, and of nobody (any more, or not yet). */
const sorted = async (
  { log, vault }: Ports,
  { office, persons }: Judged,
  refused: ReadonlyMap<number, MembershipNumber>,
): Promise<Readonly<{ gone: Memberships; ownerless: Memberships; isOfGone: (row: number) => boolean }>> => {
  const all = [...new Set(refused.values())];
  const owners = await vault.find(all.map((value) => vault.tokenOf({ by: 'membership', office, value })));
  const owned = owners.filter((worker) => worker !== null);
  const workers = await goneAmong(log, [...owned, ...persons.values()]);
  const isOfGone = (row: number): boolean => workers.has(persons.get(row) ?? null);
  const ofGoneRows = [...refused].flatMap(([row, value]) => (isOfGone(row) ? [value] : []));
  return {
    gone: new Set([...all.filter((_, index) => workers.has(owners[index] ?? null)), ...ofGoneRows]),
    ownerless: new Set(all.filter((_, index) => owners[index] == null)),
    isOfGone,
  };
};

/**
 * The rows of a kept sheet whose persons are erased or being erased, by line. An erasure destroys the look-ups of a
 * person, so a membership number of a recorded row that belongs to nobody is that of an erased person. Reads the sheet
 * up to twice, in memory bounded by the refused rows.
 */
export const erasedRows = async (ports: Ports, id: string, sheet: Sheet): Promise<ReadonlySet<number>> => {
  const stream = importStreamOf(id);
  const judged = judgedIn((await ports.log.readStreams([stream])).get(stream) ?? []);
  const { recorded, refused } = judged;
  if (refused.size === 0) return new Set();
  const named = await membershipsIn(sheet, (row) => refused.has(row));
  const { gone, ownerless, isOfGone } = await sorted(ports, judged, named);
  const suspect = new Set([...gone, ...ownerless]);
  const others =
    suspect.size === 0
      ? new Map<number, MembershipNumber>()
      : await membershipsIn(sheet, (row, value) => recorded.has(row) && suspect.has(value));
  const erased = new Set([...gone, ...others.values()]);
  return new Set([
    ...others.keys(),
    ...[...refused].filter((row) => {
      const membership = named.get(row);
      return isOfGone(row) || (membership !== undefined && erased.has(membership));
    }),
  ]);
};
