import { actIdOf, caseOf } from '@ledger/ledger/kernel/ids.js';
import { ImportFault } from '@ledger/runtime/faults/import-fault.js';
import { unknownImport } from '@ledger/runtime/faults/import-problems.js';
import type { ImportStatus, ImportState } from '@ledger/runtime/imports/import-status.js';
import { rankOf } from '@ledger/ledger/kernel/refusals.js';
import { recordedAt } from '@ledger/test/dsl/project.js';
import { viewAt } from '@ledger/test/dsl/view-at.js';
import type { OrderOf } from '@ledger/runtime/door/orders.js';
import { answeringDoor } from '@ledger/test/support/direct-doors.js';
import { queryStub } from '@ledger/test/support/query-stub.js';
import { ImportsResolver, ImportUndoResolver, presentImport } from './imports.resolver.js';

const job = (id: string, said: Partial<ImportStatus> = {}): ImportStatus => ({
  ...{ id, state: 'done', file: 'march.csv', office: 'keqiao', dryRun: false, receivedAt: recordedAt },
  by: { actor: 'li', role: 'caseworker', district: '330603' },
  ...{ endedAt: recordedAt, rows: 3, judged: 3, accepted: 1 },
  refused: new Map([
    ['DUPLICATE', 1],
    ['BAD_DATE', 1],
  ]),
  ...{ failure: null, undo: null, sheetKeptUntil: null, position: null },
  ...said,
});

const { context } = queryStub();
const resolving = (answers: Parameters<typeof answeringDoor>[0]): ImportsResolver =>
  new ImportsResolver(answeringDoor(answers));

/** A resolver whose ledger contains these imports, the latest first. */
const over = (...jobs: readonly ImportStatus[]): ImportsResolver =>
  resolving({ FindImport: ({ id }: OrderOf<'FindImport'>) => jobs.find((each) => each.id === id) ?? null });

describe('an import', () => {
  it.each<readonly [ImportState, string]>([
    ['received', 'RECEIVED'],
    ['running', 'RUNNING'],
    ['done', 'DONE'],
    ['failed', 'FAILED'],
    ['undoing', 'UNDOING'],
    ['undone', 'UNDONE'],
  ])('is shown in its current state: %s', async (state, name) => {
    expect(await over(job('a', { state })).import('a', context)).toMatchObject({ id: 'a', state: name });
  });

  it('shows who submitted it, the numbers of refused rows by rank, and who undoes it', () => {
    const undo = {
      ...{ by: { actor: 'wang', role: 'auditor', district: null, at: recordedAt }, reason: '错表' },
      ...{ acts: 3, judged: 1, undone: 1, left: 0, endedAt: null },
    };
    const reported = presentImport(job('a', { undo }));
    expect(reported).toMatchObject({
      actor: 'li',
      role: 'caseworker',
      district: '330603',
      rows: 3,
      accepted: 1,
    });
    const codes = (['BAD_DATE', 'DUPLICATE'] as const).toSorted((a, b) => rankOf(a) - rankOf(b));
    expect(reported.refused).toStrictEqual(codes.map((code) => ({ code, rows: 1 })));
    expect(reported.undo).toMatchObject({
      actor: 'wang',
      at: recordedAt,
      reason: '错表',
      acts: 3,
      judged: 1,
    });
  });

  it('does not show a code of another version of the ledger', () => {
    expect(presentImport(job('a', { refused: new Map([['NO_LONGER_THERE', 2]]) })).refused).toStrictEqual([]);
  });

  it('that does not exist is null', async () => {
    expect(await over().import('a', context)).toBeNull();
  });
});

describe('the list of imports', () => {
  it('is the requested part of the view, with the state of the view', async () => {
    const asked: unknown[] = [];
    const view = viewAt('imports', 9);
    const resolver = resolving({
      ListImports: ({ by: _by, ...order }: OrderOf<'ListImports'>) => {
        asked.push(order);
        const items = ['c', 'b'].map((id) => ({ key: id, doc: job(id), cursor: [recordedAt, id] }));
        return { view, listed: { items, hasNext: true, hasPrevious: false } };
      },
    });
    const first = await resolver.imports({ first: 2 }, context);
    expect(first.edges.map(({ node }) => node.id)).toStrictEqual(['c', 'b']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(first.view).toBe(view);
    const after = first.pageInfo.endCursor ?? null;
    await resolver.imports({ first: 2, after, atLeast: view.position }, context);
    expect(asked).toStrictEqual([
      { order: 'ListImports', slice: { from: 'front', first: 2, after: null }, atLeast: null },
      {
        order: 'ListImports',
        slice: { from: 'front', first: 2, after: [recordedAt, 'b'] },
        atLeast: view.position,
      },
    ]);
  });
});

describe('the acts that an undo could not reverse', () => {
  const left = [{ row: 2, act: 'passbook-9.0', code: 'WRONG_STATE' }];
  const undoOf = (count: number) =>
    presentImport(
      job('a', {
        undo: {
          ...{ by: { actor: 'wang', role: 'auditor', district: null, at: recordedAt }, reason: '错表' },
          ...{ acts: 3, judged: 3, undone: 3 - count, left: count, endedAt: recordedAt },
        },
      }),
    ).undo;

  it.each([
    [0, []],
    [1, left],
  ])('are read only if there are any: %i', async (count, expected) => {
    const asked: unknown[] = [];
    const undo = undoOf(count);
    if (undo === null) throw new Error('nothing is undone');
    const resolver = new ImportUndoResolver(
      answeringDoor({
        GetActsLeft: ({ id }: OrderOf<'GetActsLeft'>) => {
          asked.push(id);
          return left;
        },
      }),
    );
    expect(await resolver.left(undo, context)).toStrictEqual(expected);
    expect(asked).toStrictEqual(expected.map(() => 'a'));
  });
});

describe('the refused rows of an import', () => {
  const rows = [
    { row: 2, code: 'BAD_DATE', because: { date: '2024-13-01' } },
    { row: 5, code: 'DUPLICATE', because: {} },
  ];
  const asked: string[] = [];
  const reported = resolving({
    GetReport: ({ id }: OrderOf<'GetReport'>) => {
      asked.push(id);
      return { rows: 6, accepted: 4, refused: rows };
    },
  });
  beforeEach(() => asked.splice(0));

  it.each(['done', 'undoing', 'undone'] as const)(
    'are listed once all rows are judged: %s',
    async (state) => {
      const page = await reported.refusedRows(presentImport(job('a', { state })), { first: 1 }, context);
      expect(page.edges.map(({ node: { row, code } }) => [row, code])).toStrictEqual([[2, 'BAD_DATE']]);
      expect(page.pageInfo.hasNextPage).toBe(true);
      expect(asked).toStrictEqual(['a']);
    },
  );

  it.each(['received', 'running', 'failed'] as const)('are not listed before: %s', async (state) => {
    const page = await reported.refusedRows(presentImport(job('a', { state })), {}, context);
    expect([page.edges, asked]).toStrictEqual([[], []]);
  });

  it('have their reason in the language of the request', async () => {
    const chinese = { ...context, language: 'zh' } as const;
    const done = presentImport(job('a'));
    const [en, zh] = [
      await reported.refusedRows(done, {}, context),
      await reported.refusedRows(done, {}, chinese),
    ];
    expect(en.edges[0]?.node.message).toMatch(/2024-13-01/);
    expect(zh.edges[0]?.node.message).toMatch(/\p{Script=Han}.*2024-13-01|2024-13-01.*\p{Script=Han}/u);
  });

  it('are refused with a message if the report of the import is gone', async () => {
    const resolver = resolving({ GetReport: () => Promise.reject(unknownImport('a')) });
    await expect(resolver.refusedRows(presentImport(job('a')), {}, context)).rejects.toMatchObject({
      message: 'there is no import “a”',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  it('do not hide a fault of the ledger: it is reported unchanged', async () => {
    const trouble = new RangeError('the disk is full');
    const resolver = resolving({ GetReport: () => Promise.reject(trouble) });
    await expect(resolver.refusedRows(presentImport(job('a')), {}, context)).rejects.toBe(trouble);
  });
});

describe('rows of an import that another office has also recorded', () => {
  const elsewhere = ['SY', 'YC'].map((office) => ({ row: 2, office, act: actIdOf(caseOf(office), 0) }));
  const reported = { rows: 2, accepted: 2, refused: [] };

  it('are listed in pages once all rows are judged', async () => {
    const resolver = resolving({ GetReport: () => ({ ...reported, elsewhere }) });
    const first = await resolver.elsewhere(presentImport(job('a')), { first: 1 }, context);
    expect([first.edges[0]?.node, first.pageInfo.hasNextPage]).toStrictEqual([elsewhere[0], true]);
    const after = first.pageInfo.endCursor ?? null;
    const rest = await resolver.elsewhere(presentImport(job('a')), { first: 5, after }, context);
    expect(rest.edges.map(({ node }) => node)).toStrictEqual([elsewhere[1]]);
  });

  it('are none before, and if no other office has recorded any', async () => {
    const resolver = resolving({ GetReport: () => reported });
    expect((await resolver.elsewhere(presentImport(job('a')), {}, context)).edges).toStrictEqual([]);
    const early = resolving({ GetReport: () => Promise.reject(unknownImport('a')) });
    const running = presentImport(job('a', { state: 'running' }));
    expect((await early.elsewhere(running, {}, context)).edges).toStrictEqual([]);
  });
});

describe('the failure of an import', () => {
  const resolver = resolving({});
  const failed = presentImport(
    job('a', {
      state: 'failed',
      failure: {
        code: 'NOT_ALL_ACCEPTED',
        message:
          '2 of 10 rows must be corrected (rows that are recorded already need not be); nothing was written',
        line: null,
        facts: { problem: 'refusedBefore', refused: 2, rows: 10 },
      },
    }),
  );

  it.each([
    [
      'en',
      '2 of 10 rows must be corrected (rows that are recorded already need not be); nothing was written',
    ],
    ['zh', '10行中有2行须更正（已登记过的行不算）；没有写入任何一行'],
  ] as const)('has a message in the language of the request: %s', (language, message) => {
    expect(resolver.failure(failed, { ...context, language })).toStrictEqual({
      code: 'NOT_ALL_ACCEPTED',
      message,
      line: null,
    });
  });

  it('is null if the import has not failed', () => {
    expect(resolver.failure(presentImport(job('a')), context)).toBeNull();
  });
});

describe('a mutation about an import', () => {
  it('is submitted with its caller, and an undo with its reason', async () => {
    const orders: unknown[] = [];
    const resolver = resolving({
      UndoImport: (order: unknown) => {
        orders.push(order);
        return job('a', { state: 'undoing' });
      },
      ResumeImport: (order: unknown) => {
        orders.push(order);
        return job('b', { state: 'received' });
      },
    });
    expect(await resolver.undoImport({ id: 'a', reason: '错表' }, context)).toStrictEqual({
      import: presentImport(job('a', { state: 'undoing' })),
      userErrors: [],
    });
    expect(await resolver.resumeImport('b', context)).toMatchObject({
      import: { id: 'b', state: 'RECEIVED' },
    });
    const { by } = context;
    expect(orders).toStrictEqual([
      { order: 'UndoImport', by, id: 'a', reason: '错表' },
      { order: 'ResumeImport', by, id: 'b' },
    ]);
  });

  it('that cannot be done is answered with code and message', async () => {
    const resolver = resolving({
      UndoImport: () => Promise.reject(unknownImport('a')),
      ResumeImport: () => Promise.reject(new ImportFault('UNKNOWN_IMPORT', 'gone')),
    });
    expect(await resolver.undoImport({ id: 'a', reason: 'x' }, context)).toStrictEqual({
      import: null,
      userErrors: [{ code: 'UNKNOWN_IMPORT', message: 'there is no import “a”' }],
    });
    expect((await resolver.resumeImport('a', context)).userErrors).toStrictEqual([
      { code: 'UNKNOWN_IMPORT', message: 'gone' },
    ]);
  });

  it('does not hide a fault of the ledger: it is reported unchanged', async () => {
    const trouble = new RangeError('the disk is full');
    const resolver = resolving({ ResumeImport: () => Promise.reject(trouble) });
    await expect(resolver.resumeImport('a', context)).rejects.toBe(trouble);
  });
});
