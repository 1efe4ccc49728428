import type { Sex } from '@ledger/schema/events/values.js';

/** What an act says of its person; `*` in a name masks it. */
export type Said = Readonly<{ name: string | null; sex: Sex | null; employer: string | null }>;

/** What an act is recorded with. */
export type Filled = Readonly<Record<'sex' | 'employer', string | null>>;

type Field = keyof Said;
const fields: readonly Field[] = ['name', 'sex', 'employer'];

/** What is known of a field, and which act said it; null where somebody put it right by hand. */
type Known = Readonly<{ value: string; act: number | null }>;

const isMasked = (name: string): boolean => name.includes('*');

/** A register as somebody would keep it on paper, line by line: no code of the ledger is asked. */
export class PaperRegister {
  private readonly people = new Map<string, Map<Field, Known>>();
  private readonly acts = new Map<number, Readonly<{ person: string; said: Said }>>();
  /** Acts that were reversed or undone: they say nothing any more. */
  private readonly gone = new Set<number>();
  /** What stood in a field before somebody put it right. */
  private readonly wrong = new Set<string>();
  /** Acts that say something else than their page, in the order in which that was seen. */
  private readonly contradicting: number[] = [];

  /** Whether the act may be recorded; then what it says stands where nothing did. */
  accepts(person: string, act: number, said: Said): boolean {
    const page = this.people.get(person) ?? new Map<Field, Known>();
    if (this.differing(page, said).length > 0) return false;
    this.people.set(person, page);
    this.acts.set(act, { person, said });
    this.fill(page, act, said);
    return true;
  }

  /** What an act of these words is recorded with: its own words, else those of the page. */
  filled(person: string, said: Said): Filled {
    const known = this.of(person);
    return { sex: said.sex ?? known?.sex ?? null, employer: said.employer ?? known?.employer ?? null };
  }

  /** An act that was accepted comes again: it fills what is blank now, unless its page says something else. */
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

  /** An act that is taken back by itself leaves what it had said. */
  reverse(act: number): void {
    this.gone.add(act);
  }

  /** An act whose sheet is undone: what it had said is blank again. */
  undo(act: number): void {
    const page = this.people.get(this.acts.get(act)?.person ?? '');
    for (const [field, known] of page ?? []) if (known.act === act) page?.delete(field);
    this.gone.add(act);
  }

  /** The acts of a person that contradict their page. */
  contradictingOf(person: string): readonly number[] {
    return this.contradicting.filter((act) => this.acts.get(act)?.person === person);
  }

  /** Somebody puts a field right, or empties it. */
  correct(person: string, field: Field, value: string | null): void {
    const page = this.people.get(person);
    const before = page?.get(field);
    if (before !== undefined) this.wrong.add(`${person} ${field} ${before.value}`);
    if (value === null) page?.delete(field);
    else page?.set(field, { value, act: null });
  }

  /** Null where nobody is registered. */
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

  /** The fields in which somebody else is meant. */
  private differing(page: ReadonlyMap<Field, Known>, said: Said): readonly ('name' | 'sex')[] {
    return (['name', 'sex'] as const).filter((field) => this.isOther(page.get(field), said[field]));
  }

  private isOther(known: Known | undefined, said: string | null): boolean {
    if (known === undefined || said === null) return false;
    return !isMasked(known.value) && !isMasked(said) && known.value !== said;
  }
}
