/** Timeout in ms of a case. It is long because servers that are killed and restarted need time. */
export const serverMsMax = 600_000;

/**
 * A case that some servers cannot run. With a reason, it is reported as skipped and the reason is added to its name.
 */
export const itUnless = (
  reason: string | null,
  name: string,
  work: () => Promise<void>,
  msMax = serverMsMax,
): void => {
  if (reason === null) it(name, work, msMax);
  else it.skip(`${name} (${reason})`, work, msMax);
};
