import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';

/** A detail of a person that acts bring. */
export type BroughtDetail = 'name' | 'sex' | 'occupation' | 'employer';

/** One person in the register, personal text still sealed. */
export type WorkerDocument = Readonly<{
  worker: number;
  /** `erasing`: the erasure was requested, and the key's bytes are not gone from the disk yet. */
  state: 'registered' | 'erasing' | 'erased';
  office: string;
  membership: SaidText | null;
  nationalId: SaidText | null;
  name: SaidText | null;
  phone: SaidText | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  /** Which act brought a detail; one that is missing is blank, or was registered or put right by itself. */
  broughtBy: Readonly<Partial<Record<BroughtDetail, string>>>;
  /** Acts that say another name or sex than the register, and in which of these. */
  contradictedBy: readonly Readonly<{ act: string; details: readonly BroughtDetail[] }>[];
  registeredAt: string;
  changedAt: string;
}>;
