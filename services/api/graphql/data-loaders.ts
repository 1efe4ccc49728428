import type { WorkerNo } from '@ledger/ledger/kernel/ids.js';
import type { Subject, SubjectKey } from '@ledger/ledger/ports/key-vault.js';
import type { ActStep } from '@ledger/projections/act-history/act-history.js';
import type { ActDocument } from '@ledger/projections/acts/acts-document.js';
import type { EntryDocument } from '@ledger/projections/entries/entries-document.js';
import type { WorkerDocument } from '@ledger/projections/workers/workers-document.js';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import type { ActsRequest, Caller, EntriesRequest, PageAnswered } from '@ledger/runtime/door/orders.js';
import DataLoader from 'dataloader';

/**
 * Combines the reads that many nodes of one answer request at the same time into one. Results are not cached: a later
 * mutation of the same request may have changed the data or destroyed a key.
 */
export type Loaders = Readonly<{
  acts: DataLoader<ActsRequest, PageAnswered<ActDocument>>;
  histories: DataLoader<string, readonly ActStep[]>;
  entries: DataLoader<EntriesRequest, PageAnswered<EntryDocument>>;
  workers: DataLoader<WorkerNo, WorkerDocument | null>;
  keys: DataLoader<Subject, SubjectKey | null>;
}>;

const options = { cache: false } as const;

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

export const loadersOf = (door: OrderHandler, by: Caller): Loaders => ({
  acts: new DataLoader((asked) => door.handle({ order: 'ListActs', by, asked }), options),
  histories: new DataLoader((ids) => door.handle({ order: 'GetActHistories', by, ids }), options),
  entries: new DataLoader((asked) => door.handle({ order: 'ListEntries', by, asked }), options),
  workers: new DataLoader(async (numbers) => {
    const found = await door.handle({ order: 'FindWorkers', by, numbers: distinct(numbers) });
    return numbers.map((number) => found.get(number) ?? null);
  }, options),
  keys: new DataLoader(async (subjects) => {
    const found = await door.handle({ order: 'FindKeys', by, subjects: distinct(subjects) });
    return subjects.map((subject) => found.get(subject) ?? null);
  }, options),
});
