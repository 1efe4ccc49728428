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

/** Internal methods of the client library, which its own commands use. They open calls on the client's channel. */
type Internals = Readonly<{
  GRPCStreamCreator: (
    service: typeof streamsGrpc.StreamsClient,
    name: string,
    create: (client: InstanceType<typeof streamsGrpc.StreamsClient>) => Call,
  ) => () => Promise<Call>;
  callArguments: (options: object, callOptions: CallOptions) => [Metadata, CallOptions];
}>;

export type Answer = Readonly<{ revision: number; commit: bigint }>;
/** The rows to append to a stream, and the expected revision of the stream. */
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
 * Deadline that is sent with each append: one day. The server compares it with its own clock, so that it must tolerate
 * a difference between the two clocks. The timeout for the response is measured in this process.
 */
const deadlineMs = 24 * 60 * 60 * 1_000;

const requestOf = (id: string, stream: string, { expected, rows }: Sending): BatchAppendReq => {
  const options = new streams.BatchAppendReq.Options();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(utf8(stream));
  options.setStreamIdentifier(identifier);
  options.setDeadline(timestamps.Timestamp.fromDate(new Date(Date.now() + deadlineMs)));
  // Never the revision “any”: the server reliably recognises a repeated append only at a fixed revision.
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
 * The batch append call of this process. The client library's `appendToStream` is not used: it stores the pending
 * appends of all clients of the process in one place. An error of one call there rejects the appends of other calls,
 * and a late or second response to an append then crashes the process. This class uses the channel of the client, but
 * stores the pending appends per call and has a timeout for each. It also does not query the server's features first:
 * the client would store a failed answer for ever. Rows must be serialised before they are sent, because a value that
 * JSON cannot represent would never get a response.
 */
export class AppendCall {
  private opening: Promise<Call> | null = null;
  private current: Call | null = null;
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly callMs: number,
    /** Check that runs before a new call is used: after a lost call, the server may have another database. */
    private readonly opened: () => Promise<void>,
  ) {}

  /**
   * Appends rows to a stream. Throws NotSent if no request left this process; throws NotHeard or an error of the client
   * library if the rows may have been written.
   */
  async send(stream: string, sending: Sending): Promise<Answer> {
    const call = await this.open();
    const id = randomUUID();
    const request = requestOf(id, stream, sending);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.settle(id)?.reject(new NotHeard('the server did not answer in time'));
        // The call has become silent: cancel it, so that its other pending appends fail now and the next append opens
        // a new call.
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
    // The client's types declare these methods as protected; they exist at runtime.
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
    // Null if no append waits for this response: it came after the timeout, or twice. It is ignored then.
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
    // If a new call has already replaced the lost one, keep the new one.
    if (this.current === call) {
      this.current = null;
      this.opening = null;
    }
    for (const [id, waiting] of this.waiting) {
      if (waiting.call === call) this.settle(id)?.reject(error);
    }
  }
}
