/**
 * What this process and its children create from now on is for their user alone: files 0600, folders 0700, whatever the
 * user's umask. Names of persons stand in exports, and look-ups of persons in the files of the ledger.
 */
export const keepFilesPrivate = (): void => {
  process.umask(0o077);
};
