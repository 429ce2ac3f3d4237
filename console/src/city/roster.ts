import { shallowRef } from 'vue';
import { type Camera, CameraState } from '@/gen/cityward/v1/cameras_pb';
import type { Sink } from './feeds';

/** All cameras, those in trouble first: they are what an operator has to see. */
export class Roster implements Sink<Camera> {
  readonly items = shallowRef<readonly Camera[]>([]);
  readonly loaded = shallowRef(false);
  private readonly byId = new Map<string, Camera>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  replaceAll(cameras: Iterable<Camera>): void {
    this.byId.clear();
    for (const camera of cameras) {
      this.byId.set(camera.id, camera);
    }
    this.loaded.value = true;
    this.show();
  }

  put(camera: Camera): void {
    if (camera.deleted) {
      this.byId.delete(camera.id);
    } else {
      this.byId.set(camera.id, camera);
    }
    this.timer ??= setTimeout(() => this.show(), 100);
  }

  private show(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.items.value = troubleFirst(this.byId.values());
  }
}

export function troubleFirst(cameras: Iterable<Camera>): Camera[] {
  return [...cameras].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id));
}

function rank({ state }: Camera): number {
  switch (state) {
    case CameraState.CAMERA_LIVE:
      return 2;
    case CameraState.CAMERA_STOPPED:
      return 3;
    case CameraState.CAMERA_CONNECTING:
    case CameraState.CAMERA_STATE_UNSPECIFIED:
      return 1;
    default:
      return 0;
  }
}
