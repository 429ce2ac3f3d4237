import { type Camera, CameraState } from '@/gen/cityward/v1/cameras_pb';
import { toMillis } from '@/format/time';
import { cameraTone, type Tone } from '@/format/tones';

/** What an operator looks for; 'ill' are those that live but whose picture is not right. */
export type Group = 'all' | 'live' | 'trouble' | 'ill' | 'stopped';
export type Order = 'trouble' | 'name' | 'id' | 'since' | 'bits' | 'lost';

export const GROUPS: readonly Group[] = ['all', 'live', 'trouble', 'ill', 'stopped'];
export const ORDERS: readonly Order[] = ['trouble', 'name', 'id', 'since', 'bits', 'lost'];

export interface View {
  readonly text: string;
  readonly group: Group;
  readonly order: Order;
}

const TROUBLE: ReadonlySet<Tone> = new Set(['warn', 'bad']);

/** The cameras of a view, in its order; they are given with those in trouble first. */
export function seen(cameras: readonly Camera[], view: View): Camera[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  return cameras
    .filter((c) => isIn(view.group, c) && words.every((word) => textOf(c).includes(word)))
    .sort(byOrder(view.order));
}

export function isIn(group: Group, camera: Camera): boolean {
  switch (group) {
    case 'all':
      return true;
    case 'live':
      return camera.state === CameraState.CAMERA_LIVE;
    case 'trouble':
      return TROUBLE.has(cameraTone(camera.state)) || camera.health.length > 0;
    case 'ill':
      return camera.health.length > 0;
    case 'stopped':
      return camera.state === CameraState.CAMERA_STOPPED || !camera.enabled;
  }
}

/** How many of the cameras each group has. */
export function census(cameras: readonly Camera[]): Record<Group, number> {
  const counts = { all: 0, live: 0, trouble: 0, ill: 0, stopped: 0 };
  for (const camera of cameras) {
    GROUPS.filter((group) => isIn(group, camera)).forEach((group) => counts[group]++);
  }
  return counts;
}

/** One page of many, and which it is: the last one when there are fewer by now. */
export function pageOf<T>(items: readonly T[], wanted: number, size: number) {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(Math.max(1, wanted), pages);
  return { items: items.slice((page - 1) * size, page * size), page, pages };
}

function textOf({ id, name, place, url, stateReason }: Camera): string {
  return [id, name, place?.name, place?.area, url, stateReason].join(' ').toLowerCase();
}

function byOrder(order: Order): (a: Camera, b: Camera) => number {
  const words = new Intl.Collator(undefined, { numeric: true });
  switch (order) {
    case 'trouble':
      return () => 0;
    case 'name':
      return (a, b) => words.compare(a.name || a.id, b.name || b.id);
    case 'id':
      return (a, b) => words.compare(a.id, b.id);
    case 'since':
      return (a, b) => toMillis(b.stateSince) - toMillis(a.stateSince);
    case 'bits':
      return (a, b) => (b.figures?.bitsPerSecond ?? 0) - (a.figures?.bitsPerSecond ?? 0);
    case 'lost':
      return (a, b) => Number((b.figures?.packetsLost ?? 0n) - (a.figures?.packetsLost ?? 0n));
  }
}
