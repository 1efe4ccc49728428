import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Generates the TypeScript types of the API from the SDL. `npm run codegen` writes them; CI checks that they are up to
 * date.
 */
const config: CodegenConfig = {
  schema: 'schema/graphql/*.graphql',
  generates: {
    'schema/generated/graphql.ts': {
      plugins: ['typescript'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        immutableTypes: true,
        skipTypename: true,
        scalars: {
          Fen: 'number',
          SumFen: 'number | bigint | "SUM_TOO_LARGE"',
          Count: 'number',
          PlainDate: 'string',
          Month: 'string',
          Instant: 'string',
          WorkerNumber: 'number',
          DistrictCode: 'string',
          Position: 'string',
        },
      },
    },
  },
};

export default config;
