import { randomUUID } from 'node:crypto';
import { messageOf } from '@ledger/ledger/kernel/error-message.js';
import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import unpacking from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import empties from 'google-protobuf/google/protobuf/empty_pb.js';
import { LogFault } from '@ledger/ledger/ports/event-log.js';
import type { CallOptions, ClientDuplexStream, Metadata } from '@grpc/grpc-js';
import timestamps from 'google-protobuf/google/protobuf/timestamp_pb.js';
import type { Row } from '../serialised-appends.js';
import { NotHeard, NotSent } from './eventstore-failures.js';

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>;

/** What the client lends its own commands: calls on the channel that it keeps to the leader. */
type Internals = Readonly<{
  GRPCStreamCreator: (
    service: typeof streamsGrpc.StreamsClient,
    name: string,
    create: (client: InstanceType<typeof streamsGrpc.StreamsClient>) => Call,
  ) => () => Promise<Call>;
  callArguments: (options: object, callOptions: CallOptions) => [Metadata, CallOptions];
}>;

export type Answer = Readonly<{ revision: number; commit: bigint }>;
/** Rows for a stream, at a revision. */
export type Sending = Readonly<{ expected: number | 'none'; rows: readonly Row[] }>;
type Waiting = Readonly<{
  call: Call;
  stream: string;
  timer: NodeJS.Timeout;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}>;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/**
 * The deadline of an append is a time of day, which the server holds against its own clock. How long an answer is
 * waited for is measured here; what is sent bears a day's difference between the two.
 */
const deadlineMs = 24 * 60 * 60 * 1_000;

const requestOf = (id: string, stream: string, { expected, rows }: Sending): BatchAppendReq => {
  const options = new streams.BatchAppendReq.Options();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(utf8(stream));
  options.setStreamIdentifier(identifier);
  options.setDeadline(timestamps.Timestamp.fromDate(new Date(Date.now() + deadlineMs)));
  // Never “any”: only at a place of its own is a repeat known for ever.
  if (expected === 'none') options.setNoStream(new empties.Empty());
  else options.setStreamPosition(String(expected));
  const request = new streams.BatchAppendReq();
  request.setCorrelationId(new shared.UUID().setString(id));
  request.setOptions(options);
  request.setProposedMessagesList(
    rows.map((row) => {
      const message = new streams.BatchAppendReq.ProposedMessage();
      message.setId(new shared.UUID().setString(row.id));
      message.getMetadataMap().set('type', row.type);
      message.getMetadataMap().set('content-type', 'application/json');
      message.setData(utf8(row.data));
      message.setCustomMetadata(utf8(row.origin));
      return message;
    }),
  );
  request.setIsFinal(true);
  return request;
};

/**
 * The one batch append of this process. The client's own `appendToStream` keeps what is pending for all clients of a
 * process together: an error of one call rejects the appends of another, whose late answer, like any second answer
 * to one append, then ends the process. So the call is the client's, on its channel, and the bookkeeping ours: by
 * call, with a timeout for each append. Nor is it asked first what the server can: an answer that failed is kept for
 * ever. Whatever is sent has been serialised before, because what JSON cannot hold would never be answered.
 */
export class AppendCall {
  private opening: Promise<Call> | null = null;
  private current: Call | null = null;
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly callMs: number,
    /** Asked before a new call is used: a call is lost in silence, and the next may lead to another database. */
    private readonly opened: () => Promise<void>,
  ) {}

  /** Throws NotSent where nothing left, NotHeard or what the client throws where it may have been written. */
  async send(stream: string, sending: Sending): Promise<Answer> {
    const call = await this.open();
    const id = randomUUID();
    const request = requestOf(id, stream, sending);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.settle(id)?.reject(new NotHeard('the server did not answer in time'));
        // Whoever else waits on a call that has gone silent learns it now, and a new one is opened.
        call.cancel();
      }, this.callMs);
      this.waiting.set(id, { call, stream, timer, resolve, reject });
      call.write(request);
    });
  }

  close(): void {
    const { opening } = this;
    this.opening = null;
    opening?.then(
      (call) => {
        call.cancel();
      },
      () => undefined,
    );
  }

  private async open(): Promise<Call> {
    this.opening ??= this.begin();
    const { opening } = this;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new NotSent('no connection in time'));
      }, this.callMs);
    });
    try {
      return await Promise.race([opening, late]);
    } catch (cause) {
      if (this.opening === opening) this.opening = null;
      if (cause instanceof LogFault) throw cause;
      throw new NotSent(messageOf(cause), { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  private async begin(): Promise<Call> {
    // The members are protected in the client's types: they are made for its own commands, of which this is one.
    const internals = this.client as object as Internals;
    const call = await internals.GRPCStreamCreator(streamsGrpc.StreamsClient, 'appendToStream', (client) =>
      client.batchAppend(...internals.callArguments({}, { deadline: Infinity })),
    )();
    this.current = call;
    call.on('data', (response: BatchAppendResp) => {
      this.answer(response);
    });
    call.on('error', (error) => {
      this.lose(call, convertToCommandError(error));
    });
    call.on('end', () => {
      this.lose(call, new NotHeard('the server has ended the call'));
    });
    try {
      await this.opened();
    } catch (error) {
      call.cancel();
      throw error;
    }
    if (this.current !== call) throw new NotSent('the call was lost while it was opened');
    return call;
  }

  private answer(response: BatchAppendResp): void {
    // An answer that nobody waits for came late, or twice.
    const waiting = this.settle(response.getCorrelationId()?.getString() ?? '');
    if (waiting === null) return;
    const [error, success] = [response.getError(), response.getSuccess()];
    const position = success?.getPosition()?.getCommitPosition();
    if (success !== undefined && position !== undefined) {
      waiting.resolve({ revision: Number(success.getCurrentRevision()), commit: BigInt(position) });
    } else if (error?.getDetails() !== undefined) {
      waiting.reject(unpacking.unpackToCommandError(error, waiting.stream));
    } else {
      waiting.reject(new NotHeard('the answer says neither yes nor no'));
    }
  }

  private settle(id: string): Waiting | null {
    const waiting = this.waiting.get(id) ?? null;
    if (waiting === null) return null;
    this.waiting.delete(id);
    clearTimeout(waiting.timer);
    return waiting;
  }

  private lose(call: Call, error: unknown): void {
    // The end of an old call is no news of the one that has taken its place.
    if (this.current === call) {
      this.current = null;
      this.opening = null;
    }
    for (const [id, waiting] of this.waiting) {
      if (waiting.call === call) this.settle(id)?.reject(error);
    }
  }
}
