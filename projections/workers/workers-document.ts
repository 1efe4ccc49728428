import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';

/** A personal detail that acts can bring into the register. */
export type BroughtDetail = 'name' | 'sex' | 'occupation' | 'employer';

/** One person in the register. Personal texts are still encrypted. */
export type WorkerDocument = Readonly<{
  worker: number;
  /** `erasing`: the erasure was requested, but the bytes of the key are not gone from the disk yet. */
  state: 'registered' | 'erasing' | 'erased';
  office: string;
  membership: SaidText | null;
  nationalId: SaidText | null;
  name: SaidText | null;
  phone: SaidText | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /**
   * The id of the act that brought each detail. A detail without an entry is empty, or was registered or corrected
   * directly.
   */
  broughtBy: Readonly<Partial<Record<BroughtDetail, string>>>;
  /** Acts whose name or sex differs from the register, with the details that differ. */
  contradictedBy: readonly Readonly<{ act: string; details: readonly BroughtDetail[] }>[];
  registeredAt: string;
  changedAt: string;
}>;
