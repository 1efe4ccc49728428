import { sheetSubjectOf } from '@ledger/ledger/imports/import-keys.js';
import { VaultFault } from '@ledger/ledger/ports/key-vault.js';
import type { ImportPorts } from './import-ports.js';
import { sheetKey } from './import-ports.js';
import { keptFrom } from './import-retention.js';
import { cardName, isCardName, reportName, sheetOfName } from './kept-names.js';
import { keepJson, keptJson } from './kept-texts.js';
import type { WaitingSheet } from './sheet-options.js';
import type { ImportStatus } from './import-status.js';

/**
 * The state of a dry run, stored as a file ("card") beside its sheet. A dry run has no stream, so it is recorded only
 * here.
 */
export type DryRunCard = Readonly<{
  format: 1;
  sheet: WaitingSheet;
  receivedAt: string;
  state: 'received' | 'done' | 'failed';
  refused: Readonly<Record<string, number>>;
}> &
  Pick<ImportStatus, 'endedAt' | 'rows' | 'accepted' | 'failure' | 'position'>;

/** The card of a dry run that was just received. */
export const receivedCard = (sheet: WaitingSheet, receivedAt: string): DryRunCard => ({
  ...{ format: 1, sheet, receivedAt, state: 'received', refused: {} },
  ...{ endedAt: null, rows: null, accepted: 0, failure: null, position: null },
});

const isCard = (value: unknown): value is DryRunCard =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 1 && 'sheet' in value;

type CardPorts = Pick<ImportPorts, 'folder' | 'vault' | 'clock'>;

/** Decrypts a card. Null if its key was destroyed or the file was modified. */
const cardIn = async (
  { folder, vault }: Omit<CardPorts, 'clock'>,
  name: string,
): Promise<DryRunCard | null> => {
  const subject = sheetSubjectOf(sheetOfName(name));
  const key = (await vault.existingKeys([subject])).get(subject);
  if (key === undefined) return null;
  try {
    const card = await keptJson({ folder }, name, key);
    return isCard(card) ? card : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof VaultFault && error.code === 'UNREADABLE') return null;
    throw error;
  }
};

/**
 * The dry runs of this data folder, in memory and as files beside their sheets. Thirty days after its end, everything
 * about a dry run is deleted.
 */
export class KeptDryRuns {
  private readonly byId = new Map<string, DryRunCard>();

  private constructor(private readonly ports: CardPorts) {}

  static async open(ports: CardPorts): Promise<KeptDryRuns> {
    const runs = new KeptDryRuns(ports);
    for (const name of (await ports.folder.kept()).filter(isCardName)) {
      const card = await cardIn(ports, name);
      if (card !== null) runs.byId.set(card.sheet.id, card);
    }
    return runs;
  }

  get(id: string): DryRunCard | null {
    return this.byId.get(id) ?? null;
  }

  all(): readonly DryRunCard[] {
    return [...this.byId.values()];
  }

  /** Stores a card. If writing fails, KeepFault is thrown and the card stays in memory until the process ends. */
  async put(card: DryRunCard): Promise<void> {
    const { id } = card.sheet;
    this.byId.set(id, card);
    await keepJson(this.ports, cardName(id), { key: await sheetKey(this.ports, id), value: card });
  }

  /** Removes a card from memory after it could not be written. */
  forget(id: string): void {
    this.byId.delete(id);
  }

  /** Removes the dry runs whose retention time has passed, and destroys their data keys. */
  async removeOld(): Promise<void> {
    const { clock, vault, folder } = this.ports;
    const now = clock.now();
    for (const { endedAt, sheet } of this.all()) {
      if (endedAt === null || keptFrom(endedAt) > now) continue;
      const { id } = sheet;
      await folder.remove(id);
      await folder.remove(reportName(id));
      await vault.destroy(sheetSubjectOf(id));
      if (!(await vault.isGone(sheetSubjectOf(id)))) continue;
      await folder.remove(cardName(id));
      this.byId.delete(id);
    }
  }
}
