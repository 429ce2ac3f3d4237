import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { ago, clock, span, toMillis } from '@/format/time';
import { cameraTone, isOpen, orderTone } from '@/format/tones';
import { ThresholdAdvice } from '@/gen/cityward/v1/calibration_pb';
import { CameraState, ImportOutcome } from '@/gen/cityward/v1/cameras_pb';
import { AlertState, Verdict } from '@/gen/cityward/v1/alerts_pb';
import { Delivery_State, WorkOrderAction, WorkOrderState } from '@/gen/cityward/v1/work_orders_pb';
import { i18n, preferredLanguage, speak } from '@/i18n';
import { en } from '@/i18n/en';
import { zh } from '@/i18n/zh';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, at = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[at + key, value]] : leaves(value, `${at}${key}.`),
  );
}

const names = (e: object) => Object.values(e).filter((v) => typeof v === 'string');

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(leaves(zh).map(([k]) => k)).toEqual(leaves(en).map(([k]) => k));
  });

  it('fill in the same places', () => {
    const places = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    const chinese = new Map(leaves(zh));
    for (const [key, text] of leaves(en)) {
      expect(places(chinese.get(key)!), key).toEqual(places(text));
    }
  });

  it('leave no text empty and none in the other language', () => {
    const same = new Set(['app.name', 'verdict.by']);
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(zh)) {
      expect(text, key).not.toBe('');
      if (!same.has(key)) {
        expect(text, key).not.toBe(english.get(key));
        expect(english.get(key), key).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });

  it('can be read by the library that shows them', () => {
    for (const language of ['en', 'zh'] as const) {
      speak(language);
      for (const [key] of leaves(en)) {
        expect(i18n.global.t(key, { n: 2 }, 2), key).not.toMatch(/[{}|]/);
      }
    }
    speak('en');
    expect(i18n.global.t('actor.hint')).toContain('. _ - @,');
    expect(i18n.global.t('delivery.attempts', 1)).toBe('one attempt');
  });

  it('have a word for every state and action of the contract', () => {
    expect(Object.keys(en.cameras.state)).toEqual(names(CameraState));
    expect(Object.keys(en.calibration.advice)).toEqual(names(ThresholdAdvice));
    expect(Object.keys(en.importing.state)).toEqual(names(ImportOutcome));
    expect(Object.keys(en.alerts.state)).toEqual(names(AlertState));
    expect(Object.keys(en.orders.state)).toEqual(names(WorkOrderState));
    expect(Object.keys(en.orders.action)).toEqual(names(WorkOrderAction));
    expect(Object.keys(en.delivery)).toEqual(expect.arrayContaining(names(Delivery_State)));
    expect(Object.keys(en.verdict)).toEqual(expect.arrayContaining(names(Verdict)));
  });

  it('are chosen by what was chosen last, then by the browser, then English', () => {
    expect(preferredLanguage('zh', ['en-GB'])).toBe('zh');
    expect(preferredLanguage(null, ['fr', 'zh-TW', 'en'])).toBe('zh');
    expect(preferredLanguage('xx', ['fr'])).toBe('en');
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 10, 23, 4, 0, 0);

  it('are told in the units that people use', () => {
    expect(ago(noon - 3 * 60_000, noon, 'en')).toBe('3 min. ago');
    expect(ago(noon - 3 * 60_000, noon, 'zh')).toBe('3分钟前');
    expect(span(2 * 3_600_000, 'en')).toBe('2 hr');
  });

  it('are never in the future, when the center is ahead of the browser', () => {
    expect(ago(noon + 5_000, noon, 'en')).toBe('now');
  });

  it('name the day only when it is another one', () => {
    expect(clock(noon, noon, 'en-GB')).toBe('12:00:00');
    expect(clock(noon - 86_400_000, noon, 'en-GB')).toBe('22/11, 12:00:00');
    expect(clock(0, noon, 'en')).toBe('–');
  });

  it('survive the way over the wire', () => {
    expect(toMillis(timestampFromMs(noon + 7))).toBe(noon + 7);
    expect(toMillis(undefined)).toBe(0);
  });
});

describe('tones', () => {
  it('are good for a live camera only, and bad where somebody has to act', () => {
    expect(cameraTone(CameraState.CAMERA_LIVE)).toBe('good');
    expect(cameraTone(CameraState.CAMERA_UNAUTHORISED)).toBe('bad');
    expect(cameraTone(99 as CameraState)).toBe('idle');
    expect(orderTone(WorkOrderState.REWORK)).toBe('bad');
  });

  it('count an order as open until it is closed or rejected', () => {
    const open = names(WorkOrderState).filter((n) =>
      isOpen(WorkOrderState[n as keyof typeof WorkOrderState]),
    );
    expect(open).not.toContain('CLOSED');
    expect(open).not.toContain('REJECTED');
    expect(open).toContain('SUSPENDED');
  });
});
