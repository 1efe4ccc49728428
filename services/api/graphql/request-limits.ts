/** How much one request may ask for. Past each of them it is refused, with a code of its own (ErrorCode in the SDL). */
export type Limits = Readonly<{
  /** Fields within fields. */
  depthMax: number;
  aliasesMax: number;
  tokensMax: number;
  /** What `costOf` makes of an operation. */
  costMax: number;
  bodyBytesMax: number;
  /** All reading of one request together. */
  readingMsMax: number;
  /**
   * Until the whole request must have come in, and of an upload the next bytes: else the answer is 408, and the
   * connection is closed.
   */
  receivingMsMax: number;
  /** Until the answer must have begun, once the request has come in whole: else the answer is 503 (TIMED_OUT). */
  answeringMsMax: number;
  /** WebSockets that are open at the same time. */
  socketsMax: number;
  /** Subscriptions of one socket, and of all sockets together. */
  subscriptionsPerSocketMax: number;
  subscriptionsMax: number;
  /** Until a socket must have said what it is for. */
  initMsMax: number;
  /** How often a socket is asked whether anybody is there; whoever does not answer until the next time is cut off. */
  pingMs: number;
  /** Until a message, or more of an answer over HTTP, must have been taken by its reader, who is cut off else. */
  takingMsMax: number;
}>;

export const limits: Limits = {
  depthMax: 12,
  aliasesMax: 30,
  tokensMax: 2_000,
  costMax: 50_000,
  bodyBytesMax: 256 * 1024,
  readingMsMax: 10_000,
  receivingMsMax: 30_000,
  answeringMsMax: 60_000,
  socketsMax: 500,
  subscriptionsPerSocketMax: 20,
  subscriptionsMax: 1_000,
  initMsMax: 5_000,
  pingMs: 15_000,
  takingMsMax: 30_000,
};
