import { findMongoVaultNotes, openMongoVault } from '@ledger/infra/key-vault/mongodb/mongodb-vault.js';
import { readDatabase, replaceDatabase } from '../doubles/mongodb/database-copy.js';
import { dropDatabase, freshDatabase, startMongo, type MongoServer } from '../doubles/mongodb/server.js';
import { contractMasterKey } from './embedded-places.js';

describe('a key vault in a MongoDB', () => {
  let server: MongoServer;
  beforeAll(async () => {
    server = await startMongo();
  });
  afterAll(() => server.stop());

  it.each([
    ['the first format, which had no number', undefined, 1, 'version'],
    ['a later format', 4, 4, 'newer version'],
  ])('of %s is refused to writers and readers, and stays as it is', async (_what, format, found, version) => {
    const place = { url: server.url, database: freshDatabase() };
    await (await openMongoVault(place, contractMasterKey, 'write')).close();
    const made = await readDatabase(place.url, place.database);
    const metas = (made.get('vault_meta') ?? []).map(({ format: _own, ...meta }) =>
      format === undefined ? meta : { ...meta, format },
    );
    await replaceDatabase(place.url, place.database, new Map([['vault_meta', metas]]));
    const before = await readDatabase(place.url, place.database);
    expect([...before.keys()]).toStrictEqual(['vault_meta']);
    const sentence =
      `the database ${place.database} is a key vault of format ${String(found)}; this version of the ledger reads ` +
      `format 3: use the ${version} that wrote it`;
    await expect(openMongoVault(place, contractMasterKey, 'write')).rejects.toThrow(sentence);
    await expect(openMongoVault(place, contractMasterKey, 'read')).rejects.toThrow(sentence);
    await expect(findMongoVaultNotes(place)).rejects.toThrow(sentence);
    expect(await readDatabase(place.url, place.database)).toStrictEqual(before);
    await dropDatabase(place.url, place.database);
  });
});
