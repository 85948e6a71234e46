import { afterCallSchemas } from '@peerdesk/protocol/after-call-schemas';
import { Router } from 'express';
import type { Callees } from '../storage/callees.ts';
import { isSameName, type OutcomeTags } from '../storage/outcome-tags.ts';
import { tagsAnswer } from './answers.ts';
import { ownCallee } from './callee-access.ts';
import { describeRoute } from './describe-route.ts';
import { fieldProblem } from './problem.ts';
import { bodyOf, type Identify } from './request.ts';

export interface TagParts {
  readonly callees: Callees;
  readonly tags: OutcomeTags;
  readonly identify: Identify;
}

/** The callee's own words for how consultations come out. */
export function createTagRoutes({ callees, tags, identify }: TagParts): Router {
  const router = Router();

  describeRoute(router, 'GET /callees/:slug/tags', {
    summary: 'The outcome tags that can be chosen, in their order',
    who: 'consultant',
    answer: { status: 200, schema: tagsAnswer },
    problems: ['unknown_callee'],
  });
  router.get('/callees/:slug/tags', async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    response.json({ tags: await tags.of(callee.id) });
  });

  describeRoute(router, 'PUT /callees/:slug/tags', {
    summary: 'Sets the outcome tags that can be chosen; those left out stay where they were chosen',
    who: 'consultant',
    body: afterCallSchemas.tags,
    answer: { status: 200, schema: tagsAnswer },
    problems: ['unknown_callee'],
  });
  router.put('/callees/:slug/tags', async (request, response) => {
    const { callee } = await ownCallee(request, callees, identify);
    const wanted = bodyOf(request, afterCallSchemas.tags).tags;
    for (const [index, { name }] of wanted.entries()) {
      const first = wanted.findIndex((other) => isSameName(other.name, name));
      if (first < index)
        throw fieldProblem({ field: 'tags', message: 'must differ in their names' });
    }
    response.json({ tags: await tags.set(callee.id, wanted) });
  });

  return router;
}
