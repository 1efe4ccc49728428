/**
 * Describes what needs something that a machine may lack. Where it is missing, the cases are reported as skipped, and
 * the reason stands in their name. This is the only place where anything may be skipped.
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
