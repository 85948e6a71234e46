import { Button } from '@mantine/core';
import type { CalleeSlug, ConsultationId } from '@peerdesk/protocol';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { wordsOf } from '../account/problem-words.ts';
import { useConsole, useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { createTagChoice } from './tag-choice.ts';

export interface OutcomeTagsProps {
  readonly slug: CalleeSlug;
  readonly id: ConsultationId;
}

/** How it came out: any of the callee's tags, pressed or not. */
export function OutcomeTags({ slug, id }: OutcomeTagsProps) {
  const { api } = useConsole();
  const texts = useTexts();
  const { afterCall } = texts;
  const [choice] = useState(() => createTagChoice(api, slug, id));
  const { tags, chosen, problem } = useStore(choice.store);
  useEffect(() => void choice.load(), [choice]);
  return (
    <fieldset className="outcome">
      <legend>{afterCall.outcome}</legend>
      {tags?.map(({ id: tag, name }) => (
        <Button
          key={tag}
          size="sm"
          variant={chosen.has(tag) ? 'filled' : 'default'}
          aria-pressed={chosen.has(tag)}
          leftSection={chosen.has(tag) ? <Check size={16} aria-hidden="true" /> : null}
          onClick={() => void choice.toggle(tag)}
        >
          {name}
        </Button>
      ))}
      {tags?.length === 0 && (
        <p className="small quiet">
          {afterCall.noTags} <Link href="/settings">{afterCall.makeTags}</Link>
        </p>
      )}
      {problem && <Notice kind="alert">{wordsOf(problem, texts).whole}</Notice>}
    </fieldset>
  );
}
