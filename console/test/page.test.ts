import { Evidence_Kind } from '@/gen/cityward/v1/alerts_pb';
import { CameraState } from '@/gen/cityward/v1/cameras_pb';
import { Delivery_State, WorkOrderState } from '@/gen/cityward/v1/work_orders_pb';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeCenter } from '../fake/fakeCenter';
import { all, click, close, find, open, soon } from './console';

const SNAPSHOT = { kind: Evidence_Kind.SNAPSHOT, path: '/evidence/a.jpg' };
const CLIP = { kind: Evidence_Kind.CLIP, path: '/evidence/a.mp4' };

afterEach(close);

describe('the live page', () => {
  it('says so when there is nothing yet', async () => {
    await open(new FakeCenter());
    expect(document.body.textContent).toContain('No alerts yet');
    expect(document.body.textContent).toContain('No work orders yet');
    expect(document.body.textContent).toContain('No cameras configured');
  });

  it('shows an alert the moment it is raised, and its clip when it is cut', async () => {
    const center = new FakeCenter();
    await open(center);
    const alert = center.raise({
      id: 'a1',
      place: { name: 'Renmin Road 12' },
      evidence: [SNAPSHOT],
    });
    await soon(() => expect(all('alert-card')).toHaveLength(1));
    expect(find('alert-picture')!.getAttribute('src')).toBe('/evidence/a.jpg');
    await click('choice-clip');
    await soon(() => expect(find('clip-pending')).not.toBeNull());
    const evidence = [...alert.evidence, { ...alert.evidence[0]!, ...CLIP }];
    center.alerts.put({ ...alert, version: 2n, evidence });
    await soon(() =>
      expect(find('alert-clip')!.getAttribute('src')).toBe('/evidence/a.mp4?codec=h264'),
    );
  });

  it('does not move away from what the operator looks at', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1', place: { name: 'First Street' } });
    await open(center);
    center.raise({ id: 'a2', place: { name: 'Second Street' } });
    await soon(() => expect(all('alert-card')).toHaveLength(2));
    expect(find('alert-focus')!.textContent).toContain('First Street');
    expect(all('alert-card')[0]!.textContent).toContain('New');
    expect(document.title).toBe('1 new · Cityward');
  });

  it('shows hostile text as text, and asks no other server for files', async () => {
    const center = new FakeCenter();
    const name = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    const evil = { kind: Evidence_Kind.SNAPSHOT, path: '//evil.example/track.gif' };
    center.raise({ id: 'a1', place: { name }, reason: name, eventName: name, evidence: [evil] });
    await open(center);
    await soon(() => expect(find('alert-focus')!.textContent).toContain(name));
    expect(document.querySelectorAll('script, main img')).toHaveLength(0);
    expect(find('alert-picture')).toBeNull();
  });

  it('shows each camera with its state and reason, those in trouble first', async () => {
    const center = new FakeCenter();
    center.show({ id: 'c1', name: 'North', state: CameraState.CAMERA_LIVE });
    const stateReason = 'wrong password (401)';
    center.show({ id: 'c2', name: 'South', state: CameraState.CAMERA_UNAUTHORISED, stateReason });
    await open(center);
    const rows = await soon(() => {
      expect(all('camera-row')).toHaveLength(2);
      return all('camera-row');
    });
    expect(rows[0]!.textContent).toContain('South');
    expect(rows[0]!.textContent).toContain('Unauthorised');
    expect(rows[0]!.textContent).toContain('wrong password (401)');
    expect(find('figure-cameras')!.textContent).toContain('1/2');
  });

  it('leads an order from review to its end, by the actions that are allowed', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1' });
    center.open({ id: 'w1', alertId: 'a1' });
    await open(center);
    for (const action of ['REGISTER', 'DISPATCH', 'ACCEPT', 'HANDLE', 'CLOSE']) {
      await click(`action-${action}`);
    }
    await soon(() => expect(find('order-row')!.dataset.state).toBe('CLOSED'));
    expect(all('history-entry')).toHaveLength(5);
    expect(document.querySelector('[data-testid^="action-"]')).toBeNull();
    expect(new Set(center.keys).size).toBe(5);
  });

  it('takes no rejection without a reason', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1' });
    center.open({ id: 'w1', alertId: 'a1' });
    await open(center);
    await click('action-REJECT');
    await click('reason-give');
    await soon(() => expect(document.body.textContent).toContain('A reason is needed.'));
    expect(center.keys).toHaveLength(0);
    const field = document.querySelector<HTMLTextAreaElement>('textarea')!;
    field.value = 'it is a tree';
    field.dispatchEvent(new Event('input'));
    await click('reason-give');
    await soon(() => expect(find('order-row')!.dataset.state).toBe('REJECTED'));
    expect(find('order-history')!.textContent).toContain('it is a tree');
  });

  it('confirms an alert, and says when the answer was lost', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1' });
    await open(center);
    center.loseNextAnswer = true;
    await click('verdict-CONFIRMED');
    await soon(() => expect(find('fault')!.textContent).toContain('No answer from the center'));
    // It had taken effect; the stream tells.
    await soon(() => expect(find('verdict')!.textContent).toContain('Confirmed'));
  });

  it('offers to send a dead letter again', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1' });
    const delivery = { state: Delivery_State.DEAD_LETTER, attempts: 8, lastError: 'refused' };
    center.open({ id: 'w1', alertId: 'a1', state: WorkOrderState.DISPATCHED, delivery });
    await open(center);
    expect(find('delivery')!.textContent).toContain('refused');
    await click('resend');
    await soon(() => expect(find('delivery')!.textContent).toContain('On its way'));
  });

  it('says that it is stale when the center goes, and misses nothing', async () => {
    const center = new FakeCenter();
    await open(center);
    center.breakStreams();
    await soon(() => expect(find('link-state')!.textContent).toContain('Stale since'));
    center.raise({ id: 'a1' });
    await soon(() => expect(all('alert-card')).toHaveLength(1));
    await soon(() => expect(find('link-state')!.dataset.link).toBe('live'));
  });

  it('speaks Chinese when told to', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1' });
    await open(center);
    await click('choice-zh');
    await soon(() => expect(find('alert-card')!.textContent).toContain('机动车乱停放'));
    expect(document.documentElement.lang).toBe('zh-CN');
  });
});
