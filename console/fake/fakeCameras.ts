import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { durationFromMs, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import {
  type CalibrationService,
  ThresholdAdvice,
  type ThresholdSuggestionSchema,
} from '@/gen/cityward/v1/calibration_pb';
import {
  type Camera,
  CameraSchema,
  type CameraService,
  type CameraSettings,
  CameraSettingsSchema,
  CameraState,
  type ImportCamerasRequest,
  ImportedLineSchema,
  ImportOutcome,
  type ProbeSourceRequest,
} from '@/gen/cityward/v1/cameras_pb';
import type { Plain, Wire } from './wire';

/** Runs a write once per idempotency key. */
export type Write = <T>(key: string, headers: Headers, effect: () => T) => T;

/** The registry of cameras, in memory. Sources whose address holds "dead" do not answer. */
export class FakeCameras {
  readonly settings = new Map<string, CameraSettings>();
  readonly passwords = new Map<string, string>();
  readonly probes: ProbeSourceRequest[] = [];
  /** What verdicts come to, by camera and scene. */
  readonly suggestions = new Map<string, MessageInitShape<typeof ThresholdSuggestionSchema>>();
  /** JPEG that cameras and probes show. */
  picture: Uint8Array = new Uint8Array();

  constructor(
    private readonly wire: Wire<Camera>,
    private readonly write: Write,
  ) {}

  /** A camera that is kept by the registry, with what is configured for it. */
  register(settings: Plain<typeof CameraSettingsSchema>): CameraSettings {
    return this.keep(
      create(CameraSettingsSchema, { enabled: true, registered: true, revision: 1n, ...settings }),
    );
  }

  service(): Partial<ServiceImpl<typeof CameraService>> {
    return {
      listCameras: () => ({ cameras: this.wire.all() }),
      watchCameras: (_, context) => this.wire.watch(context.signal),
      getCameraSettings: ({ cameraId }) => this.known(cameraId),
      createCamera: (request, { requestHeader }) =>
        this.write(request.idempotencyKey, requestHeader, () => this.create(request.settings!)),
      updateCamera: (request, { requestHeader }) =>
        this.write(request.idempotencyKey, requestHeader, () => this.update(request.settings!)),
      setCameraEnabled: (request, { requestHeader }) =>
        this.write(request.idempotencyKey, requestHeader, () => {
          const settings = this.known(request.cameraId);
          return this.update({ ...settings, enabled: request.enabled });
        }),
      deleteCamera: (request, { requestHeader }) =>
        this.write(request.idempotencyKey, requestHeader, () => {
          this.known(request.cameraId);
          this.settings.delete(request.cameraId);
          this.wire.forget(create(CameraSchema, { id: request.cameraId, deleted: true }));
          return {};
        }),
      importCameras: (request, { requestHeader }) =>
        request.dryRun
          ? this.import(request)
          : this.write(request.idempotencyKey, requestHeader, () => this.import(request)),
      probeSource: (request) => this.probe(request),
      takeSnapshot: () => ({ picture: this.picture, takenAt: timestampFromMs(Date.now()) }),
    };
  }

  calibration(): Partial<ServiceImpl<typeof CalibrationService>> {
    return {
      suggestThreshold: ({ cameraId, scene }) => {
        const { revision, registered } = this.known(cameraId);
        return {
          ...{ cameraId, scene, revision, registered, targetPrecision: 0.9, days: 30 },
          ...{ advice: ThresholdAdvice.THRESHOLD_TOO_FEW, leastVerdicts: 30, leastDays: 3 },
          ...this.suggestions.get(`${cameraId}/${scene}`),
        };
      },
      applyThreshold: (request, { requestHeader }) =>
        this.write(request.idempotencyKey, requestHeader, () => {
          const { scenes, ...rest } = this.known(request.cameraId);
          const calibrated = scenes.map((s) =>
            s.scene === request.scene
              ? { ...s, settings: { ...s.settings, leastAlertScore: request.leastScore } }
              : s,
          );
          return this.update({ ...rest, scenes: calibrated, revision: request.revision });
        }),
    };
  }

  private known(id: string): CameraSettings {
    const settings = this.settings.get(id);
    if (!settings) {
      throw new ConnectError(`camera: ${id} (no such camera)`, Code.NotFound);
    }
    return settings;
  }

  private create(settings: CameraSettings): CameraSettings {
    if (this.settings.has(settings.id)) {
      throw new ConnectError(`id: ${settings.id} is taken`, Code.AlreadyExists);
    }
    return this.keep({ ...settings, registered: true, revision: 1n });
  }

  private update(settings: CameraSettings): CameraSettings {
    const before = this.known(settings.id);
    if (!before.registered) {
      throw new ConnectError('the camera stands in cityward.yml', Code.FailedPrecondition);
    }
    if (before.revision !== settings.revision) {
      throw new ConnectError(`revision ${before.revision} is newer`, Code.Aborted);
    }
    return this.keep({ ...settings, registered: true, revision: before.revision + 1n });
  }

  private keep(settings: CameraSettings): CameraSettings {
    const problems = wrongWith(settings);
    if (problems.length > 0) {
      throw badRequest(problems);
    }
    const { id, password } = settings;
    if (password !== undefined) {
      this.passwords.set(id, password);
    }
    const hasPassword = (this.passwords.get(id) ?? '') !== '';
    const kept = create(CameraSettingsSchema, { ...settings, hasPassword, password: undefined });
    this.settings.set(id, kept);
    this.wire.put({ ...(this.wire.find(id) ?? create(CameraSchema)), ...shownOf(kept) });
    return kept;
  }

  private import({ csv, dryRun, replace }: ImportCamerasRequest) {
    const [header = '', ...rows] = csv
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
    const columns = header.split(',');
    const count = { added: 0, replaced: 0, refused: 0 };
    const lines = rows.map((row, i) => {
      const values = row.split(',');
      const value = (name: string, chinese: string) =>
        values[Math.max(columns.indexOf(name), columns.indexOf(chinese))] ?? '';
      const [id, url] = [value('id', '编号'), value('url', '主码流')];
      const exists = this.settings.has(id);
      const problems = [
        ...(/^[\w.-]+$/.test(id) ? [] : [`id: ${id} (expected: letters, digits, -, _ and .)`]),
        ...(/^\w+:\/\//.test(url) ? [] : [`url: ${url} (expected: rtsp://…)`]),
        ...(exists && !replace ? ['id: is there already (expected: replace, or another id)'] : []),
      ];
      const good = exists ? ImportOutcome.IMPORT_REPLACED : ImportOutcome.IMPORT_ADDED;
      const outcome = problems.length > 0 ? ImportOutcome.IMPORT_REFUSED : good;
      if (outcome === ImportOutcome.IMPORT_REFUSED) {
        count.refused++;
      } else {
        count[exists ? 'replaced' : 'added']++;
        if (!dryRun) {
          this.register({ id, url, name: value('name', '名称') });
        }
      }
      return create(ImportedLineSchema, { line: i + 2, cameraId: id, outcome, problems });
    });
    return { lines, ...count };
  }

  private probe(request: ProbeSourceRequest) {
    this.probes.push(request);
    const url = request.url || this.known(request.cameraId).url;
    return url.includes('dead')
      ? { state: CameraState.CAMERA_REFUSED, stateReason: 'nobody listens there' }
      : {
          state: CameraState.CAMERA_LIVE,
          codec: 'h264',
          width: 1920,
          height: 1080,
          fps: 25,
          keyFrameSeconds: 2,
          firstPictureSeconds: 0.41,
          clockOffset: durationFromMs(1400),
          picture: this.picture,
        };
  }
}

function shownOf(settings: CameraSettings) {
  const { id, name, place, url, zones, enabled, registered, scenes } = settings;
  return {
    ...{ id, name, place, url, zones, enabled, registered },
    scenes: scenes.map((s) => s.scene),
    state: enabled ? CameraState.CAMERA_LIVE : CameraState.CAMERA_STOPPED,
    stateReason: '',
    stateSince: timestampFromMs(Date.now()),
  };
}

function wrongWith({ url, scenes, zones, presets }: CameraSettings): [string, string][] {
  const problems: [string, string][] = [];
  if (!/^(rtsps?|rtmp|https?|file):\/\//.test(url)) {
    problems.push(['url', `${url} (expected: rtsp, rtsps, rtmp, http, https or file)`]);
  }
  if (scenes.length > 0 && zones.length === 0 && presets.every((p) => p.zones.length === 0)) {
    problems.push(['zones', 'none (expected: one of a kind that illegal-parking watches)']);
  }
  return problems;
}

/** As the center tells wrong fields: `google.rpc.BadRequest` among the details. */
export function badRequest(problems: readonly [field: string, text: string][]): ConnectError {
  const value = new BinaryWriter();
  for (const [field, text] of problems) {
    const violation = new BinaryWriter().tag(1, 2).string(field).tag(2, 2).string(text).finish();
    value.tag(1, 2).bytes(violation);
  }
  const message = problems.map(([field, text]) => `${field}: ${text}`).join('\n');
  const error = new ConnectError(message, Code.InvalidArgument);
  error.details = [{ type: 'google.rpc.BadRequest', value: value.finish() }];
  return error;
}
