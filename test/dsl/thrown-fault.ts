import { GraphQLError } from 'graphql';

/** The error code and the message that a client of the API gets. */
export type ThrownFault = Readonly<{ code: unknown; message: string }>;

/**
 * The code and the message of the GraphQLError that `run` throws. Throws if `run` throws no error or another kind of
 * error.
 */
export const faultOf = (run: () => unknown): ThrownFault => {
  try {
    run();
  } catch (error) {
    if (error instanceof GraphQLError) return { code: error.extensions['code'], message: error.message };
    throw error;
  }
  throw new Error('nothing was thrown');
};

export const badInput = (message: string): ThrownFault => ({ code: 'BAD_USER_INPUT', message });
