import { computed, inject, type InjectionKey, type ShallowRef, shallowRef } from 'vue';
import type { Clients } from '@/api/clients';
import { toMillis } from '@/format/time';
import type { Alert } from '@/gen/cityward/v1/alerts_pb';
import type { WorkOrder } from '@/gen/cityward/v1/work_orders_pb';
import { type Feed, follow } from '@/live/follow';
import { type Link, worstOf } from '@/live/link';
import { Board } from './board';
import { alertFeed, cameraFeed, orderFeed } from './feeds';
import { Roster } from './roster';

/** Newest alerts and work orders that the page keeps; older ones are the center's. */
export const KEPT = 500;
/** The center sends a heart-beat every 15 s unless it is told otherwise. */
const SILENCE_MS = 40_000;

/** What the page knows of the city, kept fresh while it is started. */
export class City {
  readonly alerts = new Board<Alert>(KEPT, (a) => toMillis(a.raisedAt));
  readonly orders = new Board<WorkOrder>(KEPT, (o) => toMillis(o.createdAt));
  readonly cameras = new Roster();
  readonly links = {
    alerts: shallowRef<Link>({ kind: 'connecting' }),
    orders: shallowRef<Link>({ kind: 'connecting' }),
    cameras: shallowRef<Link>({ kind: 'connecting' }),
  };
  readonly link = computed(() => worstOf(Object.values(this.links).map((l) => l.value)));

  private readonly following: readonly (readonly [Feed, ShallowRef<Link>])[];
  private running: AbortController | undefined;

  constructor(clients: Clients) {
    this.following = [
      [alertFeed(clients, this.alerts), this.links.alerts],
      [orderFeed(clients, this.orders), this.links.orders],
      [cameraFeed(clients, this.cameras), this.links.cameras],
    ];
  }

  start(): void {
    if (this.running) {
      return;
    }
    this.running = new AbortController();
    const { signal } = this.running;
    for (const [feed, link] of this.following) {
      void follow(feed, { signal, silenceMs: SILENCE_MS, onLink: (l) => (link.value = l) });
    }
  }

  /** Keeps what is known; the next start goes on from there. */
  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }
}

export const CITY: InjectionKey<City> = Symbol('city');

export function useCity(): City {
  return inject(CITY)!;
}
