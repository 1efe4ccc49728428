import type { ResolveHook } from 'node:module';

const stands = {
  '/infra/dist/sqlite/sqlite-database.js': './faulty-database.js',
  '/infra/dist/event-log/embedded/embedded-log.js': './split-log.js',
  '/infra/dist/identifiers/system-clock.js': './wrong-clock.js',
} as const;

/**
 * Resolves the listed modules to their faulty versions. Only a faulty version itself gets the real module, which it
 * wraps.
 */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  const stand = Object.entries(stands).find(([real]) => resolved.url.endsWith(real))?.[1];
  if (stand === undefined) return resolved;
  const { href } = new URL(stand, import.meta.url);
  return context.parentURL === href ? resolved : { ...resolved, url: href };
};
