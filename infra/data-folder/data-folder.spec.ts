import { mkdirSync, readdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes, processesMsMax } from '@ledger/test/contract/processes.js';
import { temporaryFolders } from '@ledger/test/contract/temporary-folders.js';
import { FileFault } from '../sqlite/file-fault.js';
import { dataFolder, makeDataFolder, OwnedFault, type DataFolder } from './data-folder.js';
import { ownerOf, takeOwnership, tryLock } from './folder-owner.js';

const startedAt = '2026-03-02T08:15:30.250Z';
const address = 'http://127.0.0.1:4000/graphql';

const owning = `
  const { dataFolder } = await load('data-folder/data-folder.js');
  const { takeOwnership } = await load('data-folder/folder-owner.js');
  const ownership = takeOwnership(dataFolder(values[0]), '${startedAt}');
  ownership.announce('${address}');
  say('owned');
  await told();
`;

const faultOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('there was no fault');
};

const ownedFaultOf = (data: DataFolder): OwnedFault => {
  const fault = faultOf(() => takeOwnership(data, startedAt));
  if (fault instanceof OwnedFault) return fault;
  throw fault;
};

const token: unknown = expect.stringMatching(/^[0-9a-f]{32}$/);

const noteOf = ({ ownerNote }: DataFolder): unknown => JSON.parse(readFileSync(ownerNote, 'utf8'));

describe('a data folder', () => {
  const folder = temporaryFolders();

  it('is made for its owner alone, and leaves no trace of the attempt', () => {
    const data = dataFolder(join(folder(), 'province', 'ledger'));
    makeDataFolder(data);
    makeDataFolder(data);
    expect(statSync(data.folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(data.folder)).toStrictEqual([]);
  });

  it('is refused where a file system has no place for it, instead of trying for ever', () => {
    const data = dataFolder('/proc/no-such-folder/ledger');
    expect(
      String(
        faultOf(() => {
          makeDataFolder(data);
        }),
      ),
    ).toMatch(/^FileFault: the data folder \S+ cannot be written \(E.*\); name another in LEDGER_DATA$/);
  });

  it('that cannot be made is named with what to do', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const data = dataFolder(join(file, 'ledger'));
    const fault = faultOf(() => {
      makeDataFolder(data);
    });
    expect(fault).toBeInstanceOf(FileFault);
    expect(String(fault)).toMatch(
      /^FileFault: the data folder \S+\/file\/ledger cannot be written \(.*ENOTDIR.*\); name another in LEDGER_DATA$/,
    );
  });
});

describe('the owner of a data folder', () => {
  const folder = temporaryFolders();
  const start = processes();

  it('is nobody before somebody takes it, and after it was released', () => {
    const data = dataFolder(folder());
    expect(ownerOf(data)).toBeNull();
    expect(ownerOf(dataFolder(join(data.folder, 'missing')))).toBeNull();
    takeOwnership(data, startedAt).release();
    expect(ownerOf(data)).toBeNull();
    takeOwnership(data, startedAt).release();
  });

  it('is nobody where it cannot write down who it is', () => {
    const data = dataFolder(folder());
    mkdirSync(`${data.ownerNote}.draft`);
    const fault = faultOf(() => takeOwnership(data, startedAt));
    expect(fault).toBeInstanceOf(FileFault);
    expect(String(fault)).toMatch(/owner\.json cannot be written \(.+\); is there room on the disk\?$/);
    rmdirSync(`${data.ownerNote}.draft`);
    takeOwnership(data, startedAt).release();
  });

  it('tells who it is, and where it listens once it does, to nobody but its user', () => {
    const data = dataFolder(folder());
    const ownership = takeOwnership(data, startedAt);
    const { pid } = process;
    expect(ownerOf(data)).toStrictEqual({ pid, address: null, token, startedAt });
    ownership.announce(address);
    expect(ownerOf(data)).toStrictEqual({ pid, address, token, startedAt });
    expect(ownerOf(data)).toStrictEqual(noteOf(data));
    expect(statSync(data.ownerNote).mode & 0o777).toBe(0o600);
    ownership.release();
    expect(readdirSync(data.folder)).toStrictEqual(['owner.lock']);
  });

  it(
    'keeps out another process, which is told its number and its address',
    async () => {
      const data = dataFolder(folder());
      const owner = start(owning, data.folder);
      expect(await owner.line()).toBe('owned');
      const fault = ownedFaultOf(data);
      expect(fault.message).toBe(
        `the ledger in ${data.folder} is in use by process ${String(owner.pid)} at ${address}; ` +
          'stop that process, or hand the work to it',
      );
      expect([fault.owner?.pid, fault.owner?.address]).toStrictEqual([owner.pid, address]);
      expect(fault.owner).toStrictEqual(noteOf(data));
      expect(ownerOf(data)).toStrictEqual(fault.owner);
    },
    processesMsMax,
  );

  it(
    'loses the folder when it is killed, whatever it said of itself',
    async () => {
      const data = dataFolder(folder());
      const owner = start(owning, data.folder);
      expect(await owner.line()).toBe('owned');
      await owner.kill();
      expect(noteOf(data)).toStrictEqual({ pid: owner.pid, address, token, startedAt });
      expect(ownerOf(data)).toBeNull();
      const ownership = takeOwnership(data, startedAt);
      expect(noteOf(data)).toStrictEqual({ pid: process.pid, address: null, token, startedAt });
      ownership.release();
    },
    processesMsMax,
  );

  it(
    'is one of several processes that come at once',
    async () => {
      const data = dataFolder(folder());
      const racing = `
      const { dataFolder } = await load('data-folder/data-folder.js');
      const { takeOwnership } = await load('data-folder/folder-owner.js');
      say('ready');
      await told();
      try {
        takeOwnership(dataFolder(values[0]), '${startedAt}');
        say('owned');
      } catch (error) {
        say(error.name);
      }
      await told();
    `;
      const racers = Array.from({ length: 4 }, () => start(racing, data.folder));
      for (const racer of racers) expect(await racer.line()).toBe('ready');
      for (const racer of racers) racer.send('go');
      const answers = await Promise.all(racers.map((racer) => racer.line()));
      expect(answers.toSorted()).toStrictEqual(['OwnedFault', 'OwnedFault', 'OwnedFault', 'owned']);
    },
    processesMsMax,
  );

  it('is unknown where it has not said yet who it is', () => {
    const data = dataFolder(folder());
    const lock = tryLock(data.ownerLock);
    expect(ownerOf(data)).toBe('unknown');
    for (const broken of ['', '{"pid":', '{"pid":"7"}', 'null', '{"pid":7,"address":1}']) {
      writeFileSync(data.ownerNote, broken);
      expect(ownerOf(data)).toBe('unknown');
    }
    const fault = ownedFaultOf(data);
    expect([fault.owner, fault.message]).toStrictEqual([
      null,
      `the ledger in ${data.folder} is in use by another process; stop that process, or hand the work to it`,
    ]);
    lock?.release();
  });
});

describe('a lock', () => {
  const folder = temporaryFolders();
  const start = processes();

  it('is held by one at a time', () => {
    const file = join(folder(), 'projector.lock');
    const first = tryLock(file);
    expect(first).not.toBeNull();
    expect(tryLock(file)).toBeNull();
    first?.release();
    const second = tryLock(file);
    expect(second).not.toBeNull();
    second?.release();
  });

  it(
    'is had by a successor who waits until the process that holds it ends',
    async () => {
      const file = join(folder(), 'projector.lock');
      const holding = `
      const { tryLock } = await load('data-folder/folder-owner.js');
      globalThis.lock = tryLock(values[0]);
      say('held');
      await told();
      setTimeout(() => process.exit(), 200);
    `;
      const holder = start(holding, file);
      expect(await holder.line()).toBe('held');
      expect(tryLock(file)).toBeNull();
      holder.send('end soon');
      const lock = tryLock(file, 10_000);
      expect(lock).not.toBeNull();
      lock?.release();
    },
    processesMsMax,
  );

  it('that cannot be opened is a fault of the file, and no owner', () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect(faultOf(() => tryLock(join(file, 'owner.lock')))).toBeInstanceOf(FileFault);
    const taken = join(folder(), 'owner.lock');
    mkdirSync(taken);
    expect(faultOf(() => tryLock(taken))).toBeInstanceOf(FileFault);
  });

  it('that is no lock of ours is a fault of the file, and no owner', () => {
    const data = dataFolder(folder());
    writeFileSync(data.ownerLock, 'somebody wrote something here'.repeat(100));
    const fault = faultOf(() => takeOwnership(data, startedAt));
    expect(fault).toBeInstanceOf(FileFault);
    expect(String(fault)).toMatch(
      / cannot be taken \(.*not a database\); if no ledger runs there, remove it/,
    );
  });
});
