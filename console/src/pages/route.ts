import { readonly, ref } from 'vue';

/** The pages, as they stand behind the `#` of the address. */
export const PAGES = ['live', 'cameras'] as const;
export type Page = (typeof PAGES)[number];

export function pageIn(hash: string): Page {
  return PAGES.find((page) => hash === `#/${page}`) ?? 'live';
}

const current = ref<Page>(pageIn(location.hash));
window.addEventListener('hashchange', () => (current.value = pageIn(location.hash)));

/** The page that is shown; a link to `#/cameras` changes it. */
export const page = readonly(current);
