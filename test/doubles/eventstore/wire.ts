import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empties from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expected, Kept, Outcome, Proposed } from './storage.js';
import { appendSizeMax } from './storage.js';

type Written = Extract<Outcome, { kind: 'written' }>;
type Refused = Exclude<Outcome, Written>;
type WrongVersion = Extract<Outcome, { kind: 'wrong version' }>;

const empty = (): InstanceType<typeof empties.Empty> => new empties.Empty();
const uuid = (text: string): UUID => new shared.UUID().setString(text);

export const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const identifierOf = (stream: string): StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

export const eventOf = (kept: Kept): ReadResp => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuid(kept.id));
  recorded.setStreamIdentifier(identifierOf(kept.stream));
  recorded.setStreamRevision(String(kept.revision));
  recorded.setCommitPosition(String(kept.position));
  recorded.setPreparePosition(String(kept.position));
  const metadata = recorded.getMetadataMap();
  metadata.set('type', kept.type);
  metadata.set('content-type', kept.contentType);
  // In ticks of 100 ns: milliseconds times 10,000.
  metadata.set('created', `${String(kept.created.getTime())}0000`);
  recorded.setData(kept.data);
  recorded.setCustomMetadata(kept.metadata);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded);
  event.setCommitPosition(String(kept.position));
  return new streams.ReadResp().setEvent(event);
};

export const notFound = (stream: string): ReadResp =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream)),
  );

export const confirmation = (id: string): ReadResp =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id),
  );

export const caughtUp = (): ReadResp => new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp());

/** A checkpoint has no prepare position: it is 0. */
export const checkpoint = (position: bigint): ReadResp => {
  const at = new streams.ReadResp.Checkpoint();
  at.setCommitPosition(String(position));
  at.setPreparePosition('0');
  return new streams.ReadResp().setCheckpoint(at);
};

type AnyMessage = BatchAppendReq.ProposedMessage | AppendReq.ProposedMessage;

export const proposedOf = (message: AnyMessage): Proposed => {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

export const expectedOfBatch = (options: BatchAppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : 'any';
};

export const expectedOf = (options: AppendReq.Options): Expected => {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return options.hasRevision() ? BigInt(options.getRevision()) : 'any';
};

const wrongVersion = ({
  current,
  expected,
}: WrongVersion): InstanceType<typeof shared.WrongExpectedVersion> => {
  const wrong = new shared.WrongExpectedVersion();
  if (current === null) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentStreamRevision(String(current));
  if (expected === 'no_stream') wrong.setExpectedNoStream(empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(empty());
  else if (expected === 'any') wrong.setExpectedAny(empty());
  else wrong.setExpectedStreamPosition(String(expected));
  return wrong;
};

type Packed = Readonly<{ bytes: Uint8Array; type: string }> | null;

const packed = (outcome: Refused | 'timeout' | 'denied', stream: string): Packed => {
  const pack = (type: string, message: { serializeBinary(): Uint8Array }): Packed => ({
    bytes: message.serializeBinary(),
    type: `event_store.client.${type}`,
  });
  if (outcome === 'timeout') return pack('Timeout', new shared.Timeout());
  if (outcome === 'denied') return pack('AccessDenied', new shared.AccessDenied());
  switch (outcome.kind) {
    case 'wrong version':
      return pack('WrongExpectedVersion', wrongVersion(outcome));
    case 'deleted':
      return pack('StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)));
    case 'too large':
      return pack(
        'MaximumAppendSizeExceeded',
        new shared.MaximumAppendSizeExceeded().setMaxappendsize(appendSizeMax),
      );
    case 'bad request':
      return pack('BadRequest', new shared.BadRequest().setMessage('bad request'));
  }
};

export type BatchOutcome = Outcome | 'timeout' | 'denied' | 'not ready';

export const batchAnswer = (
  correlation: UUID | undefined,
  stream: string,
  outcome: BatchOutcome,
): BatchAppendResp => {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(correlation);
  response.setStreamIdentifier(identifierOf(stream));
  if (typeof outcome === 'object' && outcome.kind === 'written') {
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(outcome.revision));
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    return response.setSuccess(success.setPosition(position));
  }
  const refused = outcome === 'not ready' ? null : packed(outcome, stream);
  const details = new any.Any();
  if (refused !== null) details.pack(refused.bytes, refused.type);
  else details.pack(empty().serializeBinary(), 'google.rpc.Unavailable');
  const text = outcome === 'not ready' ? 'Server Is Not Ready' : (refused?.type.split('.').at(-1) ?? '');
  return response.setError(new statuses.Status().setMessage(text).setDetails(details));
};

export const unaryAnswer = (outcome: Written | WrongVersion): AppendResp => {
  if (outcome.kind === 'written') {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    const success = new streams.AppendResp.Success().setCurrentRevision(String(outcome.revision));
    return new streams.AppendResp().setSuccess(success.setPosition(position));
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (outcome.current === null) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(outcome.current));
  if (outcome.expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (typeof outcome.expected === 'bigint') wrong.setExpectedRevision(String(outcome.expected));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};
