import { useI18n } from 'vue-i18n';
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { ago, clock, fullTime, span, toMillis } from './time';
import { useNow } from './useNow';

/** Times and names in the page's language. */
export function useFormat() {
  const { t, te, locale } = useI18n();
  const now = useNow();
  const named = (kind: string, id: string) => (te(`${kind}.${id}`) ? t(`${kind}.${id}`) : id);
  return {
    ago: (time?: Timestamp) => (time ? ago(toMillis(time), now.value, locale.value) : '–'),
    clock: (time?: Timestamp) => clock(toMillis(time), now.value, locale.value),
    clockAt: (millis: number) => clock(millis, now.value, locale.value),
    full: (time?: Timestamp) => fullTime(toMillis(time), locale.value),
    between: (from?: Timestamp, to?: Timestamp) =>
      from ? span((to ? toMillis(to) : now.value) - toMillis(from), locale.value) : '–',
    number: (value: number | bigint, digits = 0) =>
      new Intl.NumberFormat(locale.value, { maximumFractionDigits: digits }).format(value),
    percent: (share: number) =>
      new Intl.NumberFormat(locale.value, { style: 'percent' }).format(share),
    /** What the console calls a scene or a kind of zone; the id itself where it has no word for it. */
    scene: (id: string) => named('scene', id),
    zoneKind: (id: string) => named('zoneKind', id),
    health: (id: string) => named('health', id),
    /** "5 fps" is the only policy with a number in it. */
    policy: (text: string) => {
      const fps = /^(\d+(?:\.\d+)?) fps$/.exec(text);
      return fps ? t('policy.fps', { n: fps[1]! }) : named('policy', text);
    },
    bits: (perSecond: number) =>
      perSecond >= 1e6
        ? `${(perSecond / 1e6).toFixed(1)} Mbit/s`
        : `${Math.round(perSecond / 1e3)} kbit/s`,
  };
}
