/** How long a case may take before it hangs; servers that die and come back take their time. */
export const serverMsMax = 600_000;

/** A case that a server may not be able to give: then it is reported as skipped, with the reason in its name. */
export const itUnless = (
  reason: string | null,
  name: string,
  work: () => Promise<void>,
  msMax = serverMsMax,
): void => {
  if (reason === null) it(name, work, msMax);
  else it.skip(`${name} (${reason})`, work, msMax);
};
