import type { Timestamp } from '@bufbuild/protobuf/wkt';

/** Milliseconds since the epoch; 0 when the time is not set. */
export function toMillis(time: Timestamp | undefined): number {
  return time ? Number(time.seconds) * 1000 + Math.floor(time.nanos / 1e6) : 0;
}

/** Time of day, with the day before it when it is not today's; "–" when there is none. */
export function clock(millis: number, now: number, locale: string): string {
  if (millis === 0) {
    return '–';
  }
  const sameDay = new Date(millis).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(sameDay ? {} : { month: '2-digit', day: '2-digit' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  }).format(millis);
}

export function fullTime(millis: number, locale: string): string {
  return millis === 0
    ? ''
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' }).format(millis);
}

/** "3 minutes ago", "3分钟前"; never in the future, whatever the clocks say. */
export function ago(millis: number, now: number, locale: string): string {
  const [value, unit] = largest(Math.max(0, now - millis));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return format.format(-value, unit);
}

/** "12 min", "12分钟". */
export function span(millis: number, locale: string): string {
  const [value, unit] = largest(Math.max(0, millis));
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

function largest(millis: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) {
    return [seconds, 'second'];
  }
  if (seconds < 3600) {
    return [Math.floor(seconds / 60), 'minute'];
  }
  if (seconds < 86_400) {
    return [Math.floor(seconds / 3600), 'hour'];
  }
  return [Math.floor(seconds / 86_400), 'day'];
}
