import type { Language } from '@ledger/ledger/kernel/refusals.js';
import { settingsFrom, type Settings } from '@ledger/runtime/engines/settings.js';
import { commandDoor, type CommandDoor } from '@ledger/runtime/ledger/command-door.js';
import { errorLogger } from './terminal/error-logger.js';

/** Makes the door (entry point for orders) to the ledger of the settings. Throws SettingsFault. */
export const openDoor = (language: Language, settings: Settings = settingsFrom(process.env)): CommandDoor =>
  commandDoor({
    settings,
    logError: errorLogger(language),
    carriedTo: async ({ address, token }) => {
      const { OwnerClient } = await import('./imports/owner-client.js');
      const { ownerOrders } = await import('./imports/owner-orders.js');
      return ownerOrders(new OwnerClient(address, token, language));
    },
  });
