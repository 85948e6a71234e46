import { type RefObject, useId } from 'react';
import type { WidgetTexts } from '../texts/widget-texts.ts';
import { NAME_LENGTH } from '../words.ts';

/** Who one is. */
export function NameField({
  field,
  name,
  missing,
  texts,
  onChange,
}: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly name: string;
  readonly missing: boolean;
  readonly texts: Pick<WidgetTexts, 'yourName' | 'nameMissing'>;
  readonly onChange: (name: string) => void;
}) {
  const id = useId();
  return (
    <div className="pd-field">
      <label htmlFor={`${id}-name`}>{texts.yourName}</label>
      <input
        ref={field}
        id={`${id}-name`}
        className="pd-input"
        type="text"
        autoComplete="name"
        maxLength={NAME_LENGTH}
        required
        value={name}
        aria-invalid={missing}
        aria-describedby={missing ? `${id}-missing` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {missing && (
        <p id={`${id}-missing`} className="missing">
          {texts.nameMissing}
        </p>
      )}
    </div>
  );
}
