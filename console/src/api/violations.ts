import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { ConnectError } from '@connectrpc/connect';

/** A field of a request that the server does not take, and why. */
export interface Violation {
  readonly field: string;
  readonly text: string;
}

const BAD_REQUEST = 'google.rpc.BadRequest';

/** What a `google.rpc.BadRequest` among the details says; nothing if there is none. */
export function violationsOf(error: ConnectError): Violation[] {
  return error.details.flatMap((detail) =>
    'type' in detail && detail.type === BAD_REQUEST ? each(detail.value, 1, violation) : [],
  );
}

function violation(bytes: Uint8Array): Violation {
  const texts = (field: number) => each(bytes, field, (b) => new TextDecoder().decode(b));
  return { field: texts(1).at(-1) ?? '', text: texts(2).at(-1) ?? '' };
}

/** The length-delimited values of one field of a message; others are skipped. */
function each<T>(message: Uint8Array, field: number, read: (bytes: Uint8Array) => T): T[] {
  const reader = new BinaryReader(message);
  const found: T[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (number === field) {
      found.push(read(reader.bytes()));
    } else {
      reader.skip(type, number);
    }
  }
  return found;
}
