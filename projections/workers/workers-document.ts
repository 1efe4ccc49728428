import type { SaidText } from '@ledger/ledger/ports/sealed-texts.js';

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
  /** Acts that were recorded at the same moment as another, and say another name or sex. */
  contradictedBy: readonly string[];
  registeredAt: string;
  changedAt: string;
}>;
