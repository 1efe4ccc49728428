/** One kind of order (command or query): its arguments without the caller, and the type of its result. */
export type Kind<Asked, Answer> = Readonly<{ asked: Readonly<Asked>; answer: Answer }>;
export type Nothing = object;
