import { settingsFrom } from '@ledger/runtime/engines/settings.js';
import { rebuild } from './maintenance-command.js';

/** A folder that is not there: whoever gets as far as opening it fails otherwise. */
const settings = settingsFrom({ LEDGER_DATA: '/dev/null/no-folder' });

describe('ledger rebuild', () => {
  it.each([
    { back: true, drop: true },
    { back: true, accept: true },
    { drop: true, accept: true },
    { back: true, drop: true, accept: true },
  ])('does one thing at a time, also before there is a view: %j', async (options) => {
    const sentence = '--back, --drop and --accept exclude each other';
    await expect(rebuild('totals', options, { settings, language: 'en' })).rejects.toThrow(sentence);
    await expect(rebuild(undefined, options, { settings, language: 'en' })).rejects.toThrow(sentence);
  });

  it.each([{ back: true }, { drop: true }, { accept: true }])('is asked of a view: %j', async (options) => {
    await expect(rebuild(undefined, options, { settings, language: 'en' })).rejects.toThrow('name the view');
  });
});
