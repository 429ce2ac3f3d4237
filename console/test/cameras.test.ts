import { create } from '@bufbuild/protobuf';
import { ConnectError } from '@connectrpc/connect';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { faultOf } from '@/api/faults';
import { COLUMNS, decode, template } from '@/cameras/csv';
import { draftOf, newDraft, settingsOf } from '@/cameras/draft';
import { lacksPassword, sourceOf } from '@/cameras/probe';
import { fieldOf, problemsOf, serverProblems } from '@/cameras/problems';
import { type Load, liveUrl, SnapshotTurns, snapshotUrl } from '@/cameras/snapshots';
import { census, pageOf, seen, type View } from '@/cameras/wall';
import { Roster } from '@/city/roster';
import { CameraSchema, CameraSettingsSchema, CameraState } from '@/gen/cityward/v1/cameras_pb';
import { pageIn } from '@/pages/route';
import { badRequest } from '../fake/fakeCameras';

const LIVE = { enabled: true, state: CameraState.CAMERA_LIVE };
const CAMERAS = [
  { id: 'c10', name: 'Harbour', enabled: true, state: CameraState.CAMERA_REFUSED },
  { id: 'c2', name: 'Station', ...LIVE, place: { name: '人民路', area: '330106' } },
  { id: 'c1', name: 'School', ...LIVE, health: ['covered'], figures: { packetsLost: 9n } },
  { id: 'c3', name: '', enabled: false, state: CameraState.CAMERA_STOPPED },
].map((c) => create(CameraSchema, c));

const ids = (view: Partial<View>) =>
  seen(CAMERAS, { text: '', group: 'all', order: 'trouble', ...view }).map((c) => c.id);

describe('the wall', () => {
  it('finds by every word, in name, id, place and area', () => {
    expect(ids({ text: '人民 33' })).toEqual(['c2']);
    expect(ids({ text: 'HARB' })).toEqual(['c10']);
    expect(ids({ text: 'nowhere' })).toEqual([]);
  });

  it('tells groups apart, and counts a live camera that is covered as trouble', () => {
    expect(ids({ group: 'trouble' })).toEqual(['c10', 'c1']);
    expect(ids({ group: 'stopped' })).toEqual(['c3']);
    expect(census(CAMERAS)).toEqual({ all: 4, live: 2, trouble: 2, ill: 1, stopped: 1 });
  });

  it('sorts as people count', () => {
    expect(ids({ order: 'id' })).toEqual(['c1', 'c2', 'c3', 'c10']);
    expect(ids({ order: 'name' })).toEqual(['c3', 'c10', 'c1', 'c2']);
    expect(ids({ order: 'lost' })[0]).toBe('c1');
  });

  it('goes to the last page when there are fewer', () => {
    expect(pageOf([1, 2, 3, 4, 5], 9, 2)).toEqual({ items: [5], page: 3, pages: 3 });
    expect(pageOf([], 1, 2)).toEqual({ items: [], page: 1, pages: 1 });
  });

  it('loses a camera that was deleted', async () => {
    const roster = new Roster();
    roster.replaceAll(CAMERAS);
    roster.put(create(CameraSchema, { id: 'c1', deleted: true }));
    await vi.waitFor(() => expect(roster.items.value.map((c) => c.id)).not.toContain('c1'));
    expect(roster.items.value).toHaveLength(3);
  });
});

describe('addresses', () => {
  it('lead to pages and files, whatever the id holds', () => {
    expect(pageIn('#/cameras')).toBe('cameras');
    expect(pageIn('#/nonsense')).toBe('live');
    expect(snapshotUrl('a/b', 7)).toBe('/cameras/a%2Fb/snapshot.jpg?t=7');
    expect(liveUrl('c1', true)).toBe('/cameras/c1/live.mp4?stream=sub');
  });
});

describe('snapshots', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function picture() {
    const asked: (() => void)[] = [];
    const load: Load = () => new Promise((resolve) => asked.push(resolve));
    return { asked, load };
  }

  it('are loaded two at a time', async () => {
    const turns = new SnapshotTurns(Date.now, () => false);
    const pictures = [picture(), picture(), picture()];
    pictures.forEach((p) => turns.show(p.load));
    expect(pictures.map((p) => p.asked.length)).toEqual([1, 1, 0]);
    pictures[0]!.asked[0]!();
    await vi.advanceTimersByTimeAsync(0);
    expect(pictures.map((p) => p.asked.length)).toEqual([1, 1, 1]);
  });

  it('are asked for again after a while, and not when nobody sees them', async () => {
    const turns = new SnapshotTurns(Date.now, () => false);
    const [seenOne, leftOne] = [picture(), picture()];
    turns.show(seenOne.load);
    turns.show(leftOne.load);
    seenOne.asked[0]!();
    leftOne.asked[0]!();
    await vi.advanceTimersByTimeAsync(0);
    turns.hide(leftOne.load);
    await vi.advanceTimersByTimeAsync(16_000);
    expect([seenOne.asked.length, leftOne.asked.length]).toEqual([2, 1]);
  });

  it('rest in a hidden page', async () => {
    const turns = new SnapshotTurns(Date.now, () => true);
    const one = picture();
    turns.show(one.load);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(one.asked).toHaveLength(0);
  });
});

describe('a draft', () => {
  const settings = create(CameraSettingsSchema, {
    id: 'c1',
    name: 'North',
    url: 'rtsp://10.0.0.1/1',
    user: 'viewer',
    hasPassword: true,
    enabled: true,
    registered: true,
    place: { id: 'spot', name: 'Square', area: '33', latitude: 30.7, longitude: 121.3 },
    patrol: { every: { seconds: 900n }, stay: { seconds: 10n } },
    presets: [
      {
        id: 'gate',
        picture: new Uint8Array([1, 2]),
        zones: [{ id: 'z', kind: 'facade', polygon: [{ x: 0, y: 0 }], place: { id: 'wall' } }],
      },
    ],
    scenes: [{ scene: 'illegal-parking', settings: { dwell: 'PT3M' } }],
    revision: 7n,
  });

  it('comes back as it was read, but for what only the center says', () => {
    expect(settingsOf(draftOf(settings))).toEqual({
      ...settings,
      hasPassword: false,
      registered: false,
    });
  });

  it('sends no password unless one was typed, and an empty one to forget it', () => {
    const draft = draftOf(settings);
    expect(settingsOf(draft).password).toBeUndefined();
    expect(settingsOf({ ...draft, password: 'new' }).password).toBe('new');
    expect(settingsOf({ ...draft, forgetPassword: true }).password).toBe('');
  });

  it('is tested with the kept password at the kept address only', () => {
    const kept = draftOf(settings);
    expect(sourceOf(draftOf(settings), kept)).toMatchObject({ cameraId: 'c1', url: '' });
    const moved = { ...kept, url: 'rtsp://evil.example/' };
    expect(sourceOf(moved, kept)).toMatchObject({ cameraId: '', url: 'rtsp://evil.example/' });
    expect(lacksPassword(moved, kept)).toBe(true);
    expect(lacksPassword({ ...moved, password: 'x' }, kept)).toBe(false);
  });

  it.each([
    ['id', { id: 'a b' }, 'id'],
    ['url', { url: ' ' }, 'url'],
    ['url', { url: 'rtsp://u:p@host/1' }, 'credentials'],
    ['latitude', { latitude: '91' }, 'latitude'],
    ['longitude', { longitude: 'east' }, 'longitude'],
    ['patrol', { patrolled: true, everyMinutes: '1', staySeconds: '60' }, 'patrol'],
    ['inputSize', { inputSize: '416' }, 'inputSize'],
    ['department', { department: 'Traffic Police' }, 'department'],
    ['scenes', { scenes: [{ scene: 'x', settings: '[1]' }] }, 'sceneJson'],
    ['scenes', { scenes: [{ scene: 'x', settings: '{"a":' }] }, 'sceneJson'],
    ['zones', { zones: [{ id: 'z', kind: 'facade', polygon: [] }] }, 'fewCorners'],
    ['presets', { presets: [{ id: 'p', picture: new Uint8Array(), zones: [] }] }, 'presetPicture'],
  ] as const)('has a problem at %s: %j', (field, change, key) => {
    const good = { ...newDraft(), id: 'c1', url: 'rtsp://10.0.0.1/1' };
    expect(problemsOf(good)).toEqual([]);
    const problems = problemsOf({ ...good, ...change } as typeof good);
    expect(problems.map((p) => [p.field, p.key])).toEqual([[field, key]]);
  });
});

describe("the server's problems", () => {
  it.each([
    ['settings.sub_url', 'subUrl'],
    ['subUrl', 'subUrl'],
    ['place.latitude', 'latitude'],
    ['settings.place.name', 'place'],
    ['zones[1].polygon[2]', 'zones'],
    ['cameras[0].passwordEnv', 'password'],
    ['scenes.illegal-parking.dwell', 'scenes'],
    ['patrol.stay', 'patrol'],
    ['idempotency_key', ''],
  ])('%s belongs to field "%s"', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });

  it('are read from the details of the refusal', () => {
    const error = badRequest([
      ['url', 'ftp (expected: rtsp)'],
      ['zones[0].polygon', '2 points (expected: at least 3)'],
    ]);
    const fault = faultOf(ConnectError.from(error));
    expect(fault).toMatchObject({ kind: 'refused', code: 'InvalidArgument' });
    expect(serverProblems((fault.kind === 'refused' && fault.violations) || [])).toEqual([
      { field: 'url', text: 'ftp (expected: rtsp)' },
      { field: 'zones', text: 'zones[0].polygon: 2 points (expected: at least 3)' },
    ]);
  });
});

describe('the CSV sample', () => {
  it('has one header and one example, which Excel opens as UTF-8', () => {
    const lines = template('en').split('\r\n');
    expect(lines[0]).toBe(`\uFEFF${COLUMNS.map(([name]) => name).join(',')}`);
    expect(lines[1]!.split(',')).toHaveLength(COLUMNS.length);
    expect(lines.slice(2)).toEqual(['']);
    expect(template('zh')).toContain('\uFEFF编号,名称,主码流');
  });

  it('carries no password', () => {
    const at = COLUMNS.findIndex(([name]) => name === 'password');
    expect(template('en').split('\r\n')[1]!.split(',')[at]).toBe('');
  });
});

describe('a CSV file', () => {
  it('may be UTF-8 or what Excel saves in China', () => {
    expect(decode(new TextEncoder().encode('名称'))).toEqual({ text: '名称', encoding: 'UTF-8' });
    const gbk = new Uint8Array([0xc3, 0xfb, 0xb3, 0xc6]);
    expect(decode(gbk)).toEqual({ text: '名称', encoding: 'GB18030' });
  });
});
