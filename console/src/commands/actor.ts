import { readonly, ref } from 'vue';

const STORED = 'cityward.actor';
const DEFAULT = 'operator';

/** A header can carry no other characters unchanged. */
export function isActor(name: string): boolean {
  return /^[A-Za-z0-9._@-]{1,64}$/.test(name);
}

const stored = localStorage.getItem(STORED) ?? '';
const name = ref(isActor(stored) ? stored : DEFAULT);

/** Who acts at this console, until people log in. */
export const actor = readonly(name);

/** Returns false, and changes nothing, when it cannot be a login name. */
export function actAs(wanted: string): boolean {
  const trimmed = wanted.trim();
  if (!isActor(trimmed)) {
    return false;
  }
  name.value = trimmed;
  localStorage.setItem(STORED, trimmed);
  return true;
}
