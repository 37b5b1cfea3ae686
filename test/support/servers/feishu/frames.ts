/** A frame of the long connection: `pbbp2.Frame`, written by hand so that the SDK's own coder is checked by another. */
export type Frame = {
  readonly service: number;
  /** 0 control, 1 data. */
  readonly method: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
};

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
};

const numberField = (id: number, value: number): Buffer => Buffer.concat([varint(id * 8), varint(value)]);
const bytesField = (id: number, value: Buffer): Buffer =>
  Buffer.concat([varint(id * 8 + 2), varint(value.length), value]);

/** Returns a frame as bytes. */
export const encodeFrame = ({ service, method, headers, payload }: Frame): Buffer =>
  Buffer.concat([
    numberField(1, 1),
    numberField(2, 1),
    numberField(3, service),
    numberField(4, method),
    ...Object.entries(headers).map(([key, value]) =>
      bytesField(5, Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, Buffer.from(value))])),
    ),
    bytesField(8, payload),
  ]);

type Field = { readonly id: number; readonly number: number; readonly bytes: Buffer };

const fieldsIn = (bytes: Buffer): readonly Field[] => {
  const found: Field[] = [];
  let at = 0;
  const next = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  while (at < bytes.length) {
    const key = next();
    const id = Math.floor(key / 8);
    if (key % 8 === 0) found.push({ id, number: next(), bytes: Buffer.alloc(0) });
    else {
      const length = next();
      found.push({ id, number: 0, bytes: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return found;
};

/** Returns the frame that bytes are. */
export const decodeFrame = (bytes: Buffer): Frame => {
  const fields = fieldsIn(bytes);
  const headers: Record<string, string> = {};
  for (const field of fields.filter((each) => each.id === 5)) {
    const [key, value] = fieldsIn(field.bytes);
    headers[key?.bytes.toString() ?? ''] = value?.bytes.toString() ?? '';
  }
  return {
    service: fields.find((each) => each.id === 3)?.number ?? 0,
    method: fields.find((each) => each.id === 4)?.number ?? 0,
    headers,
    payload: fields.find((each) => each.id === 8)?.bytes ?? Buffer.alloc(0),
  };
};
