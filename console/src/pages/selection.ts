import { computed, inject, type InjectionKey, ref, shallowRef, watch } from 'vue';
import type { City } from '@/city/city';
import type { Desk } from '@/commands/desk';
import type { Alert } from '@/gen/cityward/v1/alerts_pb';
import type { WorkOrder } from '@/gen/cityward/v1/work_orders_pb';

/**
 * What the operator looks at. It never moves by itself, so that nobody confirms an alert that
 * slipped under the pointer; the first alert alone is taken, when nothing is selected yet.
 */
export function selectionIn(city: City, desk: Pick<Desk, 'fetchAlert'>) {
  const alertId = ref('');
  const fetched = shallowRef<Alert>();
  const seen = new Set<string>();
  const unseen = ref<ReadonlySet<string>>(new Set());

  const alert = computed(
    () =>
      city.alerts.items.value.find((a) => a.id === alertId.value) ??
      (fetched.value?.id === alertId.value ? fetched.value : undefined),
  );
  const order = computed(() => city.orders.items.value.find((o) => o.alertId === alertId.value));
  /** The selected alert is neither known nor to be had. */
  const missing = ref(false);

  function select(id: string) {
    alertId.value = id;
    missing.value = false;
    unseen.value = new Set([...unseen.value].filter((other) => other !== id));
  }

  async function selectOrder({ alertId: id }: WorkOrder) {
    select(id);
    if (!alert.value && id !== '') {
      try {
        fetched.value = await desk.fetchAlert(id);
      } catch {
        missing.value = alertId.value === id;
      }
    }
  }

  watch(city.alerts.items, (items, before) => {
    // What was there when the page opened is not news.
    const news = before.length > 0;
    const added = items.filter((a) => !seen.has(a.id));
    seen.clear();
    items.forEach((a) => seen.add(a.id));
    if (news && added.length > 0) {
      unseen.value = new Set([...unseen.value, ...added.map((a) => a.id)]);
    }
    if (alertId.value === '' && items[0]) {
      select(items[0].id);
    }
  });

  return {
    alertId,
    alert,
    order,
    missing,
    unseen,
    isNew: (id: string) => unseen.value.has(id),
    selectAlert: (a: Alert) => select(a.id),
    selectOrder,
  };
}

export type Selection = ReturnType<typeof selectionIn>;
export const SELECTION: InjectionKey<Selection> = Symbol('selection');

export function useSelection(): Selection {
  return inject(SELECTION)!;
}
