import { Long } from 'mongodb';
import { answeringMongo, type Answers } from '@ledger/test/doubles/mongodb/mongo-answers.js';
import { openMongoDocuments } from './mongodb-documents.js';

const hello = { ok: 1, isWritablePrimary: true, maxWireVersion: 17, minWireVersion: 0, helloOk: true };
const sessions = { logicalSessionTimeoutMinutes: 30 };

const opened = async (answers: Answers): Promise<string> => {
  const server = await answeringMongo(answers);
  try {
    const documents = await openMongoDocuments({ url: server.url, database: 'views' }, 'write');
    await documents.close();
    return 'opened';
  } catch (error) {
    return String(error).replace(/127\.0\.0\.1:\d+/, 'HOST');
  } finally {
    await server.close();
  }
};

const isHello = (command: object): boolean =>
  'hello' in command || 'ismaster' in command || 'isMaster' in command;

describe('a MongoDB', () => {
  it('that reads of one moment is opened', async () => {
    const found = { ok: 1, cursor: { id: Long.ZERO, ns: 'views.moments', firstBatch: [] } };
    const answers: Answers = (command) => {
      if (isHello(command)) return { ...hello, ...sessions };
      return 'find' in command ? found : { ok: 1 };
    };
    expect(await opened(answers)).toBe('opened');
  });

  it('without sessions is refused at the start, and not at the first total', async () => {
    expect(await opened((command) => (isHello(command) ? hello : { ok: 1 }))).toBe(
      'StoreFault: the MongoDB at HOST: it has no sessions, which totals need: run it as a replica set (of one node, too) or sharded (Current topology does not support sessions)',
    );
  });

  it('that is no replica set is refused at the start', async () => {
    const errmsg = 'node needs to be a replica set member to use readConcern: snapshot';
    const answers: Answers = (command) => {
      if (isHello(command)) return { ...hello, ...sessions };
      return 'find' in command ? { ok: 0, code: 123, codeName: 'NotAReplicaSet', errmsg } : { ok: 1 };
    };
    expect(await opened(answers)).toBe(
      `StoreFault: the MongoDB at HOST: it is no replica set, which the ledger needs: one of a single node will do (rs.initiate()) (${errmsg})`,
    );
  });
});
