/** Somewhere that an engine keeps its data: many handles can be opened on it, at once or one after the other. */
export type Place<H> = Readonly<{ open(): Promise<H>; remove(): Promise<void> }>;
export type MakePlace<H> = () => Promise<Place<H>>;

type Closable = Readonly<{ close(): Promise<void> }>;

export type Handles<H> = Readonly<{
  /** One more handle on the same place; it is closed when the case is over. */
  open(): Promise<H>;
  /** Closes every handle and opens a new one: what it sees was kept. */
  reopen(): Promise<H>;
}>;

/**
 * The handles of a suite, on one place for all of its cases: no case may assume that it is the first. To be called
 * inside `describe`.
 */
export const handlesOn = <H extends Closable>(make: MakePlace<H>): Handles<H> => {
  let place: Place<H> | null = null;
  const opened = new Set<H>();
  const closeAll = async (): Promise<void> => {
    for (const handle of opened) await handle.close();
    opened.clear();
  };
  const open = async (): Promise<H> => {
    place ??= await make();
    const handle = await place.open();
    opened.add(handle);
    return handle;
  };
  afterEach(closeAll);
  afterAll(async () => {
    await place?.remove();
  });
  return {
    open,
    reopen: async () => {
      await closeAll();
      return open();
    },
  };
};
