import { useEffect, useRef } from 'react';
import { showLevel } from './show-level.ts';

export interface LevelMeterProps {
  /** `Microphone level` */
  readonly label: string;
  readonly stream: MediaStream | null;
}

/** How loud the microphone is, 0 to 100. Drawn without React: it moves many times a second. */
export function LevelMeter({ label, stream }: LevelMeterProps) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    if (!stream || !meter.current) return;
    return showLevel(stream, meter.current);
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
