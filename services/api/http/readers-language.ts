import type { ApolloServerPlugin } from '@apollo/server';
import { errorIn } from '../graphql/error-sentences.js';
import { languageOf } from '../graphql/request-context.js';

/** Translates errors into the language that the request prefers (Accept-Language). */
export const readersLanguage: ApolloServerPlugin = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { body } }) => {
      if (body.kind !== 'single' || body.singleResult.errors === undefined) return;
      const wanted = request.http?.headers.get('accept-language');
      const language = languageOf({ headers: { 'accept-language': wanted } });
      body.singleResult.errors = body.singleResult.errors.map((error) => errorIn(language, error));
    },
  }),
};
