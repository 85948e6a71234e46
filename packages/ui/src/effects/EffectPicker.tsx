import { type Effects, PICTURE_EFFECTS } from '@peerdesk/call';
import { useId } from 'react';
import { useStore } from 'zustand';
import type { EffectTexts } from '../texts/effect-texts.ts';

/** What is done to one's picture before it is sent, and how one sees oneself. */
export function EffectPicker(props: { readonly effects: Effects; readonly texts: EffectTexts }) {
  const { effects, texts } = props;
  const id = useId();
  const { effect, mirrored, notice } = useStore(effects.store);
  return (
    <div className="pd-field pd-effects">
      <label htmlFor={id}>{texts.title}</label>
      <select
        id={id}
        className="pd-input"
        value={effect}
        onChange={(event) => {
          const chosen = PICTURE_EFFECTS.find((known) => known === event.currentTarget.value);
          if (chosen) effects.choose(chosen);
        }}
      >
        {PICTURE_EFFECTS.map((known) => (
          <option key={known} value={known}>
            {texts.effects[known]}
          </option>
        ))}
      </select>
      <label className="pd-check">
        <input
          type="checkbox"
          checked={mirrored}
          onChange={(event) => effects.mirror(event.currentTarget.checked)}
        />
        <span>{texts.mirror}</span>
      </label>
      <output>{notice && texts.notices[notice]}</output>
    </div>
  );
}
