import type { Draft } from './draft';

/** What a test of the source in the form asks for. */
export interface Source {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly transport: string;
  readonly cameraId: string;
}

/** A kept password is known to the center only, and goes to the kept address only. */
export function sourceOf(draft: Draft, kept: Draft | undefined): Source {
  const typed = {
    url: draft.url.trim(),
    user: draft.user.trim(),
    password: draft.password,
    transport: draft.transport,
    cameraId: '',
  };
  return kept && draft.password === '' && sameSource(draft, kept)
    ? { url: '', user: '', password: '', transport: '', cameraId: kept.id }
    : typed;
}

/** Whether a test would go without the password that the camera needs. */
export function lacksPassword(draft: Draft, kept: Draft | undefined): boolean {
  return (
    kept !== undefined &&
    kept.hasPassword &&
    !draft.forgetPassword &&
    draft.password === '' &&
    !sameSource(draft, kept)
  );
}

function sameSource(a: Draft, b: Draft): boolean {
  return (
    a.url.trim() === b.url &&
    a.user.trim() === b.user &&
    a.transport === b.transport &&
    !a.forgetPassword
  );
}
