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

/** A subscription begins behind its position, a read at it; null where no event stands there. */
const behind = (log: readonly Kept[], from: bigint, options: Options): readonly Kept[] | null => {
  const last = log.at(-1)?.position ?? 0n;
  if (from <= last && !log.some(({ position }) => position === from)) return null;
  if (options.hasSubscription()) return log.filter(({ position }) => position > from);
  return log.filter(({ position }) => (isBackwards(options) ? position < from : position >= from));
};

const fromPosition = (log: readonly Kept[], options: Options): readonly Kept[] | null => {
  const all = options.getAll();
  const isBack = isBackwards(options);
  if (all?.hasEnd() === true) return isBack ? log : [];
  if (all?.hasPosition() !== true) return log;
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
  const stop = storage.follow((event) => {
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
  // The server would filter here too, but this client does not ask it to.
  else page(call, options, events);
};

/** What a fault answers to a read; null where it lets the read be. */
export const readError = (fault: Fault | null, leaderPort: number): Error | null => {
  const answers: Partial<Record<Fault, () => Error>> = {
    unavailable: errors.unavailable,
    'unavailable after': errors.unavailable,
    'not leader': () => errors.notLeader(leaderPort),
    'not ready': errors.notReady,
    timeout: errors.deadline,
    denied: errors.denied,
    internal: errors.internal,
  };
  return fault === null ? null : (answers[fault]?.() ?? null);
};
