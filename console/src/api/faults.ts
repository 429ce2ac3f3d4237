import { Code, ConnectError } from '@connectrpc/connect';
import { type Violation, violationsOf } from './violations';

/** What went wrong with a call, kept apart by what the operator can do about it. */
export type Fault =
  /** Nobody knows whether it took effect: try again with the same key. */
  | { readonly kind: 'unreachable' }
  /** Somebody else was faster: look again. */
  | { readonly kind: 'changed' }
  /** The server says no, and why. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      /** Field by field, where the request itself was wrong. */
      readonly violations?: readonly Violation[];
    };

const OUTCOME_UNKNOWN: ReadonlySet<Code> = new Set([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.Canceled,
]);

/** Codes by which the server says that it no longer knows a resume token. */
const TOKEN_REFUSED: ReadonlySet<Code> = new Set([
  Code.InvalidArgument,
  Code.OutOfRange,
  Code.NotFound,
  Code.FailedPrecondition,
  Code.DataLoss,
]);

export function faultOf(error: unknown): Fault {
  const e = ConnectError.from(error);
  // A failed fetch is a TypeError, which Connect files under Unknown.
  if (OUTCOME_UNKNOWN.has(e.code) || e.cause instanceof TypeError) {
    return { kind: 'unreachable' };
  }
  if (e.code === Code.Aborted) {
    return { kind: 'changed' };
  }
  const refused = { kind: 'refused', code: Code[e.code], message: e.rawMessage } as const;
  const violations = violationsOf(e);
  return violations.length > 0 ? { ...refused, violations } : refused;
}

export function refusesTheToken(error: unknown): boolean {
  return error instanceof ConnectError && TOKEN_REFUSED.has(error.code);
}
