import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsHttp, importsPath } from '@ledger/api/http/import-routes.js';
import { asking } from '@ledger/api/graphql/request-context.js';
import { Door, type OrderHandler } from '@ledger/runtime/door/door.js';
import { importHandlers } from '@ledger/runtime/door/import-handlers.js';
import type { ImportOrders } from '@ledger/runtime/door/orders.js';
import { importFolder } from '@ledger/infra/imports/sealed-import-folder.js';
import type { ImportFolder } from '@ledger/ledger/ports/import-folder.js';
import type { OwnImports } from '@ledger/runtime/imports/own-imports.js';
import { serveBare, type BareServer, type Mounted } from './bare-server.js';
import { importIds, openImports, readingOf } from './imports.js';
import { openLedger } from './ledger.js';
import { eventually } from './eventually.js';

/** The token that proves a request comes from the owner's own commands, as used in tests. */
export const ownerToken = 'token';

/** A test server for uploads: an HTTP server without Nest, but with real imports in a folder of their own. */
export type UploadServer = BareServer &
  Readonly<{
    imports: OwnImports;
    /** The ids of all received imports, newest first. */
    ids(): Promise<readonly string[]>;
    /** The names of the files in the folder of imports. */
    left(): readonly string[];
    /** Resolves when the folder of imports is empty, so that no upload has left a file there. */
    tidy(): Promise<void>;
    /** The bytes of every sheet that was stored completely, by import id. */
    sheets: ReadonlyMap<string, Buffer>;
    loggedErrors: readonly string[];
  }>;

export type UploadServerOptions = Readonly<{
  /** Handlers that run before the import route. */
  before?: Mounted;
  prepare?: (server: Server) => void;
  /** Wraps the folder that the imports use, for example to make its writes fail. */
  through?: (folder: ImportFolder) => ImportFolder;
}>;

/** A folder that also remembers the bytes of every sheet that it stored completely. */
const remembering = (folder: ImportFolder, sheets: Map<string, Buffer>): ImportFolder => ({
  keep: async (name, bytes, as) => {
    const chunks: Uint8Array[] = [];
    const remembered = async function* (): AsyncIterable<Uint8Array> {
      for await (const chunk of bytes) {
        chunks.push(chunk);
        yield chunk;
      }
    };
    const size = await folder.keep(name, remembered(), as);
    sheets.set(name, Buffer.concat(chunks));
    return size;
  },
  open: (...args) => folder.open(...args),
  remove: (name) => folder.remove(name),
  sizeOf: (name) => folder.sizeOf(name),
  kept: () => folder.kept(),
  tidy: () => folder.tidy(),
});

export const openUploadServer = async ({
  before = [],
  prepare,
  through = (same) => same,
}: UploadServerOptions = {}): Promise<UploadServer> => {
  const ledger = await openLedger({ where: 'memory' });
  const root = mkdtempSync(join(tmpdir(), 'ledger-uploads-'));
  const sheets = new Map<string, Buffer>();
  const loggedErrors: string[] = [];
  const folder = remembering(through(importFolder(root)), sheets);
  const imports = await openImports(ledger, folder, loggedErrors);
  const logError = (sentence: string): void => {
    loggedErrors.push(sentence);
  };
  const door: OrderHandler<keyof ImportOrders> = new Door(importHandlers(imports, readingOf(ledger)));
  const callerOf = (request: IncomingMessage) => asking(request, ledger.ids).by;
  const handle = importsHttp({ door, callerOf, token: ownerToken, logError });
  const bare = await serveBare([...before, [importsPath, handle]], prepare);
  const left = (): readonly string[] => readdirSync(root);
  return {
    ...bare,
    imports,
    ids: () => importIds(ledger),
    left,
    tidy: () => eventually('something of an upload is left', () => left().length === 0),
    sheets,
    loggedErrors,
    close: async () => {
      await bare.close();
      await imports.close();
      await ledger.close();
      rmSync(root, { recursive: true });
    },
  };
};
