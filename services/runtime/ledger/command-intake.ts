import { officeCode } from '@ledger/ledger/kernel/identifiers.js';
import type { Handlers } from '../door/door.js';
import type { CloseStack } from '../engines/close-stack.js';
import { listeningOwner, type ListeningOwner } from '../engines/ledger-owner.js';
import type { Settings } from '../engines/settings.js';
import type { Complain } from '../faults/complaints.js';
import type { Intake, OpenIntake } from './own-intake.js';

/** What a command knows of the ledger that it works with. */
export type Surroundings = Readonly<{
  settings: Settings;
  complain: Complain;
  /** How orders about imports are carried to an owner that listens. */
  carriedTo: (owner: ListeningOwner) => Promise<Intake & Handlers<'ListNewestImports'>>;
}>;

export const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
};

/** Orders about imports: carried to the running owner, or carried out as the owner; and dry runs over either. */
export const commandIntake = (
  { settings, complain, carriedTo }: Surroundings,
  closing: CloseStack,
): Handlers<keyof Intake | 'OpenIntake' | 'TrySheet' | 'ListNewestImports'> => {
  const opened = once(async (): Promise<OpenIntake> => {
    const owner = listeningOwner(settings);
    if (owner !== null) return { intake: await carriedTo(owner), sampleIn: null };
    // What opens a ledger takes a third of a second to load: only who takes sheets in without an owner loads it.
    const { openOwnIntake } = await import('./own-intake.js');
    return openOwnIntake(settings, complain, closing);
  });
  const trying = once(async () => {
    // This process serves nobody else: it judges by itself, where the owner of a ledger leaves it to a worker.
    const { openDryRun } = await import('../imports/dry-run.js');
    const dry = await openDryRun(settings);
    closing.add(() => dry.close());
    return dry;
  });
  return {
    OpenIntake: async ({ dryRun }) => {
      if (!dryRun) return { sampleIn: (await opened()).sampleIn };
      await trying();
      return { sampleIn: null };
    },
    ReceiveSheet: async (order) => (await opened()).intake.ReceiveSheet(order),
    FollowImport: async (order) => (await opened()).intake.FollowImport(order),
    TakeImportBack: async (order) => (await opened()).intake.TakeImportBack(order),
    AwaitViews: async (order) => (await opened()).intake.AwaitViews(order),
    TrySheet: async ({ sheet: { file, worksheet, options, ...sheet }, by }) => {
      const dry = await trying();
      const { openSheetFile } = await import('../imports/sheet-files.js');
      const source = await openSheetFile(file, worksheet);
      const office = sheet.office === null ? null : officeCode(sheet.office);
      return dry.import({ ...sheet, ...options, source, office, by });
    },
    ListNewestImports: async (order) => {
      const owner = listeningOwner(settings);
      if (owner !== null) return (await carriedTo(owner)).ListNewestImports(order);
      const { readImports } = await import('../imports/read-imports.js');
      return (await readImports(settings)).map(({ by, ...told }) => ({ ...told, actor: by.actor }));
    },
  };
};
