/**
 * The rooms of the code: folders (or files) with their own import rules. Each room has a list of places that it may
 * import. A file belongs to the room with the longest path that contains it, so a room inside another room is not part
 * of that one. `ARCHITECTURE.md` draws the rooms and gives the reasons.
 */
type Arrows = Readonly<Record<string, readonly string[]>>;

/** The same allowed imports for several rooms in one folder. */
const each = (folder: string, names: readonly string[], targets: readonly string[]): Arrows =>
  Object.fromEntries(names.map((name) => [`${folder}/${name}`, targets]));

/** Rooms in an order: each may import the rooms before it and all places in `below`. */
const inTurn = (folder: string, names: readonly string[], below: readonly string[]): Arrows =>
  Object.fromEntries(
    names.map((name, at) => [
      `${folder}/${name}`,
      [...below, ...names.slice(0, at).map((earlier) => `${folder}/${earlier}`)],
    ]),
  );

const ledger = 'services/ledger';
const runtime = 'services/runtime';
const api = 'services/api';
const cli = 'services/cli';

const stored = ['schema/events', 'schema/catalogue'];
const [kernel, ports, acts] = [`${ledger}/kernel`, `${ledger}/ports`, `${ledger}/acts`];
const core = [...stored, kernel, ports];

/** One slice for each consistency boundary (the streams of one kind). No slice may import another. */
const slices = [
  'passbook',
  'gathering',
  'case',
  'registry',
  'reservation',
  'numbers',
  'offices',
  'import-record',
  'sample-mark',
];
const ofSlices = slices.map((name) => `${ledger}/${name}`);

const writeSide: Arrows = {
  [kernel]: stored,
  [ports]: [...stored, kernel],
  [acts]: [...stored, kernel],
  ...each(ledger, slices, [...stored, kernel, acts]),
  [`${ledger}/engine`]: [...core, `${ledger}/reservation`],
  [`${ledger}/use-cases`]: [...core, acts, ...ofSlices, `${ledger}/engine`],
  [`${ledger}/sheets`]: core,
  [`${ledger}/reading`]: [...core, acts, `${ledger}/use-cases`, `${ledger}/sheets`],
  [`${ledger}/imports`]: [
    ...[...core, acts, `${ledger}/import-record`, `${ledger}/engine`, `${ledger}/use-cases`],
    ...[`${ledger}/sheets`, `${ledger}/reading`],
  ],
};

const views = ['workers', 'acts', 'entries', 'totals', 'payouts', 'imports'];
const ofViews = views.map((name) => `projections/${name}`);
const readCore = [...core, 'projections/ports', 'projections/kernel'];
const ofView = [...readCore, acts, 'projections/reading'];

const readSide: Arrows = {
  'projections/ports': core,
  'projections/kernel': [...core, 'projections/ports'],
  'projections/reading': readCore,
  ...each('projections', views, ofView),
  // The payouts view reads the document of the act.
  'projections/payouts': [...ofView, 'projections/acts'],
  'projections/act-history': [
    ...ofView,
    ...['projections/acts', 'projections/entries', 'projections/workers'],
  ],
  'projections/exports': [...readCore, 'projections/reading', ...ofViews],
  'projections/digest': readCore,
  'projections/upkeep': readCore,
  'projections/views.ts': [...readCore, ...ofViews],
};

const world = [...core, 'projections/ports'];
/** Engines may also create ids, for example the id of a new log. */
const engine = [...world, 'infra/identifiers'];

const infra: Arrows = {
  ...each('infra', ['sqlite', 'mongodb', 'identifiers', 'dry-run', 'telemetry'], world),
  'infra/data-folder': [...world, 'infra/sqlite'],
  'infra/imports': [...world, 'infra/data-folder'],
  'infra/sheets/workbook': world,
  'infra/sheets': [...world, 'infra/sheets/workbook'],
  'infra/event-log': world,
  'infra/event-log/embedded': [...engine, 'infra/event-log', 'infra/sqlite'],
  'infra/event-log/eventstoredb': [...engine, 'infra/event-log'],
  'infra/documents': world,
  'infra/documents/embedded': [...world, 'infra/documents', 'infra/sqlite'],
  'infra/documents/mongodb': [...world, 'infra/documents', 'infra/mongodb'],
  'infra/key-vault': [...world, 'infra/data-folder', 'infra/sqlite'],
  'infra/key-vault/embedded': [...engine, 'infra/key-vault', 'infra/sqlite'],
  'infra/key-vault/mongodb': [...engine, 'infra/key-vault', 'infra/mongodb'],
};

const product = ['schema', ...Object.keys(writeSide), ...Object.keys(readSide)];
const ofRuntime = [...product, ...Object.keys(infra), `${runtime}/faults`];

/** The rooms that `door` uses to execute commands and queries. */
const behindDoor = ['engines', 'projector', 'rebuild', 'imports', 'exports'].map(
  (name) => `${runtime}/${name}`,
);

const runtimeSide: Arrows = {
  [`${runtime}/faults`]: ['schema', kernel, ports],
  [`${runtime}/engines`]: ofRuntime,
  ...inTurn(runtime, ['projector', 'rebuild'], [...ofRuntime, `${runtime}/engines`]),
  ...each(runtime, ['imports', 'exports'], [...ofRuntime, `${runtime}/engines`]),
  [`${runtime}/door`]: [...ofRuntime, ...behindDoor],
  [`${runtime}/ledger`]: [...ofRuntime, ...behindDoor, `${runtime}/door`],
  [`${runtime}/telemetry`]: [
    ...ofRuntime,
    ...['engines', 'projector', 'door', 'ledger'].map((name) => `${runtime}/${name}`),
  ],
};

/** What the API may import: everything except the engines. */
const entry = [...product, runtime];

/** What the commands of the CLI may import: no file that opens a ledger. They reach the ledger through the door only. */
const beforeDoor = [
  ...[...product, `${runtime}/door`, `${runtime}/faults`],
  ...[
    'engines/locale-language.ts',
    'exports/exported.ts',
    'imports/sheet-options.ts',
    'imports/import-status.ts',
    'ledger/fault-sentences.ts',
    'rebuild/maintenance-protocol.ts',
    // Reads files of the user, not of the ledger.
    'imports/sheet-files.ts',
  ].map((file) => `${runtime}/${file}`),
];
/** What only the root of the CLI may import: it makes the door for a command, or starts the server process. */
const openedDoor = [
  'engines/private-files.ts',
  'engines/server-process.ts',
  'engines/settings.ts',
  'ledger/command-door.ts',
].map((file) => `${runtime}/${file}`);
const apiRooms = ['bus', 'graphql', 'http', 'subscriptions'];
const cliRooms = ['terminal', 'options', 'imports', 'commands'];

export const rooms: Arrows = {
  'schema/events': [],
  'schema/catalogue': ['schema/events'],
  'schema/generated': [],
  ...writeSide,
  ...readSide,
  ...infra,
  ...runtimeSide,
  ...inTurn(api, apiRooms, entry),
  [api]: [...entry, ...apiRooms.map((name) => `${api}/${name}`)],
  ...inTurn(cli, cliRooms, beforeDoor),
  [cli]: [...beforeDoor, ...openedDoor, ...cliRooms.map((name) => `${cli}/${name}`)],
};

/** Packages that only the listed folders may import. This also holds for specs. */
export const knownBy: Arrows = {
  infra: ['infra', runtime, 'test'],
  [runtime]: [runtime, api, cli, 'test'],
  [api]: [api, 'test'],
  [cli]: [cli, 'test'],
};
