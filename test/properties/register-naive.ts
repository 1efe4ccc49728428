import type { Sex } from '@ledger/schema/events/values.js';

/** The details of a person that an act states. A name with `*` is masked. */
export type Said = Readonly<{ name: string | null; sex: Sex | null; employer: string | null }>;

/** The details that an act is recorded with. */
export type Filled = Readonly<Record<'sex' | 'employer', string | null>>;

type Field = keyof Said;
const fields: readonly Field[] = ['name', 'sex', 'employer'];

/**
 * A known value and the number of the act that stated it. The act is null if the value was corrected in the register.
 */
type Known = Readonly<{ value: string; act: number | null }>;

const isMasked = (name: string): boolean => name.includes('*');

/**
 * The rules of the register, implemented a second time without the ledger's code, as a clerk would keep it on paper.
 */
export class PaperRegister {
  private readonly people = new Map<string, Map<Field, Known>>();
  private readonly acts = new Map<number, Readonly<{ person: string; said: Said }>>();
  /** Acts that were reversed or undone. They no longer fill any field. */
  private readonly gone = new Set<number>();
  /** Values that were in a field before it was corrected. */
  private readonly wrong = new Set<string>();
  /** Acts that contradict the person's page, in the order in which the contradiction was noticed. */
  private readonly contradicting: number[] = [];

  /** Whether the act may be recorded. If so, its details fill the blank fields of the person's page. */
  accepts(person: string, act: number, said: Said): boolean {
    const page = this.people.get(person) ?? new Map<Field, Known>();
    if (this.differing(page, said).length > 0) return false;
    this.people.set(person, page);
    this.acts.set(act, { person, said });
    this.fill(page, act, said);
    return true;
  }

  /** The details that an act is recorded with: those that the act states, otherwise those on the person's page. */
  filled(person: string, said: Said): Filled {
    const known = this.of(person);
    return { sex: said.sex ?? known?.sex ?? null, employer: said.employer ?? known?.employer ?? null };
  }

  /**
   * An accepted act is submitted again. It fills fields that are blank now, unless it contradicts the person's page.
   */
  repeat(act: number): void {
    const { person, said } = this.acts.get(act) ?? {};
    const page = this.people.get(person ?? '');
    if (said === undefined || page === undefined || this.gone.has(act)) return;
    const differing = this.differing(page, said);
    if (differing.length === 0) this.fill(page, act, said);
    const isNews = differing.some(
      (field) => !this.wrong.has(`${String(person)} ${field} ${String(said[field])}`),
    );
    if (isNews && !this.contradicting.includes(act)) this.contradicting.push(act);
  }

  /** Reverses a single act. The details that it brought stay in the register. */
  reverse(act: number): void {
    this.gone.add(act);
  }

  /** Undoes an act together with its sheet. The fields that this act filled become blank. */
  undo(act: number): void {
    const page = this.people.get(this.acts.get(act)?.person ?? '');
    for (const [field, known] of page ?? []) if (known.act === act) page?.delete(field);
    this.gone.add(act);
  }

  /** The acts of a person that contradict the person's page. */
  contradictingOf(person: string): readonly number[] {
    return this.contradicting.filter((act) => this.acts.get(act)?.person === person);
  }

  /** A correction of the register sets or empties a field. */
  correct(person: string, field: Field, value: string | null): void {
    const page = this.people.get(person);
    const before = page?.get(field);
    if (before !== undefined) this.wrong.add(`${person} ${field} ${before.value}`);
    if (value === null) page?.delete(field);
    else page?.set(field, { value, act: null });
  }

  /** The details of a person; null if the person is not registered. */
  of(person: string): Readonly<Record<Field, string | null>> | null {
    const page = this.people.get(person);
    if (page === undefined) return null;
    const value = (field: Field): string | null => page.get(field)?.value ?? null;
    return { name: value('name'), sex: value('sex'), employer: value('employer') };
  }

  private fill(page: Map<Field, Known>, act: number, said: Said): void {
    for (const field of fields) {
      const value = said[field];
      const known = page.get(field);
      const isOpen =
        known === undefined || (field === 'name' && isMasked(known.value) && !isMasked(value ?? '*'));
      if (value !== null && isOpen) page.set(field, { value, act });
    }
  }

  /** The fields in which the act contradicts the page, so that it must be about another person. */
  private differing(page: ReadonlyMap<Field, Known>, said: Said): readonly ('name' | 'sex')[] {
    return (['name', 'sex'] as const).filter((field) => this.isOther(page.get(field), said[field]));
  }

  private isOther(known: Known | undefined, said: string | null): boolean {
    if (known === undefined || said === null) return false;
    return !isMasked(known.value) && !isMasked(said) && known.value !== said;
  }
}
