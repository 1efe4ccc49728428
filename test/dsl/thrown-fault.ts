import { GraphQLError } from 'graphql';

/** What a client is told of an error that was thrown. */
export type ThrownFault = Readonly<{ code: unknown; message: string }>;

/** The code and the sentence of the error that something throws. Throws where it throws none, or one of another kind. */
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
