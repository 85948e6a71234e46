import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Output,
  WebMOutputFormat,
} from 'mediabunny';

const PICTURE_BYTES_PER_SECOND = 125_000;
const SAMPLES = join(import.meta.dirname, '../src/testing/recorded');

/** As MediaRecorder would write it in so many seconds: no duration, no seek index. */
export async function prepare(media: 'voice' | 'picture', seconds: number): Promise<Uint8Array> {
  const name = media === 'voice' ? 'voice-440.webm' : 'picture.webm';
  const input = new Input({
    source: new BufferSource(readFileSync(join(SAMPLES, name))),
    formats: ALL_FORMATS,
  });
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat({ appendOnly: true }), target });
  const sound = await input.getPrimaryAudioTrack();
  const picture = await input.getPrimaryVideoTrack();
  const lines = [];
  for (const track of [sound, picture]) {
    if (track === null) continue;
    const packets: EncodedPacket[] = [];
    for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
    const codec = await track.getCodec();
    const config = await track.getDecoderConfig();
    if (track === sound) {
      const source = new EncodedAudioPacketSource(codec as 'opus');
      output.addAudioTrack(source);
      const meta = { decoderConfig: config as AudioDecoderConfig };
      lines.push({ packets, add: (packet: EncodedPacket) => source.add(packet, meta) });
    } else {
      const source = new EncodedVideoPacketSource(codec as 'vp8');
      output.addVideoTrack(source);
      const meta = { decoderConfig: config as VideoDecoderConfig };
      // Decoders leave alone what follows a frame: a picture of the usual weight.
      const heavy = (packet: EncodedPacket) => {
        const data = new Uint8Array(PICTURE_BYTES_PER_SECOND / 15);
        data.set(packet.data);
        return packet.clone({ data });
      };
      lines.push({ packets, add: (packet: EncodedPacket) => source.add(heavy(packet), meta) });
    }
  }
  await output.start();
  const period = 2;
  for (let base = 0; base < seconds; base += period) {
    const round = lines
      .flatMap(({ packets, add }) =>
        packets
          .filter(({ timestamp }) => timestamp < period - 0.05)
          .map((packet) => ({ packet, add })),
      )
      .toSorted((one, other) => one.packet.timestamp - other.packet.timestamp);
    for (const { packet, add } of round) {
      await add(packet.clone({ timestamp: base + packet.timestamp }));
    }
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}
