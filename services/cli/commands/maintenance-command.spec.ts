import { answeringDoor } from '@ledger/test/support/direct-doors.js';
import { commandCaller, type Asking } from '../terminal/command-caller.js';
import { rebuild } from './maintenance-command.js';

/** A door that takes no order: whoever gets as far as it fails otherwise. */
const asking: Asking = { door: answeringDoor({}), by: commandCaller(), language: 'en' };

describe('ledger rebuild', () => {
  it.each([
    { back: true, drop: true },
    { back: true, accept: true },
    { drop: true, accept: true },
    { back: true, drop: true, accept: true },
  ])('does one thing at a time, also before there is a view: %j', async (options) => {
    const sentence = '--back, --drop and --accept exclude each other';
    await expect(rebuild('totals', options, asking)).rejects.toThrow(sentence);
    await expect(rebuild(undefined, options, asking)).rejects.toThrow(sentence);
  });

  it.each([{ back: true }, { drop: true }, { accept: true }])('is asked of a view: %j', async (options) => {
    await expect(rebuild(undefined, options, asking)).rejects.toThrow('name the view');
  });
});
