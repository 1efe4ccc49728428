/** Lets other waiting work run first: resolves in a later turn of the event loop. */
export type Pause = () => Promise<void>;
