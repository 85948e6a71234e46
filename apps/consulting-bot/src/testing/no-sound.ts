import { vi } from 'vitest';

/** The browser that runs these tests has no sound; what the meter shows is tested where it is made. */
export function stubSound(): void {
  vi.stubGlobal(
    'AudioContext',
    class {
      state = 'running';
      createAnalyser = () => ({ fftSize: 0, getFloatTimeDomainData() {} });
      createMediaStreamSource = () => ({ connect() {}, disconnect() {} });
      resume = () => Promise.resolve();
      close = () => Promise.resolve();
    },
  );
}
