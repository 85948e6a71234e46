import { createLevelMeter } from '@peerdesk/call';
import { useEffect, useRef } from 'react';

export interface LevelMeterProps {
  /** `Microphone level` */
  readonly label: string;
  readonly stream: MediaStream | null;
}

/** How loud the microphone is, 0 to 100. Drawn without React: it moves many times a second. */
export function LevelMeter({ label, stream }: LevelMeterProps) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    if (!stream) return undefined;
    return createLevelMeter(stream, (level) => {
      const percent = Math.round(level * 100);
      if (!meter.current || meter.current.value === percent) return;
      meter.current.value = percent;
      meter.current.ariaValueNow = String(percent);
    });
  }, [stream]);
  return (
    <meter
      ref={meter}
      className="pd-meter"
      aria-label={label}
      min={0}
      max={100}
      value={0}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  );
}
