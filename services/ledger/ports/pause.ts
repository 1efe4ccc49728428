/** Lets whoever else waits go first: it is over in a later turn of the event loop. */
export type Pause = () => Promise<void>;
