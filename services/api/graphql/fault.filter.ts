import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { GqlContextType } from '@nestjs/graphql';

/**
 * Passes errors of GraphQL resolvers on unchanged; `formatting` then reports internal errors to the operator once.
 * Nest's own filter would print a stack trace also for errors that a client caused.
 */
@Catch()
export class FaultsFilter extends BaseExceptionFilter {
  override catch(exception: unknown, host: ArgumentsHost): unknown {
    if (host.getType<GqlContextType>() === 'graphql') return exception;
    super.catch(exception, host);
    return undefined;
  }
}
