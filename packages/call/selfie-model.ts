import { Builder, ByteBuffer } from 'flatbuffers';

/** Positions of the fields of TFLite's `Model`. @see https://github.com/google-ai-edge/LiteRT, schema.fbs */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadata: 6,
};
const MODEL_FIELDS = 8;
/** How tensors expect their bytes to lie. */
const ALIGNMENT = 16;
/** As the segmenter looks them up. */
const METADATA_NAME = 'TFLITE_METADATA';

/**
 * A TFLite model that says how its pictures are to be put: each colour as 0 to 1.
 *
 * MediaPipe's tasks take no model that does not say so, and the one that comes in a package was
 * made before they did. A new head is put before the old file, which stays as it is: in a
 * flatbuffer everything points forward, by distance.
 */
export function withMetadata(model: Uint8Array): Uint8Array {
  const old = new ByteBuffer(model);
  const root = old.readInt32(0);
  /** Where a field of the old head is. */
  const fieldAt = (field: number) =>
    root + old.readInt16(root - old.readInt32(root) + 4 + 2 * field);
  const pointedAt = (at: number) => at + old.readInt32(at);

  const builder = new Builder(model.length + 4096);
  builder.prep(ALIGNMENT, model.length);
  builder.pad((ALIGNMENT - (model.length % ALIGNMENT)) % ALIGNMENT);
  builder.createByteVector(model);
  // The builder counts from the end; its vector has its length before it.
  const start = builder.offset() - 4;
  const moved = (at: number) => start - at;

  const metadata = builder.createByteVector(pictureMetadata());
  builder.startObject(1);
  builder.addFieldOffset(0, metadata, 0);
  const metadataBuffer = builder.endObject();

  const buffersAt = pointedAt(fieldAt(MODEL.buffers));
  const count = old.readInt32(buffersAt);
  const buffers = vectorOf(builder, [
    ...Array.from({ length: count }, (_, index) => moved(pointedAt(buffersAt + 4 + 4 * index))),
    metadataBuffer,
  ]);

  const name = builder.createString(METADATA_NAME);
  builder.startObject(2);
  builder.addFieldOffset(0, name, 0);
  builder.addFieldInt32(1, count, 0);
  const entries = vectorOf(builder, [builder.endObject()]);

  builder.startObject(MODEL_FIELDS);
  builder.addFieldInt32(MODEL.version, old.readInt32(fieldAt(MODEL.version)), 0);
  for (const field of [MODEL.operatorCodes, MODEL.subgraphs, MODEL.description]) {
    builder.addFieldOffset(field, moved(pointedAt(fieldAt(field))), 0);
  }
  builder.addFieldOffset(MODEL.buffers, buffers, 0);
  builder.addFieldOffset(MODEL.metadata, entries, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array();
}

/** `ModelMetadata`: the one graph's one input is divided by 255. @see metadata_schema.fbs, beside the other */
function pictureMetadata(): Uint8Array {
  const builder = new Builder(256);
  const [mean, deviation] = [floatsOf(builder, [0]), floatsOf(builder, [255])];
  const normalization = tableOf(builder, 2, { 0: mean, 1: deviation });
  builder.startObject(2);
  // The first kind of the union: normalization.
  builder.addFieldInt8(0, 1, 0);
  builder.addFieldOffset(1, normalization, 0);
  const unit = builder.endObject();
  const input = tableOf(builder, 7, { 4: vectorOf(builder, [unit]) });
  const graph = tableOf(builder, 8, { 2: vectorOf(builder, [input]) });
  builder.finish(tableOf(builder, 8, { 3: vectorOf(builder, [graph]) }), 'M001');
  return builder.asUint8Array();
}

function tableOf(builder: Builder, fields: number, offsets: Readonly<Record<number, number>>) {
  builder.startObject(fields);
  for (const [field, offset] of Object.entries(offsets)) {
    builder.addFieldOffset(Number(field), offset, 0);
  }
  return builder.endObject();
}

function vectorOf(builder: Builder, offsets: readonly number[]): number {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

function floatsOf(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addFloat32(value);
  return builder.endVector();
}
