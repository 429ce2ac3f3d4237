import type { Violation } from '@/api/violations';
import { flawOf } from '@/zones/polygon';
import type { Area } from '@/zones/sketch';
import { type Draft, parsed } from './draft';

/** Fields of the form; a problem of any other is told at its head. */
export const FIELDS = [
  'id',
  'name',
  'url',
  'subUrl',
  'user',
  'password',
  'transport',
  'area',
  'place',
  'latitude',
  'longitude',
  'patrol',
  'inputSize',
  'department',
  'scenes',
  'zones',
  'presets',
] as const;

export type Field = (typeof FIELDS)[number] | '';

/** What is wrong with a field: a text of the console's, or the server's own. */
export interface Problem {
  readonly field: Field;
  /** Of `settings.problem`; absent when the server tells. */
  readonly key?: string;
  readonly text?: string;
  readonly named?: string;
}

/** What can be told without asking the center. It checks everything again, and more. */
export function problemsOf(draft: Draft): Problem[] {
  const problems: Problem[] = [];
  const check = (wrong: boolean, field: Field, key: string, named?: string) => {
    if (wrong) {
      problems.push({ field, key, named });
    }
  };
  check(!/^[A-Za-z0-9._-]{1,64}$/.test(draft.id.trim()), 'id', 'id');
  check(draft.url.trim() === '', 'url', 'url');
  check(hasCredentials(draft.url), 'url', 'credentials');
  check(hasCredentials(draft.subUrl), 'subUrl', 'credentials');
  check(!isDegrees(draft.latitude, 90), 'latitude', 'latitude');
  check(!isDegrees(draft.longitude, 180), 'longitude', 'longitude');
  check(draft.patrolled && !isPatrol(draft), 'patrol', 'patrol');
  check(!/^(\d{2,4}x\d{2,4})?$/.test(draft.inputSize.trim()), 'inputSize', 'inputSize');
  check(!/^([a-z0-9][a-z0-9-]{0,62})?$/.test(draft.department.trim()), 'department', 'department');
  for (const { scene, settings } of draft.scenes) {
    check(scene.trim() === '', 'scenes', 'sceneName');
    check(!parsed(settings), 'scenes', 'sceneJson', scene);
  }
  check(repeats(draft.scenes.map((s) => s.scene)), 'scenes', 'sceneTwice');
  if (draft.presets.length === 0) {
    problems.push(...zoneProblems(draft.zones));
  }
  for (const preset of draft.presets) {
    check(preset.id.trim() === '', 'presets', 'presetId');
    check(preset.picture.length === 0, 'presets', 'presetPicture', preset.id);
    problems.push(...zoneProblems(preset.zones));
  }
  check(repeats(draft.presets.map((p) => p.id)), 'presets', 'presetTwice');
  return problems;
}

/** The server's own words, at the fields of the form that they are about. */
export function serverProblems(violations: readonly Violation[]): Problem[] {
  return violations.map(({ field, text }) => ({ field: fieldOf(field), text: told(field, text) }));
}

/** `settings.sub_url`, `subUrl`, `place.latitude`, `zones[1].polygon[2]`: all find their field. */
export function fieldOf(path: string): Field {
  const steps = path
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .filter((step) => !['settings', 'camera', 'cameras'].includes(step));
  const [first = '', second = ''] = steps.map((s) => (s === 'passwordEnv' ? 'password' : s));
  const wanted = first === 'place' && second !== 'name' ? second || first : first;
  return FIELDS.find((field) => field === wanted) ?? '';
}

function told(field: string, text: string): string {
  const nested = /[.[]/.test(field.replace(/^settings\./, ''));
  return field !== '' && (nested || fieldOf(field) === '') && !text.includes(field)
    ? `${field}: ${text}`
    : text;
}

function zoneProblems(zones: readonly Area[]): Problem[] {
  const problems: Problem[] = zones.flatMap(({ id, polygon }) => {
    const flaw = flawOf(polygon);
    return flaw ? [{ field: 'zones', key: flaw, named: id } as const] : [];
  });
  if (zones.some((z) => z.id.trim() === '')) {
    problems.push({ field: 'zones', key: 'zoneId' });
  }
  if (repeats(zones.map((z) => z.id))) {
    problems.push({ field: 'zones', key: 'zoneTwice' });
  }
  return problems;
}

function hasCredentials(url: string): boolean {
  return /^\w+:\/\/[^/?#]*@/.test(url.trim());
}

function isDegrees(text: string, most: number): boolean {
  return Math.abs(Number(text)) <= most;
}

function isPatrol({ everyMinutes, staySeconds }: Draft): boolean {
  const [every, stay] = [Number(everyMinutes) * 60, Number(staySeconds)];
  return stay > 0 && every > stay;
}

function repeats(names: readonly string[]): boolean {
  return new Set(names.map((n) => n.trim())).size < names.length;
}
