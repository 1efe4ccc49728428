/** The columns of a sheet that hold numbers to be added. */
const figures = ['headcount', 'sessions', 'hours', 'items', 'amount'] as const;

export type Figure = (typeof figures)[number];

const all: ReadonlySet<string | null> = new Set(figures);

export const isFigure = (column: string | null): column is Figure => all.has(column);

/** A dash, alone or doubled, which offices write for a number that is not there. */
const dash = /^[-‐‑–—―−－ー─]{1,2}$/u;

/** Whether a text is blank, or only a dash: such a number was not stated. */
export const isBlankFigure = (text: string): boolean => text === '' || (text.length <= 2 && dash.test(text));
