import { homeRule, unusedHomes } from './package-homes.js';
import { expectKept, importing, planted, tree } from './sources.js';

export const describePackages = (): void => {
  describe('a foreign package is known in its home alone', () => {
    it('in the whole tree, specs and tests too', () => {
      expectKept(homeRule);
    });

    it('and each home knows its package', () => {
      expect(unusedHomes(tree)).toStrictEqual([]);
      expect(unusedHomes([])).toContain('infra/telemetry does not import pino');
    });

    it('or whoever else imports it is named', () => {
      const [eventStore, mongodb] = ['@eventstore/db-client', 'mongodb'];
      expect(
        planted(homeRule, {
          'infra/documents/embedded/a.ts': importing('@photostructure/sqlite'),
          'infra/sqlite/a.ts': importing('@photostructure/sqlite'),
          'infra/event-log/embedded/a.ts': importing(`${eventStore}/generated/shared_pb.js`),
          'infra/event-log/eventstoredb/a.ts': importing(eventStore),
          'projections/totals/a.ts': importing(mongodb),
          'infra/documents/mongodb/a.ts': importing(mongodb),
          'test/doubles/mongodb/a.ts': importing(mongodb),
          'infra/sqlite/b.ts': importing('node:sqlite'),
          'infra/sqlite/c.ts': importing('better-sqlite3'),
          'services/cli/a.ts': importing('@nestjs/core'),
          'services/runtime/ledger/a.ts': importing('@nestjs/common'),
          'services/api/a.spec.ts': importing('@nestjs/core'),
          'test/contract/a.spec.ts': importing('@photostructure/sqlite'),
          'services/ledger/kernel/a.ts': importing('node:crypto'),
          'services/ledger/use-cases/a.ts': importing('timers'),
          'services/ledger/kernel/a.spec.ts': `${importing('node:crypto')}${importing('fast-check')}`,
          'services/ledger/kernel/b.ts': importing('fast-check'),
          'services/ledger/kernel/c.ts': importing('zod'),
        }),
      ).toStrictEqual([
        'infra/documents/embedded/a.ts: @photostructure/sqlite is for infra/sqlite',
        'infra/event-log/embedded/a.ts: @eventstore/db-client is for infra/event-log/eventstoredb, test/doubles/eventstore',
        'projections/totals/a.ts: mongodb is for infra/mongodb, infra/documents/mongodb, infra/key-vault/mongodb, test/doubles/mongodb',
        'infra/sqlite/b.ts: node:sqlite is for nobody',
        'infra/sqlite/c.ts: better-sqlite3 has no home in test/architecture/package-homes.ts',
        'services/cli/a.ts: @nestjs/core is for services/api',
        'services/runtime/ledger/a.ts: @nestjs/common is for services/api',
        'test/contract/a.spec.ts: @photostructure/sqlite is for infra/sqlite',
        'services/ledger/kernel/a.ts: node:crypto is for infra, services/runtime, services/api, services/cli, test',
        'services/ledger/use-cases/a.ts: timers is for infra, services/runtime, services/api, services/cli, test',
        'services/ledger/kernel/b.ts: fast-check is for test',
        'services/ledger/kernel/c.ts: zod is for schema/events, services/ledger/sheets, services/runtime/engines, test/contract',
      ]);
    });
  });
};
