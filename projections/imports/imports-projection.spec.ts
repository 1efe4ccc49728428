import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import { actIdOf, caseOf } from '@ledger/ledger/kernel/ids.js';
import { projector } from '../kernel/projector.js';
import type { ImportEvent } from '@ledger/schema/events/import-record.js';
import { sealedText } from '@ledger/test/dsl/acts.js';
import { happened, origin, positionAt, project, type Happened } from '@ledger/test/dsl/project.js';
import { runnersOf } from '@ledger/test/support/known-views.js';
import { openViews } from '@ledger/test/support/views.js';
import type { ImportDocument } from './imports-document.js';
import { imports } from './imports-projection.js';
import { importFromLog, importsById, listImports, pendingImports, quotedImports } from './imports-queries.js';

const { given } = project(imports);

const at = (minute: number): string => `2026-03-10T02:0${String(minute)}:00.000Z`;
const said = (id: string, event: ImportEvent, minute: number): Happened =>
  happened(`import-${id}`, event, { at: at(minute), commandId: `${event.type} of ${id}` });

const kept = { bytes: 81_234, place: 'here' };
const sheet = {
  ...{ file: sealedText('三月.csv'), how: sealedText('{}'), office: officeCode('KQ'), officeWritten: 'kq' },
  ...{ allOrNothing: false, kept },
};
const refused = [{ code: 'BAD_DATE', rows: 2 }];
const act = actIdOf(caseOf('9'), 0);

const received = (id: string, minute = 0, allOrNothing = false): Happened =>
  said(id, { type: 'ImportReceived', data: { ...sheet, allOrNothing } }, minute);
const begun = (id: string): Happened =>
  said(id, { type: 'ImportBegun', data: { rows: 12, remarks: null } }, 1);
const accepted = (id: string): Happened =>
  said(id, { type: 'RowsAccepted', data: { acts: [{ row: 2, act }] } }, 1);
const done = (id: string, minute = 2, counted = refused): Happened =>
  said(id, { type: 'ImportDone', data: { rows: 12, accepted: 10, refused: counted } }, minute);
const failed = (id: string): Happened =>
  said(
    id,
    {
      type: 'ImportFailed',
      data: { code: 'STALLED', line: null, why: sealedText('why'), rows: null, refused: [] },
    },
    2,
  );
const resumed = (id: string): Happened => said(id, { type: 'ImportResumed', data: {} }, 3);
const forgotten = (id: string): Happened => said(id, { type: 'SheetForgotten', data: {} }, 9);
const undoBegun = (id: string): Happened =>
  said(id, { type: 'UndoBegun', data: { reason: sealedText('错') } }, 4);
const undone = (id: string): Happened => said(id, { type: 'UndoEnded', data: { undone: 9, left: 1 } }, 5);

const by = (minute: number) => ({
  ...{ actor: origin.actor, role: origin.role, district: origin.district, at: at(minute) },
});

const asReceived: ImportDocument = {
  ...{ id: 'a', standing: 'waiting', pending: 'judge' },
  file: { sealed: sheet.file, command: 'ImportReceived of a' },
  how: { sealed: sheet.how, command: 'ImportReceived of a' },
  ...{ office: 'KQ', officeWritten: 'kq', allOrNothing: false, kept, by: by(0), receivedAt: at(0) },
  ...{ endedAt: null, rows: null, accepted: 0, refused: [], failure: null, undo: null, quotedSince: null },
  position: positionAt(1),
};
const asDone: ImportDocument = {
  ...asReceived,
  ...{ standing: 'done', pending: null, rows: 12, accepted: 10, refused },
  ...{ endedAt: at(2), quotedSince: at(2), position: positionAt(3) },
};
const asUndoing: ImportDocument = {
  ...asDone,
  ...{ standing: 'undoing', pending: 'undo', position: positionAt(4) },
  undo: {
    reason: { sealed: sealedText('错'), command: 'UndoBegun of a' },
    ...{ by: by(4), endedAt: null, undone: 0, left: 0 },
  },
};

describe('an import', () => {
  test('waits to be judged once it is received, and is counted when it has begun', () => {
    given(received('a')).then({ a: asReceived });
    given(received('a'), begun('a')).then({ a: { ...asReceived, rows: 12, position: positionAt(2) } });
  });

  test('that is done says what became of its rows', () => {
    given(received('a'), begun('a'), done('a')).then({ a: asDone });
  });

  test('is not changed by what becomes of single rows', () => {
    given(received('a'), accepted('a')).then({ a: asReceived });
  });

  test('of which every row or none is to be taken in is to be undone where a row was refused', () => {
    const whole = { ...asDone, allOrNothing: true };
    given(received('a', 0, true), begun('a'), done('a')).then({ a: { ...whole, pending: 'undo' } });
    const twice = [{ code: 'DUPLICATE', rows: 2 }];
    given(received('a', 0, true), begun('a'), done('a', 2, twice)).then({ a: { ...whole, refused: twice } });
  });

  test('that failed says why, and waits again when it is resumed', () => {
    const why = { sealed: sealedText('why'), command: 'ImportFailed of a' };
    given(received('a'), failed('a')).then({
      a: {
        ...asReceived,
        ...{ standing: 'failed', pending: null, endedAt: at(2), quotedSince: at(2), position: positionAt(2) },
        failure: { code: 'STALLED', line: null, why },
      },
    });
    given(received('a'), failed('a'), resumed('a')).then({ a: { ...asReceived, position: positionAt(3) } });
  });

  test('is undone, and what its report quotes is forgotten', () => {
    const past = [received('a'), begun('a'), done('a'), undoBegun('a')];
    given(...past).then({ a: asUndoing });
    const asUndone: ImportDocument = {
      ...{ ...asUndoing, standing: 'undone', pending: null, position: positionAt(5) },
      undo: {
        ...asUndoing.undo,
        reason: asUndoing.undo?.reason ?? null,
        by: by(4),
        endedAt: at(5),
        undone: 9,
        left: 1,
      },
    };
    given(...past, undone('a')).then({ a: asUndone });
    given(...past, undone('a'), forgotten('a')).then({
      a: { ...asUndone, quotedSince: null, position: positionAt(6) },
    });
  });
});

describe('the imports of a ledger', () => {
  const views = openViews();
  afterAll(() => views.close());

  test('are found by id, listed the newest first, and by what is left to do', async () => {
    const all = projector(views.log, runnersOf(views));
    await all.open();
    await views.write(
      ...[received('a', 0), begun('a'), done('a', 3)],
      ...[received('b', 1), begun('b')],
      ...[received('c', 2), begun('c'), done('c', 4), undoBegun('c')],
      ...[received('d', 3), failed('d'), forgotten('d')],
    );
    await all.catchUp();
    const { store, log } = views;
    const idsOf = (docs: Iterable<ImportDocument>): readonly string[] => [...docs].map(({ id }) => id);
    const page = await listImports(store, { from: 'front', first: 3, after: null });
    expect([idsOf(page.items.map(({ doc }) => doc)), page.hasNext]).toStrictEqual([['d', 'c', 'b'], true]);
    expect(idsOf(await pendingImports(store))).toStrictEqual(['b', 'c']);
    expect(idsOf(await quotedImports(store, at(3)))).toStrictEqual(['a']);
    expect(idsOf(await quotedImports(store, at(4)))).toStrictEqual(['a', 'c']);
    const known = await importsById(store, ['a', 'c', 'd', 'x']);
    expect(idsOf(known.values()).toSorted()).toStrictEqual(['a', 'c', 'd']);
    for (const [id, doc] of known) expect(await importFromLog(log, id)).toStrictEqual(doc);
    expect(await importFromLog(log, 'x')).toBeNull();
  });
});
