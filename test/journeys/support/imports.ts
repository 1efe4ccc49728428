import type { Operation } from './client.js';
import type { Server } from './stage.js';

/** The fields of an import that the journeys read. */
export type Import = Readonly<{
  id: string;
  state: string;
  file: string;
  office: string;
  dryRun: boolean;
  actor: string;
  rows: number | null;
  judged: number;
  accepted: number;
  refused: readonly Readonly<{ code: string; rows: number }>[];
  failure: Readonly<{ code: string; message: string; line: number | null }> | null;
  undo: Readonly<{
    reason: string | null;
    actor: string;
    acts: number;
    judged: number;
    undone: number;
    left: readonly Readonly<{ row: number; act: string; code: string }>[];
  }> | null;
  sheetKeptUntil: string | null;
  position: string | null;
}>;

const fields = `id state file office dryRun actor rows judged accepted refused { code rows }
  failure { code message line } undo { reason actor acts judged undone left { row act code } } sheetKeptUntil position`;

export const importQuery: Operation<{ import: Import | null }> = {
  text: `query ($id: ID!) { import(id: $id) { ${fields} } }`,
};

type Page<N> = Readonly<{
  edges: readonly Readonly<{ cursor: string; node: N }>[];
  pageInfo: Readonly<{ hasNextPage: boolean; endCursor: string | null }>;
}>;

export const importsQuery: Operation<{ imports: Page<Import> }> = {
  text: `query ($first: Int, $after: String) { imports(first: $first, after: $after) {
    edges { cursor node { ${fields} } } pageInfo { hasNextPage endCursor } } }`,
};

type RefusedRow = Readonly<{ row: number; code: string; message: string }>;

export const refusedRowsQuery: Operation<{ import: { refusedRows: Page<RefusedRow> } }> = {
  text: `query ($id: ID!, $first: Int, $after: String) { import(id: $id) { refusedRows(first: $first, after: $after) {
    edges { cursor node { row code message } } pageInfo { hasNextPage endCursor } } } }`,
};

type Payload = Readonly<{
  done: Readonly<{
    import: Import | null;
    userErrors: readonly Readonly<{ code: string; message: string }>[];
  }>;
}>;

export const undoMutation: Operation<Payload> = {
  text: `mutation ($input: UndoImportInput!) { done: undoImport(input: $input) { import { ${fields} } userErrors { code message } } }`,
};

export const resumeMutation: Operation<Payload> = {
  text: `mutation ($id: ID!) { done: resumeImport(id: $id) { import { ${fields} } userErrors { code message } } }`,
};

export type Fields = Readonly<Record<string, string>>;

/** The response to an upload: its HTTP status, the import's id (empty when refused), and the error code. */
export type Uploaded = Readonly<{ status: number; id: string; code: string | null }>;

type Answer = Readonly<{ id?: string; error?: Readonly<{ code: string }> }>;

const answerOf = async (response: Response): Promise<Uploaded> => {
  // Unchecked cast: every response of /imports has this shape.
  const { id = '', error } = (await response.json()) as Answer;
  return { status: response.status, id, code: error?.code ?? null };
};

/** Uploads a sheet as a multipart form, as a browser or a script would. */
export const upload = async (
  { address }: Pick<Server, 'address'>,
  sheet: Readonly<{ name: string; content: string | Uint8Array }>,
  fields: Fields = {},
  headers: Fields = {},
): Promise<Uploaded> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const content = typeof sheet.content === 'string' ? sheet.content : Uint8Array.from(sheet.content);
  form.append('sheet', new Blob([content]), sheet.name);
  return answerOf(await fetch(`${address}/imports`, { method: 'POST', body: form, headers }));
};

/** Posts any body, valid or not, to /imports. */
export const postImport = async (
  { address }: Pick<Server, 'address'>,
  body: string | FormData,
  headers: Fields = {},
): Promise<Uploaded> => answerOf(await fetch(`${address}/imports`, { method: 'POST', body, headers }));

const over: ReadonlySet<string> = new Set(['DONE', 'FAILED', 'UNDONE']);

/** Polls until the import is done, failed or undone, and returns it. Throws when it does not exist. */
export const settled = async ({ client }: Pick<Server, 'client'>, id: string): Promise<Import> => {
  for (;;) {
    const { import: job } = await client.ask(importQuery, { id });
    if (job === null) throw new Error(`there is no import ${id}`);
    if (over.has(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Gets a path below /imports. Returns its HTTP status and its text. */
export const get = async (
  { address }: Pick<Server, 'address'>,
  path: string,
  headers: Fields = {},
): Promise<Readonly<{ status: number; text: string }>> => {
  const response = await fetch(`${address}/imports/${path}`, { headers });
  return { status: response.status, text: await response.text() };
};
