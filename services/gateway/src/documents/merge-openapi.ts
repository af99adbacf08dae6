export interface OpenApi {
  openapi: string;
  info: Record<string, unknown>;
  paths: Record<string, unknown>;
  components?: Record<string, Record<string, unknown>>;
  [more: string]: unknown;
}

/** Paths every service has for itself; in the whole document they are the gateway's. */
const OWN_PATHS = /^\/health\//;

/**
 * One document from those of the services. Two services may use the same schema name only for the same schema; a
 * difference throws, since a reader could not tell which one a reference means.
 */
export function mergeOpenApi(parts: readonly { name: string; document: OpenApi }[]): OpenApi {
  const paths: Record<string, unknown> = {};
  const components: Record<string, Record<string, unknown>> = {};
  for (const [index, { name, document }] of parts.entries()) {
    for (const [path, item] of Object.entries(document.paths)) {
      if (index > 0 && OWN_PATHS.test(path)) continue;
      paths[path] = item;
    }
    for (const [kind, entries] of Object.entries(document.components ?? {})) {
      const merged = (components[kind] ??= {});
      for (const [key, value] of Object.entries(entries)) {
        if (key in merged && JSON.stringify(merged[key]) !== JSON.stringify(value)) {
          throw new Error(`${name} defines the component ${kind}/${key} differently from an earlier service`);
        }
        merged[key] = value;
      }
    }
  }
  return {
    openapi: parts[0]?.document.openapi ?? '3.0.0',
    info: {
      title: 'VividWalls MAS',
      version: '1',
      description: 'Authorization: Bearer KEY. Errors are problem+json (RFC 9457). Amounts are text in minor units.',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components,
  };
}
