import { actCorrected, actReversed, counted } from '@ledger/test/dsl/acts.js';
import { gatheringHeld, lecture, stream } from '@ledger/test/dsl/gathering.js';
import { happened } from '@ledger/test/dsl/project.js';
import { openViews, type Views } from '@ledger/test/support/views.js';
import { historiesOf } from './act-history.js';

let views: Views;
beforeEach(() => {
  views = openViews();
});
afterEach(() => views.close());

type Events = Parameters<typeof happened>[1];
const written = async (...events: readonly Events[]): Promise<unknown> => {
  await views.write(...events.map((event) => happened(stream, event)));
  const [steps = []] = await historiesOf(views.log, [`${stream}.0`]);
  return steps.map((step) => step.written);
};

const input = lecture({ officeWritten: 'ｋｅｑｉａｏ', districtWritten: '３３０６０３' });
const act = counted(input);

test('office and district of an act are shown as they were written, by the step that said them', async () => {
  const later = counted({ ...input, items: 3 });
  const moved = counted({ ...input, items: 3, district: '330604', districtWritten: '330 604' });
  expect(
    await written(
      gatheringHeld(input),
      actCorrected(act, later),
      actCorrected(later, moved),
      actReversed(moved),
    ),
  ).toStrictEqual([
    { office: 'ｋｅｑｉａｏ', district: '３３０６０３' },
    null,
    { office: null, district: '330 604' },
    null,
  ]);
});

test('one that was written in its canonical form is not shown', async () => {
  expect(await written(gatheringHeld(lecture()))).toStrictEqual([null]);
});
