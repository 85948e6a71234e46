import { Router } from 'express';
import { z } from 'zod';
import { type DescribedRoute, describeRoute, descriptionsOf } from './describe-route.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1, as much of it as this server says of itself. */
interface OpenApi extends Json {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
}

const PROBLEM = '#/components/schemas/Problem';

const problem = z.object({
  type: z.string().describe('urn:peerdesk:problem:<code>'),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
  errors: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .describe('which fields are to blame'),
});

/**
 * The API in the words of the schemas that validate it, for whoever writes a program for it.
 *
 * @param routers everything under `/api/v1`
 * @throws {Error} when one of them has a route without a description: a gap that nobody would see
 */
export function createOpenApiRoute(version: string, routers: readonly Router[]): Router {
  const router = Router();
  describeRoute(router, 'GET /openapi.json', {
    summary: 'This document',
    who: 'anyone',
    answer: { status: 200, schema: z.looseObject({ openapi: z.string() }) },
  });
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  const missing = undescribed([...routers, router]);
  if (missing.length > 0) throw new Error(`not in the OpenAPI document: ${missing.join(', ')}`);
  const document = openApiOf(version, [...routers, router]);
  return router;
}

/** @see https://spec.openapis.org/oas/v3.1.1.html */
export function openApiOf(version: string, routers: readonly Router[]): OpenApi {
  const components: Json = {};
  const paths: Record<string, Record<string, Json>> = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output') =>
    jsonSchemaOf(schema, io, components);
  components['Problem'] = schemaOf(problem, 'output');

  for (const route of routers.flatMap(descriptionsOf)) {
    const operations = (paths[pathOf(route.path)] ??= {});
    operations[route.method.toLowerCase()] = operationOf(route, schemaOf);
  }

  return {
    openapi: '3.1.1',
    info: {
      title: 'Peerdesk',
      version,
      description:
        'Instants are epoch milliseconds. Whatever needs a sign-in and changes something is refused when it comes from a page of another origin.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        signIn: {
          type: 'apiKey',
          in: 'cookie',
          name: 'better-auth.session_token',
          description: 'Given by POST /api/auth/sign-in/email.',
        },
      },
    },
  };
}

/** @returns what is mounted and not described, and what is described and not mounted */
export function undescribed(routers: readonly Router[]): string[] {
  return routers.flatMap((router) => {
    const told = descriptionsOf(router).map(({ method, path }) => `${method} ${path}`);
    const mounted = router.stack.flatMap(({ route }) => (route ? routesOf(route) : []));
    return [
      ...mounted.filter((route) => !told.includes(route)),
      ...told.filter((route) => !mounted.includes(route)).map((route) => `${route} is not mounted`),
    ];
  });
}

function routesOf({ path, stack }: { path: string; stack: { method: string }[] }): string[] {
  // What browsers ask before they ask is no route to a program.
  return stack
    .filter(({ method }) => method !== 'options')
    .map(({ method }) => `${method.toUpperCase()} ${path}`);
}

function operationOf(
  route: DescribedRoute,
  schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json,
): Json {
  const { method, path, summary, who, query, body, answer } = route;
  const names = [...path.matchAll(/[:*](\w+)/g)].map(([, name = '']) => name);
  const inPath = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const codes = new Set<ProblemCode>([
    ...(body || query ? (['invalid_fields'] as const) : []),
    ...(body ? (['malformed', 'too_large', 'unsupported_media_type'] as const) : []),
    ...(who === 'anyone' ? [] : (['not_signed_in'] as const)),
    ...(who === 'consultant' ? (['forbidden'] as const) : []),
    ...(who !== 'anyone' && method !== 'GET' ? (['origin_refused'] as const) : []),
    ...(route.problems ?? []),
    'internal',
  ]);
  return {
    operationId: operationIdOf(method, path),
    summary,
    ...(who !== 'anyone' && { security: [{ signIn: [] }] }),
    parameters: [...inPath, ...(query ? queryParameters(schemaOf(query, 'input')) : [])],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      [answer.status]: {
        description: summary,
        ...(answer.schema && {
          content: {
            [answer.type ?? 'application/json']: { schema: schemaOf(answer.schema, 'output') },
          },
        }),
      },
      ...problemResponses(codes),
    },
  };
}

/** By status: OpenAPI has one description for each. */
function problemResponses(codes: ReadonlySet<ProblemCode>): Json {
  const statuses = new Set([...codes].map((code) => PROBLEMS[code].status));
  return Object.fromEntries(
    [...statuses].map((status) => {
      const those = [...codes].filter((code) => PROBLEMS[code].status === status);
      const description = those.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('; ');
      const schema = { $ref: PROBLEM };
      return [status, { description, content: { 'application/problem+json': { schema } } }];
    }),
  );
}

function queryParameters(query: Json): Json[] {
  const { properties = {}, required = [] } = query as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, of]) => {
    const { description, ...schema } = of;
    const where = { name, in: 'query', required: required.includes(name), schema };
    return description === undefined ? where : Object.assign(where, { description });
  });
}

/**
 * JSON Schema 2020-12, which is what OpenAPI 3.1 speaks. What has a name goes to the components.
 *
 * @param io what is sent to the server is described before its transforms, what is answered after
 */
function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output', components: Json): Json {
  // Wrapped, so that a schema that is named itself becomes a reference as well.
  const { $defs = {}, properties } = JSON.parse(
    JSON.stringify(
      z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: 'any' }),
    ).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as { $defs?: Json; properties: { it: Json } };
  for (const [name, { id: _id, ...named }] of Object.entries($defs as Record<string, Json>)) {
    components[name] = named;
  }
  return properties.it;
}

/** `/callees/:slug` in OpenAPI's way: `/callees/{slug}`. */
function pathOf(expressPath: string): string {
  return expressPath.replaceAll(/[:*](\w+)/g, '{$1}');
}

function operationIdOf(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const capitalised = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + capitalised.join('');
}
