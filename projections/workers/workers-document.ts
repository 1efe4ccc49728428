/** One person in the register, personal text still sealed. */
export type WorkerDocument = Readonly<{
  worker: number;
  state: 'registered' | 'erased';
  office: string;
  membership: string | null;
  nationalId: string | null;
  name: string | null;
  phone: string | null;
  sex: 'male' | 'female' | null;
  occupation: string | null;
  employer: string | null;
  registeredAt: string;
  changedAt: string;
}>;
