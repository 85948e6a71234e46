import { Button, Textarea } from '@mantine/core';
import type { CalleeSlug, OutcomeTag } from '@peerdesk/protocol';
import { useEffect, useState } from 'react';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useTexts } from '../console-context.tsx';
import { useForm } from '../form.ts';
import { wantedTags } from '../outcome/wanted-tags.ts';
import type { Problem } from '../server-api.ts';
import { Notice } from '../shell/Notice.tsx';

/** The desk's own words for how consultations come out. */
export function OutcomeSection({ slug }: { readonly slug: CalleeSlug }) {
  const { api } = useConsole();
  const texts = useTexts();
  const [tags, setTags] = useState<readonly OutcomeTag[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const load = async () => {
      const answer = await api.tags(slug);
      if (answer.ok) setTags(answer.value.tags);
      else setProblem(answer.problem);
    };
    void load();
  }, [api, slug]);
  return (
    <section className="card" aria-labelledby="outcome-title">
      <h2 id="outcome-title">{texts.afterCall.tagsTitle}</h2>
      {problem && <Notice kind="alert">{wordsOf(problem, texts).whole}</Notice>}
      {tags && <TagForm slug={slug} tags={tags} onSet={setTags} />}
    </section>
  );
}

function TagForm(props: {
  readonly slug: CalleeSlug;
  readonly tags: readonly OutcomeTag[];
  readonly onSet: (tags: readonly OutcomeTag[]) => void;
}) {
  const { slug, tags, onSet } = props;
  const { api } = useConsole();
  const { settings, afterCall } = useTexts();
  const form = useForm({
    initial: { tags: tags.map(({ name }) => name).join('\n') },
    checks: { tags: (lines, { afterCall: words }) => (areTags(lines) ? null : words.tagsWrong) },
    async submit({ tags: lines }) {
      const answer = await api.setTags(slug, wantedTags(tags, lines));
      if (!answer.ok) return answer.problem;
      onSet(answer.value.tags);
      return null;
    },
  });
  return (
    <form className="form" noValidate onSubmit={form.onSubmit}>
      <Textarea
        label={afterCall.tags}
        description={afterCall.tagsHint}
        rows={5}
        {...form.field('tags')}
      />
      {form.problem && <Notice kind="alert">{form.problem}</Notice>}
      <div className="copy">
        <Button type="submit" variant="default" loading={form.sending}>
          {afterCall.saveTags}
        </Button>
        <output className="small">{form.sent && settings.saved}</output>
      </div>
    </form>
  );
}

const MAX_TAGS = 30;
const TAG_LENGTH = 40;

/** What the server takes: not too many, not too long, no name twice. */
function areTags(lines: string): boolean {
  const names = wantedTags([], lines).map(({ name }) => name);
  const distinct = new Set(names.map((name) => name.normalize('NFKC').toLowerCase()));
  return (
    names.length <= MAX_TAGS &&
    distinct.size === names.length &&
    names.every((name) => name.length <= TAG_LENGTH)
  );
}
