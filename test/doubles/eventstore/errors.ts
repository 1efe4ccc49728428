import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

const errorOf = (
  code: status,
  details: string,
  reported: Readonly<Record<string, string>> = {},
): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(reported)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const errors = {
  unavailable: (): ServiceError => errorOf(status.UNAVAILABLE, 'Server Is Shutting Down'),
  notReady: (): ServiceError => errorOf(status.UNAVAILABLE, 'Server Is Not Ready'),
  internal: (): ServiceError => errorOf(status.INTERNAL, 'Received RST_STREAM with code 2'),
  unimplemented: (): ServiceError => errorOf(status.UNIMPLEMENTED, 'Service is unimplemented.'),
  denied: (): ServiceError =>
    errorOf(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  unknown: (details: string): ServiceError => errorOf(status.UNKNOWN, details),
  badRequest: (): ServiceError => errorOf(status.INVALID_ARGUMENT, 'Could not recognize BadRequest'),
  deadline: (): ServiceError => errorOf(status.DEADLINE_EXCEEDED, 'Operation timed out'),
  deleted: (stream: string): ServiceError =>
    errorOf(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  tooLarge: (max: number): ServiceError =>
    errorOf(status.INVALID_ARGUMENT, 'Maximum Append Size exceeded', {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(max),
    }),
  notLeader: (leaderPort: number): ServiceError =>
    errorOf(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': '127.0.0.1',
      'leader-endpoint-port': String(leaderPort),
    }),
};
