import type { Sex } from '@ledger/schema/events/values.js';

/** What an act says of its person; `*` in a name masks it. */
export type Said = Readonly<{ name: string | null; sex: Sex | null; employer: string | null }>;

type Field = keyof Said;
const fields: readonly Field[] = ['name', 'sex', 'employer'];

/** What is known of a field, and which act said it; null where somebody put it right by hand. */
type Known = Readonly<{ value: string; act: number | null }>;

const isMasked = (name: string): boolean => name.includes('*');

/** A register as somebody would keep it on paper, line by line: no code of the ledger is asked. */
export class PaperRegister {
  private readonly people = new Map<string, Map<Field, Known>>();
  private readonly persons = new Map<number, string>();

  /** Whether the act may be recorded; then what it says stands where nothing did. */
  accepts(person: string, act: number, said: Said): boolean {
    const page = this.people.get(person) ?? new Map<Field, Known>();
    const differs = fields.some(
      (field) => field !== 'employer' && this.isOther(page.get(field), said[field]),
    );
    if (differs) return false;
    this.people.set(person, page);
    this.persons.set(act, person);
    for (const field of fields) {
      const value = said[field];
      const known = page.get(field);
      const isOpen =
        known === undefined || (field === 'name' && isMasked(known.value) && !isMasked(value ?? '*'));
      if (value !== null && isOpen) page.set(field, { value, act });
    }
    return true;
  }

  /** An act whose sheet is undone: what it had said is blank again. */
  undo(act: number): void {
    const page = this.people.get(this.persons.get(act) ?? '');
    for (const [field, known] of page ?? []) if (known.act === act) page?.delete(field);
  }

  /** Somebody puts a field right, or empties it. */
  correct(person: string, field: Field, value: string | null): void {
    const page = this.people.get(person);
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

  private isOther(known: Known | undefined, said: string | null): boolean {
    if (known === undefined || said === null) return false;
    return !isMasked(known.value) && !isMasked(said) && known.value !== said;
  }
}
