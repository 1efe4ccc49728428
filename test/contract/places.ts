/** A location where an engine stores its data. Several handles can be open on it, at the same time or in turn. */
export type Place<H> = Readonly<{ open(): Promise<H>; remove(): Promise<void> }>;
export type MakePlace<H> = () => Promise<Place<H>>;

type Closable = Readonly<{ close(): Promise<void> }>;

export type Handles<H> = Readonly<{
  /** Opens another handle on the same place. It is closed after the case. */
  open(): Promise<H>;
  /** Closes every handle and opens a new one, which sees only stored data. */
  reopen(): Promise<H>;
}>;

/**
 * The handles of a suite. All of its cases share one place, so no case may assume that it runs first. Call this inside
 * `describe`.
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
