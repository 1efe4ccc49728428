/** A way in which a sheet as a whole may be wrong: its code, and the sentence, whose `{names}` are filled from facts. */
export type Problem<C extends string> = readonly [code: C, zh: string, en: string];
