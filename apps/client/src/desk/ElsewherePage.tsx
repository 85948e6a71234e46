import { Button } from '@mantine/core';
import { useStore } from 'zustand';
import { useTexts } from '../console-context.tsx';
import { Notice } from '../shell/Notice.tsx';
import { PageHeading } from '../shell/PageHeading.tsx';
import { Details } from './Details.tsx';
import type { Desk } from './desk.ts';

/** In a call, but not in this window. */
export function ElsewherePage({ desk }: { readonly desk: Desk }) {
  const texts = useTexts();
  const { call } = texts;
  const consultation = useStore(desk.session.store, (state) => state.consultation);
  const { pending, refusal, movedAway } = useStore(desk.store);
  if (!consultation || !('held' in consultation)) return null;
  const { held, remoteName } = consultation;
  const takingOver = pending?.action === 'takeOver' ? pending : null;
  return (
    <div className="card narrow">
      <PageHeading>{call.elsewhereTitle(remoteName)}</PageHeading>
      <p>{held === 'nowhere' ? call.nowhere : movedAway ? call.moved : call.elsewhere}</p>
      {refusal && <Notice kind="alert">{texts.refusal[refusal]}</Notice>}
      <div className="buttons">
        <Button loading={takingOver !== null} onClick={() => void desk.takeOver()}>
          {call.takeOver}
        </Button>
        <Button variant="default" onClick={() => void desk.hangUp()}>
          {call.hangUp}
        </Button>
      </div>
      <output className="quiet small">
        {takingOver?.step === 'devices' && texts.queue.openingMedia}
      </output>
      <Details desk={desk} consultation={consultation} />
    </div>
  );
}
