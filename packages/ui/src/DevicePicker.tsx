import type { Device, Devices } from '@peerdesk/call';
import { useId } from 'react';
import type { CallTexts } from './texts/call-texts.ts';

export interface DevicePickerProps {
  readonly texts: CallTexts;
  readonly devices: Devices;
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  readonly onChoose: (choice: {
    readonly cameraId?: string;
    readonly microphoneId?: string;
  }) => void;
  /** With `audio` no camera is offered. */
  readonly media: 'video' | 'audio';
}

/** Which camera and which microphone. */
export function DevicePicker(props: DevicePickerProps) {
  const { texts, devices, cameraId, microphoneId, onChoose, media } = props;
  return (
    <div className="pd-devices">
      {media === 'video' && (
        <Picker
          label={texts.camera}
          none={texts.noDevice}
          devices={devices.cameras}
          nameless={texts.cameraNumber}
          chosen={cameraId}
          onChoose={(id) => onChoose({ cameraId: id })}
        />
      )}
      <Picker
        label={texts.microphone}
        none={texts.noDevice}
        devices={devices.microphones}
        nameless={texts.microphoneNumber}
        chosen={microphoneId}
        onChoose={(id) => onChoose({ microphoneId: id })}
      />
    </div>
  );
}

function Picker(props: {
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
      <label htmlFor={id}>{props.label}</label>
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
