/** How long a case may take before it hangs; servers that die and come back take their time. */
export const serverMsMax = 120_000;

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

/** Skips every case of a spec file, and says why: for suites that run on several engines. */
export const skipFile = (missing: string): void => {
  process.stderr.write(`skipped: ${expect.getState().testPath ?? 'a suite'}: ${missing}\n`);
  Object.assign(globalThis, { describe: describe.skip, it: it.skip, test: test.skip });
};

/**
 * Describes what needs something that a machine may lack. Where it is missing, the cases are reported as skipped, and
 * the reason stands in their name.
 */
export const describeWhereAvailable = (name: string, missing: string | null, cases: () => void): void => {
  if (missing === null) {
    describe(name, cases);
    return;
  }
  // A suite that is skipped as a whole is named by no reporter.
  process.stderr.write(`skipped: ${name}: ${missing}\n`);
  describe.skip(`${name} (skipped: ${missing})`, cases);
};
