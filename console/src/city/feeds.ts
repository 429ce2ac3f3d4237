import { refusesTheToken } from '@/api/faults';
import type { Clients } from '@/api/clients';
import type { Alert } from '@/gen/cityward/v1/alerts_pb';
import type { Camera } from '@/gen/cityward/v1/cameras_pb';
import type { WorkOrder } from '@/gen/cityward/v1/work_orders_pb';
import type { Feed } from '@/live/follow';

/** Where a feed puts what arrives. */
export interface Sink<T> {
  replaceAll(items: Iterable<T>): void;
  put(item: T): void;
}

/** A list with a token, and a watch that goes on from it without a gap. */
interface Resumable<T> {
  /** A small question, so that a reopened stream need not wait for its first heart-beat. */
  touch(signal: AbortSignal): Promise<unknown>;
  list(signal: AbortSignal): Promise<{ items: T[]; token: string }>;
  watch(token: string, signal: AbortSignal): AsyncIterable<{ item?: T; token: string }>;
}

const PAGE = 200;

export function alertFeed({ alerts }: Clients, sink: Sink<Alert>): Feed {
  return resumable(sink, {
    touch: (signal) => alerts.listAlerts({ pageSize: 1 }, { signal }),
    async list(signal) {
      const page = await alerts.listAlerts({ pageSize: PAGE }, { signal });
      return { items: page.alerts, token: page.resumeToken };
    },
    async *watch(resumeToken, signal) {
      for await (const event of alerts.watchAlerts({ resumeToken }, { signal })) {
        yield { item: event.alert, token: event.resumeToken };
      }
    },
  });
}

export function orderFeed({ orders }: Clients, sink: Sink<WorkOrder>): Feed {
  return resumable(sink, {
    touch: (signal) => orders.listWorkOrders({ pageSize: 1 }, { signal }),
    async list(signal) {
      const page = await orders.listWorkOrders({ pageSize: PAGE }, { signal });
      return { items: page.workOrders, token: page.resumeToken };
    },
    async *watch(resumeToken, signal) {
      for await (const event of orders.watchWorkOrders({ resumeToken }, { signal })) {
        yield { item: event.workOrder, token: event.resumeToken };
      }
    },
  });
}

/** Cameras carry no token: every opening lists them all, so that a removed one goes. */
export function cameraFeed({ cameras }: Clients, sink: Sink<Camera>): Feed {
  return {
    async *open(signal) {
      const all: Camera[] = [];
      let pageToken = '';
      do {
        const page = await cameras.listCameras({ pageSize: 500, pageToken }, { signal });
        all.push(...page.cameras);
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      sink.replaceAll(all);
      yield;
      for await (const camera of cameras.watchCameras({}, { signal })) {
        sink.put(camera);
        yield;
      }
    },
  };
}

export function resumable<T>(sink: Sink<T>, source: Resumable<T>): Feed {
  let token = '';
  return {
    async *open(signal) {
      if (token === '') {
        const first = await source.list(signal);
        sink.replaceAll(first.items);
        token = first.token;
      } else {
        await source.touch(signal);
      }
      yield;
      for await (const event of source.watch(token, signal)) {
        if (event.item) {
          sink.put(event.item);
        }
        token = event.token || token;
        yield;
      }
    },
    failed(error) {
      if (refusesTheToken(error)) {
        token = '';
      }
    },
  };
}
