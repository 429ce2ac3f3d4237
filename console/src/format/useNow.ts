import { readonly, ref, type Ref } from 'vue';

const now = ref(Date.now());
let ticking: ReturnType<typeof setInterval> | undefined;

/** The time, once a second, one timer for the whole page. */
export function useNow(): Readonly<Ref<number>> {
  ticking ??= setInterval(() => (now.value = Date.now()), 1000);
  return readonly(now);
}
