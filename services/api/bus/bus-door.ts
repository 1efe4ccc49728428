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
import type { Handing } from '@ledger/runtime/door/door.js';
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
  constructor(@Inject(DOOR) private readonly door: Handing) {}

  execute({ order }: DoorCommand): Promise<AnswerOf<OrderName>> {
    return this.door.hand(order);
  }
}

@QueryHandler(DoorQuery)
export class DoorQueryHandler implements IQueryHandler<DoorQuery> {
  constructor(@Inject(DOOR) private readonly door: Handing) {}

  execute({ order }: DoorQuery): Promise<AnswerOf<OrderName>> {
    return this.door.hand(order);
  }
}

/** Sends the API's commands and queries to the ledger through Nest's CommandBus and QueryBus. */
@Injectable()
export class BusDoor implements Handing {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  hand<K extends OrderName>(order: OrderOf<K>): Promise<AnswerOf<K>> {
    return isCommand(order.order)
      ? this.commands.execute(new DoorCommand(order))
      : this.queries.execute(new DoorQuery(order));
  }
}
