import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { expect } from 'vitest';

/** As a player would: every packet of every track of a file. */
export async function packetsOf(bytes: Uint8Array) {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  return Promise.all(
    (await input.getTracks()).map(async (track) => {
      let packets = 0;
      let last = -1;
      for await (const { timestamp } of new EncodedPacketSink(track).packets()) {
        expect(timestamp).toBeGreaterThan(last);
        last = timestamp;
        packets += 1;
      }
      return { type: track.type, codec: await track.getCodec(), packets };
    }),
  );
}
