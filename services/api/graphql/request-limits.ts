/** The limits of requests. A request that exceeds one of them is refused; the codes are in ErrorCode of the SDL. */
export type Limits = Readonly<{
  /** The maximum depth of nested fields. */
  depthMax: number;
  aliasesMax: number;
  tokensMax: number;
  /** The maximum cost of an operation, as `costOf` estimates it. */
  costMax: number;
  bodyBytesMax: number;
  /** The maximum time for all reading of one request. */
  readingMsMax: number;
  /**
   * The time limit for receiving the whole request, or, for an upload, its next bytes. After it the answer is 408, and
   * the connection is closed.
   */
  receivingMsMax: number;
  /**
   * The time limit from the complete request to the beginning of the response. After it the answer is 503 (TIMED_OUT).
   */
  answeringMsMax: number;
  socketsMax: number;
  /** The maximum number of subscriptions of one socket, and of all sockets together. */
  subscriptionsPerSocketMax: number;
  subscriptionsMax: number;
  /** The time limit for the first message (`connection_init`) of a socket. */
  initMsMax: number;
  /** The interval of pings on a socket. A client that has not answered by the next ping is cut off. */
  pingMs: number;
  /**
   * The time limit within which a client must read a message or the next bytes of an HTTP response. A slower client is
   * cut off.
   */
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
