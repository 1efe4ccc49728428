import { withSample } from './support/filled-places.js';
import { Clerk } from './support/clerk.js';
import { asked, jsonOf } from './support/json-output.js';
import { patience } from './support/patience.js';
import { acceptedInAll, sheetOf, sheets } from './support/sample.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();

const actsOf = async ({ client }: Server): Promise<readonly number[]> => {
  const { rows } = await new Clerk(client).totals({ from: '2000-01', to: '2099-12' });
  return rows.map(({ acts }) => acts);
};

it(
  'the sheets of the sample are imports: they are listed, one is undone, stays undone at the next start, and is imported again',
  async () => {
    const place = await withSample(stage);
    const listed = sheets
      .map(({ name, rows, accepted }) => ({
        id: `sample-${name}`,
        state: 'done',
        file: `${name}.csv`,
        rows,
        accepted,
      }))
      .toReversed();
    const imports = await asked(stage, place, 'imports');
    expect(imports).toMatchObject(listed);
    expect(imports).toHaveLength(listed.length);
    const { name, accepted, file } = sheetOf('330825');
    const undone = await asked(stage, place, 'undo', `sample-${name}`, '--reason', '练习');
    expect(undone).toStrictEqual({ id: `sample-${name}`, acts: accepted, undone: accepted, left: [] });
    const server = await stage.serve(place);
    expect(server.process.stdout).not.toContain(`${name}.csv`);
    expect(await actsOf(server)).toStrictEqual([acceptedInAll - accepted]);
    expect(await asked(stage, place, 'imports')).toContainEqual(
      expect.objectContaining({ id: `sample-${name}`, state: 'undone' }),
    );
    expect(jsonOf(await stage.ledger(place, 'import', file, '--json'))).toMatchObject([{ accepted }]);
    expect(await actsOf(server)).toStrictEqual([acceptedInAll]);
    await server.stop();
  },
  patience,
);
