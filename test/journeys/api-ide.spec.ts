import { getIntrospectionQuery } from 'graphql';
import { withOneAct } from './support/filled-places.js';
import { patience } from './support/patience.js';
import { openStage, type Server } from './support/stage.js';

const stage = openStage();

/** The introspection query of an IDE, with all optional parts. */
const introspection = getIntrospectionQuery({
  ...{ inputValueDeprecation: true, schemaDescription: true },
  ...{ specifiedByUrl: true, directiveIsRepeatable: true },
});

type Got = Readonly<{ status: number; type: string; policy: string; text: string }>;

const get = async ({ address }: Server, path: string): Promise<Got> => {
  const response = await fetch(new URL(path, address));
  const { headers, status } = response;
  const type = headers.get('content-type') ?? '';
  return { status, type, policy: headers.get('content-security-policy') ?? '', text: await response.text() };
};

/** URLs that a page or a style sheet loads without user action: scripts, styles, images, fonts. */
const loadedBy = (text: string): readonly string[] =>
  [...text.matchAll(/(?:src|href)="([^"]+)"|url\((?!data:)["']?([^"')]+)/g)].map(
    ([, attribute, url]) => attribute ?? url ?? '',
  );

describe('in development', () => {
  it(
    'the IDE stands at /ide and is wholly local: every file is here, and the browser may ask nobody else',
    async () => {
      const server = await stage.serve(await withOneAct(stage));
      const page = await get(server, '/ide');
      expect([page.status, page.type]).toStrictEqual([200, 'text/html; charset=utf-8']);
      expect(page.text).toContain('<base href="/ide/">');
      const styles = await get(server, '/ide/styles.css');
      const files = [...loadedBy(page.text), ...loadedBy(styles.text)].filter((file) => file !== '/ide/');
      expect(files).toContain('main.js');
      expect(files).toContain('initial_options.js');
      for (const file of new Set(files)) {
        expect(file).not.toMatch(/^(?:https?:)?\/\//);
        const got = await get(server, `/ide/${file}`);
        expect([file, got.status]).toStrictEqual([file, 200]);
        expect(got.policy).toBe(page.policy);
      }
      const sources = page.policy.split('; ').flatMap((directive) => directive.split(' ').slice(1));
      const local = ["'none'", "'self'", "'unsafe-inline'", 'data:', 'blob:'];
      expect(sources.filter((source) => !local.includes(source))).toStrictEqual([]);
      expect(page.policy).toContain("default-src 'none'");
      expect(page.policy).toContain("script-src 'self';");
      expect((await get(server, '/ide/initial_options.js')).text).toContain('/graphql');
      expect((await get(server, '/ide/../main.ts')).status).toBe(404);
      const schema = await server.client.codes({ query: introspection });
      expect(schema).toStrictEqual({ status: 200, codes: [], data: true });
      await server.stop();
    },
    patience,
  );
});

describe('in production', () => {
  it(
    'there is no IDE, and the schema is neither told nor guessed at',
    async () => {
      const server = await stage.serve(await withOneAct(stage), { NODE_ENV: 'production' });
      for (const path of ['/ide', '/ide/', '/ide/main.js']) {
        expect([path, (await get(server, path)).status]).toStrictEqual([path, 404]);
      }
      const refused = { status: 200, codes: ['INTROSPECTION_DISABLED'], data: false };
      expect(await server.client.codes({ query: introspection })).toStrictEqual(refused);
      expect(await server.client.codes({ query: '{ __type(name: "Act") { name } }' })).toStrictEqual(refused);
      const { text } = await server.client.post('{"query":"{ view { name } }"}');
      expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
      expect(text).not.toContain('Did you mean');
      const views = { status: 200, codes: [], data: true };
      expect(await server.client.codes({ query: '{ views { name __typename } }' })).toStrictEqual(views);
      await server.stop();
    },
    patience,
  );
});
