import { Inject, Injectable } from '@nestjs/common';
import {
  Command,
  CommandBus,
  CommandHandler,
  Query,
  QueryBus,
  QueryHandler,
  type ICommandHandler,
  type IQueryHandler,
} from '@nestjs/cqrs';
import type { OrderHandler } from '@ledger/runtime/door/door.js';
import { isCommand, type AnswerOf, type OrderName, type OrderOf } from '@ledger/runtime/door/orders.js';
import { DOOR } from './injection-tokens.js';

/** A ledger command as a message of Nest's CommandBus. */
export class DoorCommand<K extends OrderName = OrderName> extends Command<AnswerOf<K>> {
  constructor(readonly order: OrderOf<K>) {
    super();
  }
}

/** A ledger query as a message of Nest's QueryBus. */
export class DoorQuery<K extends OrderName = OrderName> extends Query<AnswerOf<K>> {
  constructor(readonly order: OrderOf<K>) {
    super();
  }
}

@CommandHandler(DoorCommand)
export class DoorCommandHandler implements ICommandHandler<DoorCommand> {
  constructor(@Inject(DOOR) private readonly door: OrderHandler) {}

  execute({ order }: DoorCommand): Promise<AnswerOf<OrderName>> {
    return this.door.handle(order);
  }
}

@QueryHandler(DoorQuery)
export class DoorQueryHandler implements IQueryHandler<DoorQuery> {
  constructor(@Inject(DOOR) private readonly door: OrderHandler) {}

  execute({ order }: DoorQuery): Promise<AnswerOf<OrderName>> {
    return this.door.handle(order);
  }
}

/** Sends the API's commands and queries to the ledger through Nest's CommandBus and QueryBus. */
@Injectable()
export class BusDoor implements OrderHandler {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  handle<K extends OrderName>(order: OrderOf<K>): Promise<AnswerOf<K>> {
    return isCommand(order.order)
      ? this.commands.execute(new DoorCommand(order))
      : this.queries.execute(new DoorQuery(order));
  }
}
