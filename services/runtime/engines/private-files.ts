/**
 * Makes all files that this process and its children create private to their user (files 0600, folders 0700), whatever
 * the umask was. Exports and the ledger's files contain personal data.
 */
export const keepFilesPrivate = (): void => {
  process.umask(0o077);
};
