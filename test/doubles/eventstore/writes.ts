import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { sendUnaryData, ServerDuplexStream, ServerReadableStream } from '@grpc/grpc-js';
import { errors } from './errors.js';
import type { Fault, Faults } from './faults.js';
import { readError } from './reads.js';
import { appendSizeMax, type Expected, type Outcome, type Proposed, type Storage } from './storage.js';
import {
  batchAnswer,
  expectedOf,
  expectedOfBatch,
  nameOf,
  proposedOf,
  unaryAnswer,
  type BatchOutcome,
} from './wire.js';

/** The parts of a node that an append needs. */
type Writer = Readonly<{
  faults: Faults;
  storage: Storage;
  leaderPort: number;
  clockAheadMs: number;
  kill: () => void;
}>;

type Batch = { stream: string; expected: Expected; events: Proposed[]; deadline: Date | null };
type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

/**
 * How a fault replaces the append: the call ends with an error, or an error response is sent. Null if the events are
 * appended.
 */
const before = (fault: Fault | null): 'end' | 'answer' | null => {
  if (fault === 'unavailable' || fault === 'internal' || fault === 'not leader') return 'end';
  if (fault === 'unimplemented') return 'end';
  return fault === 'timeout' || fault === 'denied' || fault === 'not ready' ? 'answer' : null;
};

/**
 * Whether the deadline of an append has passed by this node's clock. The client sends it as an absolute time, so clock
 * differences matter.
 */
const isLate = ({ clockAheadMs }: Writer, { deadline }: Batch): boolean =>
  deadline !== null && deadline.getTime() < Date.now() + clockAheadMs;

/** Ends a call after the events were appended, in the way that the fault demands. */
const after = (
  fault: Fault | null,
  { answer, die, end }: Readonly<Record<'answer' | 'die' | 'end', () => void>>,
): void => {
  if (fault === 'drop') return;
  if (fault === 'die after') die();
  else if (fault === 'unavailable after') end();
  else answer();
  if (fault === 'answer twice') answer();
};

const finish = async (
  writer: Writer,
  call: BatchCall,
  message: BatchAppendReq,
  batch: Batch,
): Promise<void> => {
  const fault = await writer.faults.hit('append');
  const correlation = message.getCorrelationId();
  const reply = (outcome: BatchOutcome): void => {
    call.write(batchAnswer(correlation, batch.stream, outcome));
  };
  if (fault === 'die before') {
    writer.kill();
    return;
  }
  const instead = before(fault);
  if (instead === 'end') {
    call.emit('error', readError(fault, writer.leaderPort));
    return;
  }
  if (isLate(writer, batch)) {
    reply('timeout');
    return;
  }
  if (instead === 'answer') {
    reply(fault === 'denied' || fault === 'not ready' ? fault : 'timeout');
    return;
  }
  const outcome = writer.storage.append(batch.stream, batch.expected, batch.events);
  after(fault, {
    answer: () => {
      reply(outcome);
    },
    die: () => {
      writer.kill();
    },
    end: () => {
      call.emit('error', errors.unavailable());
    },
  });
};

export const answerBatch = (writer: Writer, call: BatchCall): void => {
  const pending = new Map<string, Batch>();
  let turn = Promise.resolve();
  call.on('data', (message: BatchAppendReq) => {
    const id = message.getCorrelationId()?.getString() ?? '';
    const options = message.getOptions();
    const batch: Batch = pending.get(id) ?? { stream: '', expected: 'any', events: [], deadline: null };
    pending.set(id, batch);
    if (options !== undefined) {
      batch.stream = nameOf(options.getStreamIdentifier());
      batch.expected = expectedOfBatch(options);
      batch.deadline = options.getDeadline()?.toDate() ?? null;
    }
    batch.events.push(...message.getProposedMessagesList().map(proposedOf));
    if (!message.getIsFinal()) return;
    pending.delete(id);
    // Batches are executed one after the other, in the order in which they arrived.
    turn = turn.then(() => finish(writer, call, message, batch));
  });
  call.on('end', () => {
    call.end();
  });
  // Without this handler, a call that the client cancels or that ends with the node would crash the process.
  call.on('error', () => undefined);
};

const unaryError = (outcome: Outcome, stream: string): Error | null => {
  if (outcome.kind === 'deleted') return errors.deleted(stream);
  if (outcome.kind === 'too large') return errors.tooLarge(appendSizeMax);
  return outcome.kind === 'bad request' ? errors.badRequest() : null;
};

export const answerAppend = (
  writer: Writer,
  call: ServerReadableStream<AppendReq, AppendResp>,
  reply: sendUnaryData<AppendResp>,
): void => {
  const batch: Batch = { stream: '', expected: 'any', events: [], deadline: null };
  call.on('data', (message: AppendReq) => {
    const [options, proposed] = [message.getOptions(), message.getProposedMessage()];
    if (options !== undefined) {
      batch.stream = nameOf(options.getStreamIdentifier());
      batch.expected = expectedOf(options);
    }
    if (proposed !== undefined) batch.events.push(proposedOf(proposed));
  });
  call.on('end', () => {
    const outcome = writer.storage.append(batch.stream, batch.expected, batch.events);
    if (outcome.kind === 'written' || outcome.kind === 'wrong version') reply(null, unaryAnswer(outcome));
    else reply(unaryError(outcome, batch.stream));
  });
};
