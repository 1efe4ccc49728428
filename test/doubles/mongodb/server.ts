import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { workspaceRoot } from '@ledger/runtime/engines/workspace-root.js';
import { MongoClient } from 'mongodb';

const built = join(workspaceRoot(), 'test/dist/doubles/mongodb-server');
const given = process.env['MONGODB_URL'];

/** The reason why tests that need MongoDB cannot run here; null if they can. */
export const mongoMissing: string | null =
  given !== undefined || existsSync(built)
    ? null
    : 'MONGODB_URL names no server, and test/doubles/mongodb is not built: npm run doubles, which needs Go';

export type MongoServer = Readonly<{ url: string; stop(): Promise<void> }>;

const startDouble = async (): Promise<MongoServer> => {
  const child = spawn(built, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const ended = exit.then(() => {
    throw new Error('the double of MongoDB ended before it said where it is');
  });
  const line = once(lines, 'line').then(([text]) => String(text));
  const url = await Promise.race([line, ended]);
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await exit;
    },
  };
};

/** The server that MONGODB_URL names; otherwise a double that is started here. */
export const startMongo = async (): Promise<MongoServer> =>
  given === undefined ? startDouble() : { url: given, stop: async () => undefined };

/** A database name that no other test run uses. Whoever uses it must drop the database at the end. */
export const freshDatabase = (): string => `ledger_test_${randomBytes(6).toString('hex')}`;

export const dropDatabase = async (url: string, database: string): Promise<void> => {
  const client = new MongoClient(url);
  try {
    await client.db(database).dropDatabase();
  } finally {
    await client.close();
  }
};
