import { until } from '../../support/until.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import {
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerReadableStream,
  type ServerUnaryCall,
} from '@grpc/grpc-js';
import { answerRead, readError, type ReadCall } from './reads.js';
import { Faults } from './faults.js';
import { Storage } from './storage.js';
import { nameOf } from './wire.js';
import { answerAppend, answerBatch } from './writes.js';

const receiveBytesMax = 17 * 1024 * 1024;
const streamsAtOnceMax = 100;
const methods = ['read', 'append', 'delete', 'tombstone', 'batchappend'];

/**
 * A test double of an EventStoreDB node: it speaks the gRPC protocol. Several nodes may share one storage, as in a
 * cluster.
 */
export class Node {
  readonly faults = new Faults();
  private server: Server | null = null;
  private isLeader = true;
  /** The port of the cluster's leader, as far as this node knows. */
  leaderPort = 0;
  port = 0;
  /** The largest number of reads and subscriptions that were open at the same time. */
  mostAtOnce = 0;
  private atOnce = 0;
  /** How far this node's clock is ahead, in milliseconds. */
  clockAheadMs = 0;

  constructor(public storage = new Storage()) {}

  get url(): string {
    return `esdb://127.0.0.1:${String(this.port)}?tls=false`;
  }

  follow(leader: Node): void {
    this.isLeader = false;
    this.leaderPort = leader.port;
  }

  lead(): void {
    this.isLeader = true;
  }

  /** Starts the server. After a restart it listens on the same port as before. */
  async start(): Promise<this> {
    const server = new Server({
      'grpc.max_receive_message_length': receiveBytesMax,
      'grpc.max_concurrent_streams': streamsAtOnceMax,
    });
    server.addService(streamsGrpc.StreamsService, {
      read: (call: ReadCall) => void this.read(call),
      append: (call: ServerReadableStream<AppendReq, AppendResp>, reply: sendUnaryData<AppendResp>) => {
        answerAppend(this, call, reply);
      },
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => {
        answerBatch(this, call);
      },
      delete: (call: ServerUnaryCall<DeleteReq, DeleteResp>, reply: sendUnaryData<DeleteResp>) => {
        this.storage.delete(nameOf(call.request.getOptions()?.getStreamIdentifier()));
        reply(null, new streams.DeleteResp());
      },
      tombstone: (
        call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
        reply: sendUnaryData<TombstoneResp>,
      ) => {
        this.storage.tombstone(nameOf(call.request.getOptions()?.getStreamIdentifier()));
        reply(null, new streams.TombstoneResp());
      },
    });
    this.addFeatures(server);
    this.addGossip(server);
    // Repeated until it succeeds: while the server was down, another process may have used its port for a short time.
    await until(async () => this.bind(server));
    this.server = server;
    return this;
  }

  private bind(server: Server): Promise<boolean> {
    const address = `127.0.0.1:${String(this.port)}`;
    return new Promise((resolve) => {
      server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
        if (error === null) this.port = port;
        resolve(error === null);
      });
    });
  }

  /** Closes all connections at once, as `kill -9` of the server would. */
  kill(): void {
    this.server?.forceShutdown();
    this.server = null;
  }

  private async read(call: ReadCall): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    call.on('close', () => {
      this.atOnce -= 1;
    });
    const isSubscription = call.request.getOptions()?.hasSubscription() === true;
    const fault = await this.faults.hit(isSubscription ? 'subscribe' : 'read');
    const asksTheLeader = call.metadata.get('requires-leader')[0] === 'true';
    const error = readError(asksTheLeader && !this.isLeader ? 'not leader' : fault, this.leaderPort);
    if (fault === 'die before' || fault === 'die after') this.kill();
    else if (fault === 'drop') return;
    else if (error !== null) call.emit('error', error);
    else answerRead(call, this.storage);
  }

  private addFeatures(server: Server): void {
    server.addService(featuresGrpc.ServerFeaturesService, {
      getSupportedMethods: (_call: object, reply: sendUnaryData<object>) => {
        const answer = new features.SupportedMethods().setEventStoreServerVersion('24.6.0');
        for (const name of methods) {
          const method = new features.SupportedMethod();
          method.setServiceName('event_store.client.streams.streams').setMethodName(name);
          answer.addMethods(method.setFeaturesList(name === 'read' ? ['position', 'events'] : []));
        }
        void this.faults.hit('features').then((fault) => {
          const error = readError(fault, this.leaderPort);
          reply(error, error === null ? answer : null);
        });
      },
    });
  }

  private addGossip(server: Server): void {
    server.addService(gossipGrpc.GossipService, {
      read: (_call: object, reply: sendUnaryData<object>) => {
        const member = new gossip.MemberInfo().setIsAlive(true);
        member.setInstanceId(new shared.UUID().setString('00000000-0000-4000-8000-000000000001'));
        const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
        member.setState(this.isLeader ? LEADER : FOLLOWER);
        member.setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(this.port));
        const info = new gossip.ClusterInfo();
        info.addMembers(member);
        reply(null, info);
      },
    });
  }
}
