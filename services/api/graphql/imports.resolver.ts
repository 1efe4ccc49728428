import { isRefusalCode, rankOf, sentenceOf, type Language } from '@ledger/ledger/kernel/refusals.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { SheetRemarks } from '@ledger/ledger/imports/import-remarks.js';
import type * as Api from '@ledger/schema/generated/graphql.js';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Handing } from '@ledger/runtime/door/door.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { importSentence } from '@ledger/runtime/faults/import-sentences.js';
import { failureIn } from '@ledger/runtime/imports/import-answers.js';
import type { Caller } from '@ledger/runtime/door/orders.js';
import type { ImportJob } from '@ledger/runtime/imports/import-job.js';
import { BusDoor } from '../bus/bus-door.js';
import type { RequestContext } from './request-context.js';
import { fault } from './api-fault.js';
import { listPrint, type PageArgs, type PageOf } from './connections.js';
import { listedPage } from './listed-pages.js';

type Presented = Omit<Api.Import, 'refusedRows' | 'elsewhere' | 'remarks' | 'failure'> &
  Pick<ImportJob, 'failure'>;

const states: Readonly<Record<ImportJob['state'], Api.ImportState>> = {
  received: 'RECEIVED',
  running: 'RUNNING',
  done: 'DONE',
  failed: 'FAILED',
  undoing: 'UNDOING',
  undone: 'UNDONE',
};

const presentUndo = (undo: ImportJob['undo']): Api.ImportUndo | null =>
  undo === null ? null : { ...undo, actor: undo.by.actor, at: undo.by.at };

const isJudged = (state: Api.ImportState): boolean =>
  state === 'DONE' || state === 'UNDOING' || state === 'UNDONE';

const presentRemarks = ({ notRead, hidden, merged, totals }: SheetRemarks): Api.SheetRemarks => ({
  notRead: {
    worksheetCount: notRead.worksheets.count,
    worksheets: [...notRead.worksheets.names],
    rowCount: notRead.rows.count,
    rows: [...notRead.rows.at],
  },
  hidden: { count: hidden.count, rows: [...hidden.at], leftOut: hidden.leftOut },
  mergedCount: merged.count,
  merged: [...merged.names],
  totals: totals.map((each) => ({ ...each, figures: [...each.figures] })),
});

/** An import as the SDL has it. */
export const presentImport = ({ state, by, refused, undo, ...job }: ImportJob): Presented => ({
  ...job,
  ...by,
  state: states[state],
  refused: [...refused]
    .flatMap(([code, rows]) => (isRefusalCode(code) ? [{ code, rows }] : []))
    .sort((a, b) => rankOf(a.code) - rankOf(b.code)),
  undo: presentUndo(undo),
});

type By = Pick<RequestContext, 'by'>;

type Payload = Readonly<{ import: Presented | null; userErrors: readonly Api.ImportError[] }>;

const payloadOf = async (work: Promise<ImportJob>, language: Language): Promise<Payload> => {
  try {
    return { import: presentImport(await work), userErrors: [] };
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    const { code } = error;
    return { import: null, userErrors: [{ code, message: importSentence(language, error) }] };
  }
};

/** Imports: reading them, and what may be ordered about them. */
@Resolver('Import')
export class ImportsResolver {
  constructor(@Inject(BusDoor) private readonly door: Handing) {}

  @Query()
  async import(@Args('id') id: string, @Context() { by }: By): Promise<Presented | null> {
    const [job = null] = await this.door.hand({ order: 'FindImports', by, ids: [id] });
    return job === null ? null : presentImport(job);
  }

  @Query()
  async imports(@Args() args: PageArgs, @Context() { by }: By): Promise<PageOf<Presented>> {
    const ids = await this.door.hand({ order: 'ListImports', by });
    const same = (id: string): string => id;
    const page = listedPage(ids, args, listPrint('imports', null), { key: same, node: same });
    const asked = page.edges.map(({ node }) => node);
    const jobs = await this.door.hand({ order: 'FindImports', by, ids: asked });
    const edges = page.edges.flatMap(({ cursor }, index) => {
      const job = jobs[index] ?? null;
      return job === null ? [] : [{ cursor, node: presentImport(job) }];
    });
    return { ...page, edges };
  }

  @ResolveField()
  async refusedRows(
    @Parent() { id, state }: Presented,
    @Args() args: PageArgs,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<PageOf<Api.RefusedRow>> {
    const refused = isJudged(state) ? (await this.reportOf(id, by)).refused : [];
    return listedPage(refused, args, listPrint('refusedRows', id), {
      key: ({ row }) => row,
      node: ({ row, code, because }) => ({ row, code, message: sentenceOf(code, because, language) }),
    });
  }

  @ResolveField()
  async elsewhere(
    @Parent() { id, state }: Presented,
    @Args() args: PageArgs,
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

  private async reportOf(id: string, by: Caller): Promise<Report> {
    try {
      return await this.door.hand({ order: 'GetReport', by, id });
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
    return payloadOf(this.door.hand({ order: 'UndoImport', by, id, reason }), language);
  }

  @Mutation()
  resumeImport(
    @Args('id') id: string,
    @Context() { by, language }: Pick<RequestContext, 'by' | 'language'>,
  ): Promise<Payload> {
    return payloadOf(this.door.hand({ order: 'ResumeImport', by, id }), language);
  }
}
