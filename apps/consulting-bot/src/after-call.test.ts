import type { ChatMessage } from '@peerdesk/call';
import { describe, expect, it } from 'vitest';
import { createFeedback, type FeedbackAnswer } from './feedback.ts';
import { afterCall } from './texts/en/after-call.ts';
import { transcriptOf } from './transcript.ts';

function openFeedback(...answers: FeedbackAnswer[]) {
  const sent: [number, string][] = [];
  const feedback = createFeedback(async (rating, comment) => {
    sent.push([rating, comment]);
    return answers.shift() ?? 'sent';
  });
  return { feedback, sent, state: feedback.store.getState };
}

describe('feedback', () => {
  it('needs a rating, and no comment', async () => {
    const { feedback, sent, state } = openFeedback();
    await feedback.send();
    expect(state()).toMatchObject({ phase: 'writing', missing: true });
    feedback.rate(5);
    expect(state().missing).toBe(false);
    await feedback.send();
    expect(state().phase).toBe('sent');
    expect(sent).toEqual([[5, '']]);
  });

  it('is sent once, however often the button is pressed', async () => {
    const { feedback, sent } = openFeedback();
    feedback.rate(3);
    feedback.write(' Fine ');
    await Promise.all([feedback.send(), feedback.send()]);
    await feedback.send();
    expect(sent).toEqual([[3, 'Fine']]);
  });

  it('keeps what was written when it could not be sent', async () => {
    const { feedback, state } = openFeedback('unreachable');
    feedback.rate(2);
    feedback.write('Slow');
    await feedback.send();
    expect(state()).toMatchObject({ phase: 'writing', comment: 'Slow', failure: 'unreachable' });
    await feedback.send();
    expect(state()).toMatchObject({ phase: 'sent', failure: null });
  });
});

describe('a transcript', () => {
  const sentAt = new Date(2026, 10, 21, 9, 30).getTime();
  const message = (from: ChatMessage['from'], text: string, fileBytes: number | null = null) => ({
    id: text,
    from,
    turn: 1,
    sentAt,
    text,
    fileBytes,
  });

  it('says who said what and when, and which files were sent', () => {
    const messages = [
      message('initiator', 'Hello'),
      message('answerer', 'bell.jpg', 120),
      message('answerer', 'One\nConsultant: two'),
    ];
    const lines = transcriptOf(messages, afterCall, 'en-GB').split('\n');
    expect(lines).toEqual([
      '[21/11/2026, 09:30] You: Hello',
      '[21/11/2026, 09:30] Consultant: [File: bell.jpg]',
      '[21/11/2026, 09:30] Consultant: One',
      '    Consultant: two',
      '',
    ]);
  });
});
