import { CameraState } from '@/gen/cityward/v1/cameras_pb';
import { ThresholdAdvice } from '@/gen/cityward/v1/calibration_pb';
import { type Page, page } from '@/pages/route';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeCenter } from '../fake/fakeCenter';
import { all, click, close, find, open, soon, type } from './console';

const KERB = {
  id: 'kerb',
  kind: 'no-parking',
  polygon: [
    { x: 0.1, y: 0.1 },
    { x: 0.9, y: 0.1 },
    { x: 0.9, y: 0.9 },
  ],
};
const NORTH = { id: 'c1', name: 'North', url: 'rtsp://10.0.0.1/1', zones: [KERB] };

async function goTo(name: Page) {
  location.hash = `#/${name}`;
  await soon(() => expect(page.value).toBe(name));
}

async function openCameras(center: FakeCenter) {
  await goTo('cameras');
  await open(center);
}

async function chooseFile(text: string) {
  const input = await soon(() => find<HTMLInputElement>('import-file') ?? expect.fail('no input'));
  const bytes = new TextEncoder().encode(text);
  const file = { name: 'cameras.csv', size: bytes.length, arrayBuffer: async () => bytes.buffer };
  Object.defineProperty(input, 'files', { value: [file] });
  input.dispatchEvent(new Event('change'));
}

beforeEach(() => goTo('live'));
afterEach(close);
afterEach(() => vi.unstubAllGlobals());

describe('the cameras page', () => {
  it('explains itself when there are no cameras', async () => {
    await openCameras(new FakeCenter());
    expect(find('cameras-empty')!.textContent).toContain('Add one with its stream address');
  });

  it('shows what is known of a camera', async () => {
    const center = new FakeCenter();
    center.show({
      ...{ id: 'c1', name: 'North', state: CameraState.CAMERA_LIVE, enabled: true },
      ...{ health: ['covered'], decodePolicy: 'key-frames', decodeReason: 'the pool is busy' },
      ...{ preset: 'gate', figures: { fpsReceived: 25, fpsDecoded: 0.5, packetsLost: 7n } },
    });
    await openCameras(center);
    const text = (await soon(() => find('camera-line') ?? expect.fail('no line'))).textContent;
    for (const part of ['Live', 'Covered', 'key frames', 'the pool is busy', 'Preset gate']) {
      expect(text).toContain(part);
    }
    expect(find('rate-decoded')!.textContent).toContain('0.5');
    expect(text).toContain('7 packets lost');
  });

  it('stays small with a thousand cameras, and finds one of them', async () => {
    const center = new FakeCenter();
    for (let n = 0; n < 1000; n++) {
      center.show({ id: `c${n}`, name: `Street ${n}`, state: CameraState.CAMERA_STOPPED });
    }
    await openCameras(center);
    await soon(() => expect(all('camera-line')).toHaveLength(40));
    await click('page-after');
    await soon(() => expect(find('page-number')!.textContent).toBe('2 of 25'));
    await type('camera-search', 'street 777');
    await soon(() => expect(all('camera-line').map((l) => l.dataset.camera)).toEqual(['c777']));
  });

  it('adds a camera, with what the center does not like told at its field', async () => {
    const center = new FakeCenter();
    await openCameras(center);
    await click('camera-add');
    await type('field-id', 'new camera');
    await type('field-url', 'ftp://10.0.0.2/1');
    await click('settings-save');
    await soon(() => expect(find('field-id')!.textContent).toContain('Letters, digits'));
    expect(center.keys).toHaveLength(0);
    await type('field-id', 'c2');
    await click('settings-save');
    await soon(() => expect(find('field-url')!.textContent).toContain('(expected: rtsp'));
    await type('field-url', 'rtsp://10.0.0.2/1');
    await type('field-password', 'secret');
    await click('settings-save');
    await soon(() => expect(all('camera-line')).toHaveLength(1));
    expect(find('settings-save')).toBeNull();
    expect(center.registry.passwords.get('c2')).toBe('secret');
  });

  it('keeps the password when a name is changed, and never shows it', async () => {
    const center = new FakeCenter();
    center.registry.register({ ...NORTH, password: 'secret' });
    await openCameras(center);
    await click('camera-edit');
    await type('field-name', 'South');
    const password = find('field-password')!.querySelector('input')!;
    expect([password.value, password.placeholder]).toEqual(['', 'Kept; leave empty to keep it']);
    await click('settings-save');
    await soon(() => expect(find('camera-line')!.textContent).toContain('South'));
    expect(center.registry.passwords.get('c1')).toBe('secret');
    expect(center.registry.settings.get('c1')!.zones).toHaveLength(1);
  });

  it('says when somebody else was faster, and loads what they did', async () => {
    const center = new FakeCenter();
    center.registry.register(NORTH);
    await openCameras(center);
    await click('camera-edit');
    await type('field-name', 'Mine');
    center.registry.register({ ...NORTH, name: 'Theirs', revision: 2n });
    await click('settings-save');
    await click('settings-reload');
    const name = () => find('field-name')!.querySelector('input')!.value;
    await soon(() => expect(name()).toBe('Theirs'));
    expect(center.registry.settings.get('c1')!.name).toBe('Theirs');
  });

  it('shows a camera of the configuration file, but changes nothing', async () => {
    const center = new FakeCenter();
    center.registry.register({ ...NORTH, registered: false });
    await openCameras(center);
    await click('camera-edit');
    await soon(() => expect(find('settings-read-only')!.textContent).toContain('cityward.yml'));
    expect(find('settings-save')).toBeNull();
    expect(find('camera-remove')).toBeNull();
    const open = [...document.querySelectorAll<HTMLInputElement>('.el-dialog input')];
    expect(open.filter((input) => !input.disabled)).toEqual([]);
  });

  it('tests a source before it is added', async () => {
    const center = new FakeCenter();
    await openCameras(center);
    await click('camera-add');
    await type('field-url', 'rtsp://10.0.0.3/dead');
    await click('probe-do');
    await soon(() => expect(find('probe-answer')!.textContent).toContain('nobody listens there'));
    await type('field-url', 'rtsp://10.0.0.3/1');
    await click('probe-do');
    await soon(() => expect(find('probe-answer')!.textContent).toContain('1920×1080'));
    expect(find('probe-answer')!.textContent).toContain('1.4 s ahead');
    expect(center.registry.probes.at(-1)!.url).toBe('rtsp://10.0.0.3/1');
  });

  it('draws a zone by keys alone, and undoes it', async () => {
    const center = new FakeCenter();
    center.registry.register({ ...NORTH, zones: [] });
    await openCameras(center);
    await click('camera-edit');
    await click('choice-zones');
    await click('zone-rectangle');
    const corner = await soon(() => all('zone-corner')[0] ?? expect.fail('no corner'));
    const before = corner.getAttribute('cx');
    const press = (key: string) => corner.dispatchEvent(new KeyboardEvent('keydown', { key }));
    press('ArrowLeft');
    await soon(() => expect(corner.getAttribute('cx')).not.toBe(before));
    press('Delete');
    await soon(() => expect(all('zone-corner')).toHaveLength(3));
    await click('zone-undo');
    await soon(() => expect(all('zone-corner')).toHaveLength(4));
    await click('settings-save');
    await soon(() => expect(center.registry.settings.get('c1')!.zones).toHaveLength(1));
    const [zone] = center.registry.settings.get('c1')!.zones;
    expect(zone!.polygon[0]!.x).toBeCloseTo(0.295);
  });

  it('shows what verdicts say about a threshold, and sets it', async () => {
    const center = new FakeCenter();
    const parking = { scene: 'illegal-parking', settings: { dwell: 'PT1M' } };
    center.registry.register({ ...NORTH, scenes: [parking] });
    await openCameras(center);
    await click('camera-edit');
    await click('choice-scenes');
    await click('calibration-ask');
    await soon(() =>
      expect(find('calibration-advice')!.textContent).toContain('Too few verdicts to suggest'),
    );
    expect(find('calibration-apply')).toBeNull();
    center.registry.suggestions.set('c1/illegal-parking', {
      advice: ThresholdAdvice.THRESHOLD_RAISE,
      present: { judged: 60, confirmed: 40, precision: 0.667, precisionAtLeast: 0.561, kept: 1 },
      suggested: {
        ...{ leastScore: 0.31, judged: 40, confirmed: 40 },
        ...{ precision: 1, precisionAtLeast: 0.937, kept: 1 },
      },
    });
    await click('calibration-ask');
    await soon(() => expect(find('calibration-suggested')!.textContent).toContain('40 / 40'));
    expect(find('calibration-suggested')!.textContent).toContain('94%');
    await click('calibration-apply');
    const settings = () => center.registry.settings.get('c1')!.scenes[0]!.settings;
    await soon(() => expect(settings()).toEqual({ dwell: 'PT1M', leastAlertScore: 0.31 }));
    const typed = () => find('scene')!.querySelector('textarea')!.value;
    await soon(() => expect(typed()).toContain('"leastAlertScore": 0.31'));
  });

  it('says what to write for a camera of the file', async () => {
    const center = new FakeCenter();
    const scenes = [{ scene: 'illegal-parking' }];
    center.registry.register({ ...NORTH, scenes, registered: false });
    const toWrite = 'scenes: { illegal-parking: { leastAlertScore: 0.31 } }';
    center.registry.suggestions.set('c1/illegal-parking', {
      advice: ThresholdAdvice.THRESHOLD_RAISE,
      ...{ toWrite, suggested: { leastScore: 0.31 } },
    });
    await openCameras(center);
    await click('camera-edit');
    await click('choice-scenes');
    await click('calibration-ask');
    await soon(() => expect(find('calibration')!.textContent).toContain(toWrite));
    expect(find('calibration-apply')).toBeNull();
  });

  it('disables a camera, and deletes it only when that is confirmed', async () => {
    const center = new FakeCenter();
    center.registry.register(NORTH);
    await openCameras(center);
    await click('camera-enable');
    await soon(() => expect(find('camera-line')!.dataset.state).toBe('CAMERA_STOPPED'));
    await click('camera-remove');
    await soon(() => expect(document.body.textContent).toContain('Delete North?'));
    expect(center.registry.settings.size).toBe(1);
    await click('confirm');
    await soon(() => expect(all('camera-line')).toHaveLength(0));
    expect(center.registry.settings.size).toBe(0);
  });

  it('imports a file after its report, and nothing before', async () => {
    const center = new FakeCenter();
    await openCameras(center);
    await click('cameras-import');
    await chooseFile('编号,名称,主码流\nn1,人民路,rtsp://10.0.0.4/1\nbad id,x,y\n');
    await soon(() => expect(all('import-line')).toHaveLength(2));
    expect(all('import-line')[1]!.textContent).toContain('id: bad id');
    expect(center.registry.settings.size).toBe(0);
    await click('import-do');
    await soon(() => expect(find('import-report')!.dataset.done).toBe('true'));
    expect([...center.registry.settings.keys()]).toEqual(['n1']);
  });

  it('says why there is no live view', async () => {
    const center = new FakeCenter();
    center.registry.register(NORTH);
    const refused = new Response('4 of 4 viewers watch this camera', { status: 503 });
    const fetched = vi.fn((_: string) => Promise.resolve(refused));
    vi.stubGlobal('fetch', fetched);
    await openCameras(center);
    await click('camera-watch');
    await soon(() => expect(find('live-state')!.dataset.state).toBe('busy'));
    expect(find('live-state')!.textContent).toContain('4 of 4 viewers');
    expect(fetched.mock.calls[0]![0]).toBe('/cameras/c1/live.mp4');
  });

  it('does not lose what was selected on the live page', async () => {
    const center = new FakeCenter();
    center.raise({ id: 'a1', place: { name: 'First Street' } });
    await open(center);
    center.raise({ id: 'a2', place: { name: 'Second Street' } });
    await soon(() => expect(all('alert-card')).toHaveLength(2));
    await goTo('cameras');
    await soon(() => expect(find('alert-focus')).toBeNull());
    await goTo('live');
    await soon(() => expect(find('alert-focus')!.textContent).toContain('First Street'));
    expect(document.title).toBe('1 new · Cityward');
  });
});
