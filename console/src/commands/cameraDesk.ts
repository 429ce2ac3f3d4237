import { create } from '@bufbuild/protobuf';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { inject, type InjectionKey } from 'vue';
import type { Clients } from '@/api/clients';
import type { City } from '@/city/city';
import type { ThresholdSuggestion } from '@/gen/cityward/v1/calibration_pb';
import {
  type Camera,
  CameraSchema,
  type CameraSettings,
  type ImportCamerasResponse,
  type ProbeSourceRequestSchema,
  type ProbeSourceResponse,
} from '@/gen/cityward/v1/cameras_pb';

/** A source is opened within 15 s, or the center says why not. */
const PROBE_MS = 30_000;

/** Every write to the cameras, and what is asked before one. */
export class CameraDesk {
  constructor(
    private readonly clients: Clients,
    private readonly city: City,
  ) {}

  settings(cameraId: string): Promise<CameraSettings> {
    return this.clients.cameras.getCameraSettings({ cameraId });
  }

  /** Adds a camera when its revision is 0, else replaces that revision. */
  save(settings: CameraSettings, idempotencyKey: string): Promise<CameraSettings> {
    const request = { settings, idempotencyKey };
    return settings.revision === 0n
      ? this.clients.cameras.createCamera(request)
      : this.clients.cameras.updateCamera(request);
  }

  async enable(camera: Camera, enabled: boolean, idempotencyKey: string): Promise<void> {
    const request = { cameraId: camera.id, enabled, idempotencyKey };
    await this.clients.cameras.setCameraEnabled(request);
  }

  async remove(camera: Camera, idempotencyKey: string): Promise<void> {
    await this.clients.cameras.deleteCamera({ cameraId: camera.id, idempotencyKey });
    this.city.cameras.put(create(CameraSchema, { id: camera.id, deleted: true }));
  }

  /** From which score on a scene is right often enough, by verdicts; changes nothing. */
  suggest(cameraId: string, scene: string): Promise<ThresholdSuggestion> {
    return this.clients.calibration.suggestThreshold({ cameraId, scene });
  }

  async applySuggestion(of: ThresholdSuggestion, idempotencyKey: string): Promise<void> {
    const { cameraId, scene, revision, suggested } = of;
    const leastScore = suggested!.leastScore;
    const request = { cameraId, scene, revision, leastScore, idempotencyKey };
    await this.clients.calibration.applyThreshold(request);
  }

  /** What would happen, line by line; changes nothing. */
  tryImport(csv: string, replace: boolean): Promise<ImportCamerasResponse> {
    return this.clients.cameras.importCameras({ csv, replace, dryRun: true });
  }

  importAll(csv: string, replace: boolean, idempotencyKey: string): Promise<ImportCamerasResponse> {
    return this.clients.cameras.importCameras({ csv, replace, idempotencyKey });
  }

  probe(
    source: MessageInitShape<typeof ProbeSourceRequestSchema>,
    signal: AbortSignal,
  ): Promise<ProbeSourceResponse> {
    return this.clients.cameras.probeSource(source, { signal, timeoutMs: PROBE_MS });
  }

  /** JPEG of what the camera shows now. */
  async picture(cameraId: string): Promise<Uint8Array> {
    return (await this.clients.cameras.takeSnapshot({ cameraId })).picture;
  }
}

export const CAMERA_DESK: InjectionKey<CameraDesk> = Symbol('camera desk');

export function useCameraDesk(): CameraDesk {
  return inject(CAMERA_DESK)!;
}
