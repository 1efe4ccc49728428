import { isRefusalCode, rankOf, refusalText, type Language } from '@ledger/ledger/kernel/refusals.js';
import { everyRowOf, everyRowText } from '@ledger/ledger/imports/every-row.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { SheetRemarks } from '@ledger/ledger/imports/import-remarks.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { importSentence } from '@ledger/runtime/faults/import-sentences.js';
import { failureIn } from '@ledger/runtime/imports/import-answers.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import type { ImportStatus } from '@ledger/runtime/imports/import-status.js';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from './request-context.js';
import { fault } from './api-fault.js';
import { connectionOf, listPrint, pageSliceOf, type Connection, type PageOf } from './connections.js';
import { listedPage } from './listed-pages.js';

type Presented = Omit<Api.Import, 'refusedRows' | 'elsewhere' | 'everyRow' | 'remarks' | 'failure' | 'undo'> &
  Pick<ImportStatus, 'failure'> &
  Readonly<{ undo: PresentedUndo | null }>;

const states: Readonly<Record<ImportStatus['state'], Api.ImportState>> = {
  received: 'RECEIVED',
  running: 'RUNNING',
  done: 'DONE',
  failed: 'FAILED',
  undoing: 'UNDOING',
  undone: 'UNDONE',
};

/** The undo of an import without the acts that could not be reversed. They are read only if the query selects them. */
type PresentedUndo = Omit<Api.ImportUndo, 'left'> & Readonly<{ importId: string; leaves: boolean }>;

const presentUndo = ({ id, undo }: ImportStatus): PresentedUndo | null =>
  undo === null
    ? null
    : { ...undo, actor: undo.by.actor, at: undo.by.at, importId: id, leaves: undo.left > 0 };

const isJudged = (state: Api.ImportState): boolean =>
  state === 'DONE' || state === 'UNDOING' || state === 'UNDONE';

const presentRemarks = ({ heads, notRead, hidden, merged, totals }: SheetRemarks): Api.SheetRemarks => ({
  heads,
  notRead: {
    worksheetCount: notRead.worksheets.count,
    worksheets: [...notRead.worksheets.names],
    columnCount: notRead.columns.count,
    columns: [...notRead.columns.names],
    rowCount: notRead.rows.count,
    rows: [...notRead.rows.at],
  },
  hidden: { count: hidden.count, rows: [...hidden.at], leftOut: hidden.leftOut },
  mergedCount: merged.count,
  merged: [...merged.names],
  totals: totals.map((each) => ({ ...each, figures: [...each.figures] })),
});

/** Converts an import to its GraphQL type. */
export const presentImport = (status: ImportStatus): Presented => ({
  ...status,
  ...status.by,
  state: states[status.state],
  refused: [...status.refused]
    .flatMap(([code, rows]) => (isRefusalCode(code) ? [{ code, rows }] : []))
    .sort((a, b) => rankOf(a.code) - rankOf(b.code)),
  undo: presentUndo(status),
});

type By = Pick<RequestContext, 'by'>;

type Payload = Readonly<{ import: Presented | null; userErrors: readonly Api.ImportError[] }>;

const payloadOf = async (work: Promise<ImportStatus>, language: Language): Promise<Payload> => {
  try {
    return { import: presentImport(await work), userErrors: [] };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    const { code } = error;
    return { import: null, userErrors: [{ code, message: importSentence(language, error) }] };
  }
};

/** The GraphQL queries and mutations about imports, and the fields of an import. */
@Resolver('Import')
export class ImportsResolver {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @Query()
  async import(@Args('id') id: string, @Context() { by }: By): Promise<Presented | null> {
    const status = await this.door.handle({ order: 'FindImport', by, id });
    return status === null ? null : presentImport(status);
  }

  @Query()
  async imports(@Args() args: Api.QueryImportsArgs, @Context() { by }: By): Promise<Connection<Presented>> {
    const print = listPrint('imports', null);
    const asked = { slice: pageSliceOf(args, print), atLeast: args.atLeast ?? null };
    const { listed, view } = await this.door.handle({ order: 'ListImports', by, ...asked });
    return connectionOf(listed, view, print, presentImport);
  }

  @ResolveField()
  async refusedRows(
    @Parent() { id, state }: Presented,
    @Args() args: Api.ImportRefusedRowsArgs,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<PageOf<Api.RefusedRow>> {
    const refused = isJudged(state) ? (await this.reportOf(id, by)).refused : [];
    return listedPage(refused, args, listPrint('refusedRows', id), {
      key: ({ row }) => row,
      node: ({ row, code, because }) => ({ row, code, message: refusalText(code, because, language) }),
    });
  }

  @ResolveField()
  async elsewhere(
    @Parent() { id, state }: Presented,
    @Args() args: Api.ImportElsewhereArgs,
    @Context() { by }: By,
  ): Promise<PageOf<Api.RowElsewhere>> {
    const { elsewhere = [] } = isJudged(state) ? await this.reportOf(id, by) : {};
    return listedPage(elsewhere, args, listPrint('elsewhere', id), {
      key: ({ row, office }) => `${String(row)} ${office}`,
      node: (found) => found,
    });
  }

  @ResolveField()
  failure(
    @Parent() { failure }: Presented,
    @Context() { language }: RequestContext,
  ): Api.ImportFailure | null {
    return failure === null ? null : failureIn(language, failure);
  }

  @ResolveField()
  async remarks(@Parent() { id, state }: Presented, @Context() { by }: By): Promise<Api.SheetRemarks | null> {
    const remarks = isJudged(state) ? (await this.reportOf(id, by)).remarks : undefined;
    return remarks === undefined ? null : presentRemarks(remarks);
  }

  @ResolveField()
  async everyRow(
    @Parent() { id, state }: Presented,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<Api.EveryRow | null> {
    const found = isJudged(state) ? everyRowOf(await this.reportOf(id, by)) : null;
    return found === null ? null : { ...found, hint: everyRowText(found, language) };
  }

  private async reportOf(id: string, by: Caller): Promise<Report> {
    try {
      return await this.door.handle({ order: 'GetReport', by, id });
    } catch (error) {
      if (error instanceof ImportFault) throw fault('BAD_USER_INPUT', error.message);
      throw error;
    }
  }

  @Mutation()
  undoImport(
    @Args('input') { id, reason }: Api.UndoImportInput,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<Payload> {
    return payloadOf(this.door.handle({ order: 'UndoImport', by, id, reason }), language);
  }

  @Mutation()
  resumeImport(
    @Args('id') id: string,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<Payload> {
    return payloadOf(this.door.handle({ order: 'ResumeImport', by, id }), language);
  }
}

/**
 * The acts that an undo could not reverse. They are read from the import's stream, and only if the query selects them.
 */
@Resolver('ImportUndo')
export class ImportUndoResolver {
  constructor(@Inject(BusDoor) private readonly door: OrderHandler) {}

  @ResolveField()
  async left(
    @Parent() { importId: id, leaves }: PresentedUndo,
    @Context() { by }: By,
  ): Promise<readonly Api.ActLeft[]> {
    return leaves ? this.door.handle({ order: 'GetActsLeft', by, id }) : [];
  }
}
