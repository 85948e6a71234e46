/** Until call exports its meter. */
export function showLevel(_stream: MediaStream, meter: HTMLMeterElement): () => void {
  meter.value = 0;
  return () => {};
}
