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

/** An order that changes something, as Nest's buses carry it. */
export class DoorCommand<K extends OrderName = OrderName> extends Command<AnswerOf<K>> {
  constructor(readonly order: OrderOf<K>) {
    super();
  }
}

/** An order that reads. */
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

/** The door as everything in the API reaches it: by Nest's buses. */
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
