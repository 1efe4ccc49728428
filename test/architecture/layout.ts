/**
 * The rooms of the house, and what each may import beside its own files. The longest place that holds a file is its
 * room: a room inside of another one is not part of it. `ARCHITECTURE.md` draws them and says why.
 */
type Arrows = Readonly<Record<string, readonly string[]>>;

/** The same arrows for several rooms, each named from the folder that holds it. */
const each = (folder: string, names: readonly string[], targets: readonly string[]): Arrows =>
  Object.fromEntries(names.map((name) => [`${folder}/${name}`, targets]));

/** Rooms in an order in which each may import those before it, and whatever `below` has. */
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

/** One slice per consistency boundary. No slice knows another one. */
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
  // The payouts of an act are read from the act's own document.
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
/** Engines make the ids of what they begin. */
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

/** What orders are carried out with. */
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

/** What an entry to the ledger knows: all but the engines. */
const entry = [...product, runtime];
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
  ...inTurn(cli, cliRooms, entry),
  [cli]: [...entry, ...cliRooms.map((name) => `${cli}/${name}`)],
};

/** Packages that few may know, also from specs. */
export const knownBy: Arrows = {
  infra: ['infra', runtime, 'test'],
  [runtime]: [runtime, api, cli, 'test'],
  [api]: [api, 'test'],
  [cli]: [cli, 'test'],
};
