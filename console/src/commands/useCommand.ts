import { computed, ref, shallowRef } from 'vue';
import { type Fault, faultOf } from '@/api/faults';
import { RetryKeys } from './retryKeys';

const keys = new RetryKeys();

/** Runs writes one at a time, and keeps what went wrong until the next one. */
export function useCommand() {
  const running = ref('');
  const fault = shallowRef<Fault>();

  /** `intent` names what is wanted, all its arguments included; true when the server did it. */
  async function run(intent: string, call: (key: string) => Promise<void>): Promise<boolean> {
    if (running.value !== '') {
      return false;
    }
    running.value = intent;
    fault.value = undefined;
    try {
      await call(keys.keyFor(intent));
      keys.answered(intent);
      return true;
    } catch (error) {
      fault.value = faultOf(error);
      if (fault.value.kind !== 'unreachable') {
        keys.answered(intent);
      }
      return false;
    } finally {
      running.value = '';
    }
  }

  const busy = computed(() => running.value !== '');
  return { run, busy, fault, forget: () => (fault.value = undefined) };
}
