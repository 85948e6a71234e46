import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DANA, ERIN, invite } from '../testing/accounts.ts';
import { type Answer, type Browser, openBrowser } from '../testing/browser.ts';
import { consult } from '../testing/consulted.ts';
import { startWholeServer } from '../testing/whole-server.ts';
import { describeRoute } from './describe-route.ts';
import { openApiOf, undescribed } from './openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

type Paths = Record<string, Record<string, Operation>>;

/** Operations that are held against the document in tests of their own, by `operationId`. */
const TRIED_ELSEWHERE: ReadonlySet<string> = new Set([
  'getConsultationsIdRecordings',
  'getRecordingsId',
  'patchRecordingsId',
  'deleteRecordingsId',
  'putRecordingsIdSegments',
  'postRecordingsIdTracksTrackLinks',
  'getRecordingsIdTracksTrack',
]);

async function openDocument(browser: Browser) {
  const answer = await browser.get('/api/v1/openapi.json');
  expect(answer).toMatchObject({ status: 200, json: { openapi: '3.1.1' } });
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(answer.json, 'api');
  const paths = answer.json['paths'] as Paths;
  const used = new Set<string>();

  /** Is this what the document says the server answers? */
  function check(method: string, path: string, { status, text, headers }: Answer): void {
    const [bare = ''] = path.replace('/api/v1', '').split('?');
    const template = Object.keys(paths)
      .toSorted((one, other) => one.split('{').length - other.split('{').length)
      .find((known) => new RegExp(`^${known.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare));
    const operation = paths[template ?? '']?.[method.toLowerCase()];
    if (!operation) throw new Error(`the document has no ${method} ${path}`);
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    const described = operation.responses[status];
    if (!described) throw new Error(`the document has no ${status} for ${method} ${path}: ${text}`);
    used.add(`${operation.operationId} ${status}`);
    if (!described.content) return expect(text).toBe('');
    expect(Object.keys(described.content)).toContain(type);
    const at = ['paths', template ?? '', method.toLowerCase(), 'responses', String(status)];
    const pointer = [...at, 'content', type, 'schema']
      .map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = ajv.compile({ $ref: `api#/${pointer}` });
    const body: unknown = type.endsWith('json') ? JSON.parse(text) : text;
    expect(validate(body), `${method} ${path}: ${JSON.stringify(validate.errors)}`).toBe(true);
  }

  return { document: answer.json, paths, used, check };
}

/** As the browser it is, and every answer is held against the document. */
function held(browser: Browser, check: (method: string, path: string, answer: Answer) => void) {
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await browser.send(method, `/api/v1${path}`, body);
    check(method, path, answer);
    return answer;
  };
}

describe('the OpenAPI document', () => {
  it('has every route that is mounted, and none that is not', async () => {
    const router = Router();
    describeRoute(router, 'GET /told/:id', {
      summary: 'Told',
      who: 'anyone',
      answer: { status: 204 },
    });
    router.get('/told/:id', () => {});
    router.options('/told/:id', () => {});
    router.post('/told/:id', () => {});
    expect(undescribed([router])).toEqual(['POST /told/:id']);
    describeRoute(router, 'POST /told/:id', {
      summary: 'Told',
      who: 'anyone',
      answer: { status: 204 },
    });
    describeRoute(router, 'PUT /dreamt', {
      summary: 'Dreamt',
      who: 'anyone',
      answer: { status: 204 },
    });
    expect(undescribed([router])).toEqual(['PUT /dreamt is not mounted']);
  });

  it('is written from the schemas that validate', () => {
    const router = Router();
    const named = z.object({ id: z.uuid() }).meta({ id: 'Named' });
    describeRoute(router, 'PUT /things/:id', {
      summary: 'Changes a thing',
      who: 'consultant',
      query: z.object({ limit: z.coerce.number().int().max(5).default(2).describe('how many') }),
      body: z.object({ name: z.string().max(3).transform(Number), note: z.string().default('') }),
      answer: { status: 200, schema: named },
      problems: ['unknown_callee', 'unknown_message'],
    });
    const { paths, components } = openApiOf('1.2.3', [router]);
    expect(components.schemas['Named']).toMatchObject({ properties: { id: { format: 'uuid' } } });
    expect(paths['/things/{id}']?.['put']).toMatchObject({
      operationId: 'putThingsId',
      security: [{ signIn: [] }],
      parameters: [
        { name: 'id', in: 'path', required: true },
        { name: 'limit', in: 'query', required: false, description: 'how many' },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: { required: ['name'], properties: { name: { type: 'string', maxLength: 3 } } },
          },
        },
      },
      responses: {
        200: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Named' } } },
        },
        404: { description: expect.stringMatching(/`unknown_callee`.*`unknown_message`/) },
        422: {},
      },
    });
  });

  it('is what the server does', async () => {
    const server = await startWholeServer();
    const browser = openBrowser(server);
    const { document, paths, used, check } = await openDocument(browser);
    const anyone = held(openBrowser(server), check);
    const dana = held(browser, check);
    const references = JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g);
    const { schemas } = document['components'] as { schemas: object };
    for (const [, name = ''] of references) expect(schemas).toHaveProperty(name);

    const desk = '/callees/acme-support';
    await anyone('GET', '/setup');
    await anyone('POST', '/setup', {});
    await dana('POST', '/setup', DANA);
    await dana('POST', '/setup', DANA);
    await anyone('GET', '/me');
    await dana('GET', '/me');
    await anyone('GET', desk);
    await anyone('GET', '/callees/nobody');
    await anyone('GET', `${desk}/ice`);
    await dana('GET', '/ice');
    await dana('PATCH', desk, { name: 'Acme Help' });
    await dana('PATCH', desk, { name: '' });
    await dana('POST', `${desk}/invitations`, {});
    const path = (await invite(browser)).replace('/api/v1', '');
    await anyone('GET', path);
    await anyone('GET', '/invitations/made-up');
    await anyone('POST', `${path}/accept`, ERIN);
    await anyone('POST', `${path}/accept`, ERIN);
    const message = { name: 'Ann', contact: '010-1234', text: 'Hello', attempt: randomUUID() };
    const left = await anyone('POST', `${desk}/messages`, message);
    await dana('GET', `${desk}/messages`);
    await dana('GET', `${desk}/messages?handled=maybe`);
    await dana('PATCH', `${desk}/messages/${String(left.json['id'])}`, { handled: true });
    await dana('PATCH', `${desk}/messages/unknown`, { handled: true });

    const room = await dana('POST', `${desk}/rooms`, { title: 'Second opinion', knock: true });
    const key = String(room.json['url']).split('/').at(-1);
    await dana('GET', `${desk}/rooms`);
    await anyone('GET', `/rooms/${key}`);
    await anyone('GET', '/rooms/made-up');
    await anyone('GET', `/rooms/${key}/ice`);
    await dana('PATCH', `${desk}/rooms/${String(room.json['id'])}`, { revoked: true });
    await anyone('GET', `/rooms/${key}/ice`);

    const { id, ticket } = await consult(server, browser, { name: 'Ann' }, async (now) => {
      await dana('GET', `/consultations/${now.id}`);
    });
    const rated = { ticket, rating: 5, comment: 'Good' };
    await anyone('POST', `${desk}/feedback`, rated);
    await anyone('POST', `${desk}/feedback`, { ...rated, rating: 1 });
    await anyone('POST', `${desk}/feedback`, { ...rated, ticket: 'made-up' });
    const set = await dana('PUT', `${desk}/tags`, { tags: [{ name: 'Sold' }] });
    await dana('GET', `${desk}/tags`);
    const [tag] = set.json['tags'] as { id: string }[];
    await dana('PUT', `/consultations/${id}/tags`, { tags: [tag?.id] });
    await dana('GET', `/consultations/${id}/tags`);
    await dana('PUT', `/consultations/${id}/notes`, { text: 'Sold', version: 0 });
    await dana('PUT', `/consultations/${id}/notes`, { text: 'Lost', version: 0 });
    await dana('GET', `/consultations/${id}/notes`);
    const lines = [{ id: 'a', at: 1, party: 'caller', kind: 'text', text: 'Hello' }];
    await dana('PUT', `/consultations/${id}/chat`, { lines });
    await dana('GET', `${desk}/history?limit=1`);
    await dana('GET', `${desk}/history?limit=0`);
    await dana('GET', `${desk}/history.csv`);
    await dana('GET', `${desk}/history.json`);
    await dana('GET', `${desk}/audit`);
    await dana('GET', `/consultations/${id}`);
    await anyone('DELETE', `/consultations/${id}`);
    await dana('DELETE', `/consultations/${id}`);
    await dana('GET', `/consultations/${id}`);
    await anyone('GET', '/openapi.json');

    const done = (operation: Operation) =>
      Object.keys(operation.responses).some(
        (status) => status.startsWith('2') && used.has(`${operation.operationId} ${status}`),
      );
    const untried = Object.values(paths)
      .flatMap((operations) => Object.values(operations))
      .filter((operation) => !done(operation))
      .map(({ operationId }) => operationId)
      .filter((operationId) => !TRIED_ELSEWHERE.has(operationId));
    expect(untried).toEqual([]);
  });
});
