import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import { errors } from './errors.js';
import type { Fault } from './faults.js';
import type { Kept, Storage } from './storage.js';
import { caughtUp, checkpoint, confirmation, eventOf, nameOf, notFound } from './wire.js';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;
type Matches = (event: Kept) => boolean;

const checkpointEvery = 4;

const filterOf = (options: Options): Matches => {
  const filter = options.getFilter();
  if (filter === undefined) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  const prefixes = expression?.getPrefixList() ?? [];
  const regex = new RegExp(expression?.getRegex() ?? '');
  return ({ stream, type }) => {
    const text = byStream === undefined ? type : stream;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
};

const isBackwards = (options: Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

/** The number of events before a position. Uses binary search, because the log may be long. */
const countBefore = (log: readonly Kept[], position: bigint): number => {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log[middle]?.position ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The most events that a read may return. A subscription has no maximum. */
const mostOf = (options: Options): number =>
  options.hasSubscription() ? Infinity : Number(options.getCount());

/**
 * The events from a position on: a read includes the event at the position, a subscription starts after it. Null if the
 * position is within the log but no event has it.
 */
const behind = (log: readonly Kept[], from: bigint, options: Options): readonly Kept[] | null => {
  const at = countBefore(log, from);
  const isThere = log[at]?.position === from;
  if (at < log.length && !isThere) return null;
  const most = mostOf(options);
  if (isBackwards(options)) return log.slice(Math.max(0, at - most), at);
  const first = options.hasSubscription() && isThere ? at + 1 : at;
  return log.slice(first, first + most);
};

const fromPosition = (log: readonly Kept[], options: Options): readonly Kept[] | null => {
  const all = options.getAll();
  const isBack = isBackwards(options);
  const most = mostOf(options);
  if (all?.hasEnd() === true) return isBack ? log.slice(Math.max(0, log.length - most)) : [];
  if (all?.hasPosition() !== true) return log.slice(0, most);
  return behind(log, BigInt(all.getPosition()?.getCommitPosition() ?? 0), options);
};

const fromRevision = (events: readonly Kept[], options: Options): readonly Kept[] => {
  const stream = options.getStream();
  const isBack = isBackwards(options);
  if (stream?.hasEnd() === true) return isBack ? events : [];
  if (stream?.hasRevision() !== true) return events;
  const from = BigInt(stream.getRevision());
  return events.filter(({ revision }) => {
    if (options.hasSubscription()) return revision > from;
    return isBack ? revision <= from : revision >= from;
  });
};

const fail = (call: ReadCall, error: Error): void => {
  call.emit('error', error);
};

const page = (call: ReadCall, options: Options, events: readonly Kept[]): void => {
  const count = Number(options.getCount());
  if (count === 0) {
    fail(call, errors.unknown('maxCount should be positive'));
    return;
  }
  const ordered = isBackwards(options) ? events.toReversed() : events;
  for (const event of ordered.slice(0, count)) call.write(eventOf(event));
  call.end();
};

const subscription = (call: ReadCall, storage: Storage, past: readonly Kept[], matches: Matches): void => {
  call.write(confirmation('subscription'));
  for (const event of past.filter(matches)) call.write(eventOf(event));
  call.write(caughtUp());
  let passed = 0;
  const options = call.request.getOptions()?.getAll();
  const from =
    options?.hasPosition() === true ? BigInt(options.getPosition()?.getCommitPosition() ?? 0) : null;
  const stop = storage.follow((event) => {
    // A subscription from a position after the end of the log gets no events before that position.
    if (from !== null && event.position <= from) return;
    if (matches(event)) call.write(eventOf(event));
    else if (++passed % checkpointEvery === 0) call.write(checkpoint(event.position));
  });
  call.on('cancelled', stop);
  call.on('close', stop);
};

const ofStream = (call: ReadCall, storage: Storage, options: Options): void => {
  const name = nameOf(options.getStream()?.getStreamIdentifier());
  if (storage.isTombstoned(name)) {
    fail(call, errors.deleted(name));
    return;
  }
  const events = storage.stream(name);
  if (options.hasSubscription()) {
    subscription(call, storage, fromRevision(events ?? [], options), ({ stream }) => stream === name);
  } else if (events === null) {
    call.write(notFound(name));
    call.end();
  } else {
    page(call, options, fromRevision(events, options));
  }
};

/** Answers a read or a subscription from the storage. */
export const answerRead = (call: ReadCall, storage: Storage): void => {
  const options = call.request.getOptions();
  if (options === undefined) return;
  if (options.hasStream()) {
    ofStream(call, storage, options);
    return;
  }
  const events = fromPosition(storage.log, options);
  if (events === null) fail(call, errors.unknown('Unexpected ReadAllResult: InvalidPosition'));
  else if (options.hasSubscription()) subscription(call, storage, events, filterOf(options));
  // No filter here: a real server could filter reads too, but this client does not send a filter with them.
  else page(call, options, events);
};

/** The error that a fault causes for a read; null if the read goes on. */
export const readError = (fault: Fault | null, leaderPort: number): Error | null => {
  const answers: Partial<Record<Fault, () => Error>> = {
    unavailable: errors.unavailable,
    'unavailable after': errors.unavailable,
    'not leader': () => errors.notLeader(leaderPort),
    'not ready': errors.notReady,
    timeout: errors.deadline,
    denied: errors.denied,
    unimplemented: errors.unimplemented,
    internal: errors.internal,
  };
  return fault === null ? null : (answers[fault]?.() ?? null);
};
