import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImportFault, type ImportFaultCode } from '@ledger/runtime/faults/import-fault.js';
import { unknownImport } from '@ledger/runtime/faults/import-problems.js';
import { plainOptions, type SheetOptions } from '@ledger/runtime/imports/sheet-options.js';
import type { AnswerOf, OrderOf } from '@ledger/runtime/door/orders.js';
import type { ImportFailure } from '@ledger/runtime/imports/import-status.js';
import { sheetFileBytes } from '@ledger/runtime/imports/sheet-files.js';
import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { readSum } from '@ledger/ledger/kernel/exact-sums.js';
import { yuan } from '@ledger/ledger/kernel/money.js';
import type { Report } from '@ledger/ledger/imports/import-report.js';
import type { SheetRemarks } from '@ledger/ledger/imports/import-remarks.js';
import { usageFault } from '../terminal/usage-fault.js';

/** An import as the owner tells of it. */
export type RemoteImport = Readonly<{
  id: string;
  state: 'RECEIVED' | 'RUNNING' | 'DONE' | 'FAILED' | 'UNDOING' | 'UNDONE';
  file: string;
  office: string;
  dryRun: boolean;
  actor: string;
  receivedAt: string;
  rows: number | null;
  judged: number;
  accepted: number;
  refused: readonly Readonly<{ code: string; rows: number }>[];
  failure: ImportFailure | null;
  undo: Readonly<{
    acts: number;
    judged: number;
    undone: number;
    left: readonly Readonly<{ row: number; act: string; code: string }>[];
  }> | null;
  position: string | null;
}>;

const fields = `id state file office dryRun actor receivedAt rows judged accepted refused { code rows }
  failure { code message line } undo { acts judged undone left { row act code } } position`;

type Sent = Omit<OrderOf<'ReceiveSheet'>['sent'], 'dryRun'>;
type Received = AnswerOf<'ReceiveSheet'>;
type Failure = Readonly<{ code: ImportFaultCode; message: string }>;
type Reported = Omit<Report, 'remarks'> &
  (SheetRemarks | Readonly<{ notRead?: never }>) &
  Readonly<{ error?: ImportFailure }>;
type Uploaded = Partial<Received> & Readonly<{ error?: Failure }>;
type View = Readonly<{ position: string; stopped: string | null }>;
type Answer<D> = Readonly<{ data?: D | null; errors?: readonly Readonly<{ message: string }>[] }>;

/** The fields of an upload that say what is asked beside taking the sheet in; what is as usual is not said. */
const optionFields = ({ skipHidden, controls, allOrNothing, corrections }: SheetOptions) => {
  const { rows = null, sumFen = null } = controls ?? {};
  return [
    ...(skipHidden ? [['skipHidden', 'true'] as const] : []),
    ...(rows === null ? [] : [['rows', String(rows)] as const]),
    ...(sumFen === null ? [] : [['sum', yuan(readSum(sumFen))] as const]),
    ...(allOrNothing ? [['allOrNothing', 'true'] as const] : []),
    ...(corrections === null
      ? []
      : [['corrections', 'true'] as const, ['reason', corrections.reason] as const]),
  ];
};

const pollMs = 150;
const listed = 100;

/** The owner of a ledger, asked by a command on the same machine. What it answers is what its SDL says. */
export class OwnerClient {
  constructor(
    readonly address: string,
    private readonly token: string,
    /** In which language it is to tell what is wrong. */
    readonly language: Language,
  ) {}

  private async send(path: string, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set('authorization', `Bearer ${this.token}`);
    headers.set('accept-language', this.language);
    try {
      return await fetch(`${this.address}${path}`, { ...request, headers });
    } catch (cause) {
      throw usageFault('ownerSilent', { address: this.address }, { cause });
    }
  }

  private async ask<D>(query: string, variables: unknown, actor = ''): Promise<D> {
    const response = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-ledger-actor': encodeURIComponent(actor) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Answer<D>;
    if (data == null || errors !== undefined) {
      const answer = errors?.[0]?.message;
      if (answer === undefined) throw usageFault('ownerSaysNothing', { address: this.address });
      throw usageFault('ownerRefuses', { address: this.address, answer });
    }
    return data;
  }

  /** Sends a sheet; answers its import. Throws SheetFault where it cannot be read, ImportFault where it is refused. */
  async upload(
    { file, office, worksheet, mapping, options = plainOptions }: Sent,
    actor: string,
  ): Promise<Received> {
    // Whether it can be read is told as it is where nobody owns the ledger.
    for await (const _piece of sheetFileBytes(file)) break;
    const form = new FormData();
    if (office !== null) form.append('office', office);
    if (worksheet !== null) form.append('worksheet', worksheet);
    if (mapping !== null) form.append('mapping', mapping);
    for (const [name, value] of optionFields(options)) form.append(name, value);
    form.append('sheet', await openAsBlob(file), file);
    const headers = { 'x-ledger-actor': encodeURIComponent(actor) };
    const response = await this.send('/imports', { method: 'POST', body: form, headers });
    const { id, state, error } = (await response.json()) as Uploaded;
    if (error !== undefined) throw new ImportFault(error.code, error.message);
    if (id === undefined || state === undefined)
      throw usageFault('ownerTakesNothing', { address: this.address });
    return { id, state };
  }

  async import(id: string): Promise<RemoteImport | null> {
    const query = `query ($id: ID!) { import(id: $id) { ${fields} } }`;
    return (await this.ask<{ import: RemoteImport | null }>(query, { id })).import;
  }

  /** The import again and again, until nothing happens to it by itself any more. */
  async *watch(id: string): AsyncGenerator<RemoteImport, void, undefined> {
    for (;;) {
      const status = await this.import(id);
      if (status === null) throw unknownImport(id);
      yield status;
      if (['DONE', 'FAILED', 'UNDONE'].includes(status.state)) return;
      await sleep(pollMs);
    }
  }

  /** What an import that is over has come to. Throws ImportFault where it is not over. */
  async outcome(id: string): Promise<AnswerOf<'FollowImport'>> {
    const response = await this.send(`/imports/${encodeURIComponent(id)}/report`, { method: 'GET' });
    const body = (await response.json()) as Reported | Readonly<{ error: Failure }>;
    if (!('rows' in body)) throw new ImportFault(body.error.code, body.error.message);
    const { rows, accepted, unchanged, refused, elsewhere, error = null } = body;
    const report = {
      ...{ rows, accepted, refused },
      ...(unchanged !== undefined && { unchanged }),
      ...(elsewhere !== undefined && { elsewhere }),
    };
    if (body.notRead === undefined) return { report, failure: error };
    const { heads, notRead, hidden, merged, totals } = body;
    const remarks = { heads, notRead, hidden, merged, totals };
    return { report: { ...report, remarks }, failure: error };
  }

  /** The newest imports. */
  async imports(): Promise<readonly RemoteImport[]> {
    const query = `query ($first: Int) { imports(first: $first) { edges { node { ${fields} } } } }`;
    type Page = Readonly<{ imports: Readonly<{ edges: readonly Readonly<{ node: RemoteImport }>[] }> }>;
    return (await this.ask<Page>(query, { first: listed })).imports.edges.map(({ node }) => node);
  }

  /** Begins to undo an import. Throws ImportFault where that is refused. */
  async undo(id: string, reason: string, actor: string): Promise<void> {
    const query =
      'mutation ($input: UndoImportInput!) { done: undoImport(input: $input) { userErrors { code message } } }';
    type Done = Readonly<{ done: Readonly<{ userErrors: readonly Failure[] }> }>;
    const [error] = (await this.ask<Done>(query, { input: { id, reason } }, actor)).done.userErrors;
    if (error !== undefined) throw new ImportFault(error.code, error.message);
  }

  /** Resolves when every view that runs has folded the log up to a position. */
  async caughtUp(position: string): Promise<void> {
    for (;;) {
      const { views } = await this.ask<{ views: readonly View[] }>('{ views { position stopped } }', {});
      if (views.every((view) => view.stopped !== null || view.position >= position)) return;
      await sleep(pollMs);
    }
  }
}
