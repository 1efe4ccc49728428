/**
 * How long a journey may take before it counts as stuck. Processes start, sheets are judged and views are folded on
 * a machine that may be busy with something else: nothing here is a promise of speed.
 */
export const patience = 600_000;
