import type { Device, Devices } from '@peerdesk/call';
import { useId } from 'react';
import { Icon, type IconName } from './Icon.tsx';
import type { BeforeCallTexts } from './texts/call-texts.ts';

export interface DevicePickerProps {
  readonly texts: BeforeCallTexts;
  readonly devices: Devices;
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  readonly onChoose: (choice: {
    readonly cameraId?: string;
    readonly microphoneId?: string;
  }) => void;
  /** With `audio` no camera is offered. */
  readonly media: 'video' | 'audio';
  /** Where the other is heard; left out where it cannot be chosen. */
  readonly speaker?: {
    readonly chosen: string | null;
    readonly onChoose: (id: string) => void;
  };
}

/** Which camera, which microphone, and in a call which speaker. */
export function DevicePicker(props: DevicePickerProps) {
  const { texts, devices, cameraId, microphoneId, onChoose, media, speaker } = props;
  return (
    <div className="pd-devices">
      {media === 'video' && (
        <Picker
          icon="camera"
          label={texts.camera}
          none={texts.noDevice}
          devices={devices.cameras}
          nameless={texts.cameraNumber}
          chosen={cameraId}
          onChoose={(id) => onChoose({ cameraId: id })}
        />
      )}
      <Picker
        icon="mic"
        label={texts.microphone}
        none={texts.noDevice}
        devices={devices.microphones}
        nameless={texts.microphoneNumber}
        chosen={microphoneId}
        onChoose={(id) => onChoose({ microphoneId: id })}
      />
      {speaker && devices.speakers.length > 0 && (
        <Picker
          icon="sound"
          label={texts.speaker}
          none={texts.noDevice}
          devices={devices.speakers}
          nameless={texts.speakerNumber}
          chosen={speaker.chosen ?? devices.speakers[0]?.id ?? null}
          onChoose={speaker.onChoose}
        />
      )}
    </div>
  );
}

function Picker(props: {
  readonly icon: IconName;
  readonly label: string;
  readonly none: string;
  readonly devices: readonly Device[];
  readonly nameless: (number: number) => string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const id = useId();
  const { devices } = props;
  return (
    <div className="pd-field">
      <label htmlFor={id}>
        <Icon name={props.icon} size={16} />
        <span>{props.label}</span>
      </label>
      <select
        id={id}
        className="pd-input"
        value={props.chosen ?? ''}
        disabled={devices.length === 0}
        onChange={(event) => props.onChoose(event.currentTarget.value)}
      >
        {devices.length === 0 && <option value="">{props.none}</option>}
        {devices.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label || props.nameless(index + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
