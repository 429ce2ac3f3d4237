import { create, type JsonObject } from '@bufbuild/protobuf';
import { type Duration, DurationSchema } from '@bufbuild/protobuf/wkt';
import { type CameraSettings, CameraSettingsSchema, type Zone } from '@/gen/cityward/v1/cameras_pb';
import type { Area } from '@/zones/sketch';

export interface ScenePlan {
  scene: string;
  /** What differs from the scene's defaults, as JSON. */
  settings: string;
}

export interface PresetPlan {
  id: string;
  /** JPEG; empty until one is taken. */
  picture: Uint8Array;
  zones: readonly Area[];
}

/** The settings of a camera as they stand in the form: text where text is typed. */
export interface Draft {
  id: string;
  name: string;
  area: string;
  place: string;
  /** Of the place that cameras share; kept as it is. */
  readonly placeId: string;
  latitude: string;
  longitude: string;
  url: string;
  subUrl: string;
  user: string;
  /** Empty: the kept one stays. */
  password: string;
  /** The kept one is to go. */
  forgetPassword: boolean;
  readonly hasPassword: boolean;
  transport: string;
  enabled: boolean;
  patrolled: boolean;
  everyMinutes: string;
  staySeconds: string;
  inputSize: string;
  department: string;
  scenes: ScenePlan[];
  zones: readonly Area[];
  presets: PresetPlan[];
  /** 0 for a camera that is new. */
  readonly revision: bigint;
}

/** A camera that is enabled, and nothing else yet. */
export function newDraft(): Draft {
  return draftOf(create(CameraSettingsSchema, { enabled: true }));
}

export function draftOf(settings: CameraSettings): Draft {
  const { place, patrol } = settings;
  const located = place !== undefined && (place.latitude !== 0 || place.longitude !== 0);
  return {
    id: settings.id,
    name: settings.name,
    area: place?.area ?? '',
    place: place?.name ?? '',
    placeId: place?.id ?? '',
    latitude: located ? String(place.latitude) : '',
    longitude: located ? String(place.longitude) : '',
    url: settings.url,
    subUrl: settings.subUrl,
    user: settings.user,
    password: '',
    forgetPassword: false,
    hasPassword: settings.hasPassword,
    transport: settings.transport,
    enabled: settings.enabled,
    patrolled: patrol !== undefined,
    everyMinutes: String(secondsOf(patrol?.every) / 60 || 15),
    staySeconds: String(secondsOf(patrol?.stay) || 10),
    inputSize: settings.inputSize,
    department: settings.department,
    scenes: settings.scenes.map((s) => ({ scene: s.scene, settings: jsonOf(s.settings) })),
    zones: areasOf(settings.zones),
    presets: settings.presets.map(({ id, picture, zones }) => ({
      id,
      picture,
      zones: areasOf(zones),
    })),
    revision: settings.revision,
  };
}

/** What is sent; the draft has no problems. */
export function settingsOf(draft: Draft): CameraSettings {
  return create(CameraSettingsSchema, {
    id: draft.id.trim(),
    name: draft.name.trim(),
    place: {
      id: draft.placeId,
      area: draft.area.trim(),
      name: draft.place.trim(),
      latitude: Number(draft.latitude),
      longitude: Number(draft.longitude),
    },
    url: draft.url.trim(),
    subUrl: draft.subUrl.trim(),
    user: draft.user.trim(),
    password: draft.forgetPassword ? '' : draft.password || undefined,
    transport: draft.transport,
    enabled: draft.enabled,
    patrol: draft.patrolled
      ? {
          every: durationOf(Number(draft.everyMinutes) * 60),
          stay: durationOf(Number(draft.staySeconds)),
        }
      : undefined,
    inputSize: draft.inputSize.trim(),
    department: draft.department.trim(),
    scenes: draft.scenes.map((s) => ({ scene: s.scene.trim(), settings: parsed(s.settings) })),
    zones: draft.presets.length > 0 ? [] : zonesOf(draft.zones),
    presets: draft.presets.map(({ id, picture, zones }) => ({
      id: id.trim(),
      picture,
      zones: zonesOf(zones),
    })),
    revision: draft.revision,
  });
}

/** The JSON object of a scene's settings; undefined when it is none. */
export function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}');
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

function jsonOf(settings: JsonObject | undefined): string {
  return settings && Object.keys(settings).length > 0 ? JSON.stringify(settings, null, 2) : '';
}

function areasOf(zones: readonly Zone[]): Area[] {
  return zones.map(({ id, kind, polygon, place }) => ({
    id,
    kind,
    ...(place ? { place } : {}),
    polygon: polygon.map(({ x, y }) => ({ x, y })),
  }));
}

function zonesOf(areas: readonly Area[]) {
  return areas.map(({ id, kind, polygon, place }) => ({
    id: id.trim(),
    kind,
    place,
    polygon: polygon.map(({ x, y }) => ({ x, y })),
  }));
}

export function secondsOf(duration: Duration | undefined): number {
  return duration ? Number(duration.seconds) + duration.nanos / 1e9 : 0;
}

export function durationOf(seconds: number): Duration {
  const whole = Math.floor(seconds);
  return create(DurationSchema, {
    seconds: BigInt(whole),
    nanos: Math.round((seconds - whole) * 1e9),
  });
}
