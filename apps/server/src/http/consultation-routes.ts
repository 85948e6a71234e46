import type { ConsultationRecord, Notes } from '@peerdesk/protocol';
import { afterCallSchemas } from '@peerdesk/protocol/after-call-schemas';
import { type Request, Router } from 'express';
import type { Removal } from '../recordings/removal.ts';
import type { Audit } from '../storage/audit.ts';
import type { Chats } from '../storage/chats.ts';
import type { Erasure } from '../storage/erasure.ts';
import type { FeedbackStorage } from '../storage/feedback.ts';
import type { History } from '../storage/history.ts';
import type { NotesStorage } from '../storage/notes.ts';
import type { OutcomeTags } from '../storage/outcome-tags.ts';
import { notesAnswer, recordAnswer, tagsAnswer } from './answers.ts';
import { type ConsultationAccess, ownConsultation } from './consultation-access.ts';
import { describeRoute } from './describe-route.ts';
import { Problem } from './problem.ts';
import { bodyOf } from './request.ts';

export interface ConsultationParts extends ConsultationAccess {
  readonly history: History;
  readonly notes: NotesStorage;
  readonly tags: OutcomeTags;
  readonly chats: Chats;
  readonly feedback: FeedbackStorage;
  readonly erasure: Erasure;
  readonly removal: Removal;
  readonly audit: Audit;
}

/** What the consultants of a callee keep of one consultation, and what they add to it. */
export function createConsultationRoutes(parts: ConsultationParts): Router {
  const { history, notes, tags, chats, feedback, erasure } = parts;
  const router = Router();

  /** @throws {Problem} also `consultation_erased`: what was erased must not come back */
  const writable = async (request: Request) => {
    const own = await ownConsultation(request, parts);
    if (own.phase === 'erased') {
      throw new Problem('consultation_erased', 'Nothing can be added to it any more.');
    }
    return own;
  };

  describeRoute(router, 'GET /consultations/:id', {
    summary: 'All that is kept of a consultation that has ended',
    who: 'consultant',
    answer: { status: 200, schema: recordAnswer },
    problems: ['unknown_consultation', 'still_going_on'],
  });
  router.get('/consultations/:id', async (request, response) => {
    const { id } = await ownConsultation(request, parts);
    const [past, timeline, written, chat, given] = await Promise.all([
      history.past(id),
      history.timeline(id),
      notes.of(id),
      chats.of(id),
      feedback.of(id),
    ]);
    if (!past) throw new Problem('still_going_on', 'It is in the history once it has ended.');
    const { comment: _comment, ...kept } = past;
    const record = { ...kept, timeline, notes: written, chat, feedback: given };
    response.json(record satisfies ConsultationRecord);
  });

  describeRoute(router, 'DELETE /consultations/:id', {
    summary: 'Deletes a consultation with all that it left, for good',
    who: 'consultant',
    answer: { status: 204 },
    problems: ['unknown_consultation', 'still_going_on'],
  });
  router.delete('/consultations/:id', async (request, response) => {
    const { id, calleeId, phase, consultant } = await ownConsultation(request, parts);
    if (phase === 'going-on') throw new Problem('still_going_on', 'End it first.');
    await parts.removal.removeOf(id);
    await erasure.deleteConsultation(id);
    await parts.audit.note({
      calleeId,
      consultantId: consultant.id,
      act: 'consultation_deleted',
      subject: id,
    });
    response.status(204).end();
  });

  describeRoute(router, 'GET /consultations/:id/notes', {
    summary: 'The notes of a consultation, also while it goes on',
    who: 'consultant',
    answer: { status: 200, schema: notesAnswer },
    problems: ['unknown_consultation'],
  });
  router.get('/consultations/:id/notes', async (request, response) => {
    const { id } = await ownConsultation(request, parts);
    response.json((await notes.of(id)) satisfies Notes);
  });

  describeRoute(router, 'PUT /consultations/:id/notes', {
    summary: 'Saves the notes, if nobody else has since the version they were made from',
    who: 'consultant',
    body: afterCallSchemas.saveNotes,
    answer: { status: 200, schema: notesAnswer },
    problems: ['unknown_consultation', 'consultation_erased', 'notes_conflict'],
  });
  router.put('/consultations/:id/notes', async (request, response) => {
    const { id, consultant } = await writable(request);
    const saved = await notes.save(id, bodyOf(request, afterCallSchemas.saveNotes), consultant.id);
    if (!saved) {
      throw new Problem('notes_conflict', 'Read them again, then save both as one.');
    }
    response.json(saved satisfies Notes);
  });

  describeRoute(router, 'GET /consultations/:id/tags', {
    summary: 'The outcome tags of a consultation, also while it goes on',
    who: 'consultant',
    answer: { status: 200, schema: tagsAnswer },
    problems: ['unknown_consultation'],
  });
  router.get('/consultations/:id/tags', async (request, response) => {
    const { id } = await ownConsultation(request, parts);
    response.json({ tags: (await tags.ofMany([id])).get(id) ?? [] });
  });

  describeRoute(router, 'PUT /consultations/:id/tags', {
    summary: 'Chooses the outcome tags of a consultation, in place of those it had',
    who: 'consultant',
    body: afterCallSchemas.chosenTags,
    answer: { status: 200, schema: tagsAnswer },
    problems: ['unknown_consultation'],
  });
  router.put('/consultations/:id/tags', async (request, response) => {
    const { id, calleeId } = await ownConsultation(request, parts);
    const chosen = bodyOf(request, afterCallSchemas.chosenTags);
    response.json({ tags: await tags.choose(id, calleeId, chosen.tags) });
  });

  describeRoute(router, 'PUT /consultations/:id/chat', {
    summary: 'Keeps lines of the chat, each once by its id; sending them again changes nothing',
    who: 'consultant',
    body: afterCallSchemas.chat,
    answer: { status: 204 },
    problems: ['unknown_consultation', 'consultation_erased', 'chat_full'],
  });
  router.put('/consultations/:id/chat', async (request, response) => {
    const { id } = await writable(request);
    if (!(await chats.add(id, bodyOf(request, afterCallSchemas.chat).lines))) {
      throw new Problem('chat_full', 'A consultation keeps 5000 lines.');
    }
    response.status(204).end();
  });

  return router;
}
