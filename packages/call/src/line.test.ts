import { expect, it } from 'vitest';
import { createLine, readMessage } from './line.ts';

it.each([
  ['not JSON', '{'],
  ['an object', '{"topic":"chat"}'],
  ['a list of one', '["chat"]'],
  ['a topic that is no text', '[1,{}]'],
  ['longer than any message of ours', JSON.stringify(['chat', 'x'.repeat(64 * 1024)])],
])('takes %s for nothing', (_what, data) => {
  expect(readMessage(data)).toBeNull();
});

it('hands what is said to those who hear its topic, until they are released', () => {
  const ends = createLine();
  ends.open({ send: () => true, write: () => {} });
  const heard: unknown[] = [];
  const release = ends.line.hear('chat', (body) => heard.push(body));

  ends.receive('["chat","Hello"]');
  ends.receive('["files","no"]');
  release();
  ends.receive('["chat","too late"]');

  expect(heard).toEqual(['Hello']);
});

it('hears what the other end said before this one was open, and can answer', () => {
  const ends = createLine();
  const answers: boolean[] = [];
  ends.line.hear('chat', () => answers.push(ends.line.say('chat', 'Yes')));

  ends.receive('["chat","Are you there?"]');
  expect(answers).toEqual([]);
  ends.open({ send: () => true, write: () => {} });
  expect(answers).toEqual([true]);

  ends.close();
  ends.receive('["chat","Are you still there?"]');
  ends.close();
  ends.open({ send: () => true, write: () => {} });
  expect(answers).toEqual([true]);
});

it('says nothing while there is no channel, and tells so', async () => {
  const { line } = createLine();

  expect(line.say('chat', 'Hello')).toBe(false);
  expect(await line.sendBytes(new Uint8Array(1))).toBe(false);
});

it('lets nobody wait for room in a channel that is gone', async () => {
  const ends = createLine();
  ends.open({ send: () => true, write: () => {} });
  const sent = ends.line.sendBytes(new Uint8Array(1));

  ends.close();

  expect(await sent).toBe(false);
  expect(ends.line.store.getState()).toEqual({ open: false });
});
