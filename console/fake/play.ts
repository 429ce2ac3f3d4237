import { durationFromMs, timestampFromMs } from '@bufbuild/protobuf/wkt';
import { AlertState, Evidence_Kind, Verdict } from '@/gen/cityward/v1/alerts_pb';
import { CameraState } from '@/gen/cityward/v1/cameras_pb';
import { Delivery_State, WorkOrderAction, WorkOrderState } from '@/gen/cityward/v1/work_orders_pb';
import type { FakeCenter } from './fakeCenter';

const MINUTE = 60_000;
const KERB = [
  { x: 0.1, y: 0.6 },
  { x: 0.7, y: 0.6 },
  { x: 0.7, y: 0.9 },
  { x: 0.1, y: 0.9 },
];

/** A morning in a small city. Pictures and clips come from the folder CITYWARD_FAKE_FILES. */
export function play(center: FakeCenter): void {
  const now = Date.now();
  const ago = (minutes: number) => timestampFromMs(now - minutes * MINUTE);
  const places = [
    ['cam-01', 'Renmin Road 12, east kerb', '330106-003'],
    ['cam-02', 'Station Square, taxi lane', '330106-007'],
    ['cam-03', 'School Lane 4, gate', '330106-003'],
  ] as const;
  const states: [CameraState, string][] = [
    [CameraState.CAMERA_LIVE, ''],
    [CameraState.CAMERA_LIVE, ''],
    [CameraState.CAMERA_LIVE, ''],
    [CameraState.CAMERA_UNAUTHORISED, 'the camera refuses the user name or the password (401)'],
  ];
  states.forEach(([state, stateReason], i) => {
    const live = state === CameraState.CAMERA_LIVE;
    const id = `cam-0${i + 1}`;
    center.registry.register({
      id,
      name: ['Renmin Road east', 'Station Square', 'School Lane', 'Harbour Street'][i],
      url: `rtsp://10.20.0.${i + 11}:554/main`,
      subUrl: i === 0 ? 'rtsp://10.20.0.11:554/sub' : '',
      user: 'viewer',
      password: 'secret',
      place: { name: places[i]?.[1] ?? 'Harbour Street 3', area: '330106-003' },
      registered: i !== 2,
      scenes: [{ scene: 'illegal-parking', settings: { dwell: 'PT3M' } }],
      zones: [{ id: 'east-kerb', kind: 'no-parking', polygon: KERB }],
    });
    const { name, place, url, zones, scenes, registered } = center.cameras.get(id);
    center.show({
      ...{ id, name, place, url, zones, scenes, registered, enabled: true },
      state,
      stateReason,
      stateSince: ago(95 - i),
      width: live ? 1920 : 0,
      height: live ? 1080 : 0,
      codec: live ? 'h264' : '',
      decodePolicy: ['key-frames', '5 fps', 'all', 'none'][i],
      decodeReason: i === 1 ? 'the pool is busy; the scenes asked for 25 fps' : '',
      health: i === 1 ? ['covered'] : [],
      preset: ['', 'gate', 'between', ''][i],
      nextVisit: i === 2 ? timestampFromMs(now + 4 * MINUTE) : undefined,
      clockOffset: i === 1 ? durationFromMs(-7300) : undefined,
      subStream: i === 0 ? { state, width: 640, height: 360, codec: 'h264' } : undefined,
      figures: {
        fpsReceived: live ? 25 : 0,
        fpsDecoded: live ? 0.5 : 0,
        fpsInferred: live ? 0.4 : 0,
        bitsPerSecond: live ? 3_900_000 - i * 1_200_000 : 0,
        packetsLost: i === 1 ? 132n : 0n,
      },
    });
  });

  for (let i = 7; i >= 1; i--) {
    const [cameraId, name, area] = places[i % 3]!;
    const ended = i > 4;
    const confirmed = i > 2;
    const began = i * 7 + 1;
    center.raise({
      id: `al-${i}`,
      cameraId,
      cameraName: cameraId,
      place: { name, area },
      zoneId: 'east-kerb',
      zoneKind: 'no-parking',
      eventCode: '09009',
      eventName: '机动车乱停放',
      score: 0.62 + i / 40,
      state: ended ? AlertState.ENDED : AlertState.ONGOING,
      verdict: confirmed ? Verdict.CONFIRMED : Verdict.PENDING,
      verdictBy: confirmed ? 'operator' : '',
      beganAt: ago(began),
      dueAt: ago(began - 1),
      raisedAt: ago(began - 1),
      lastSeenAt: ago(ended ? 1 : 0.1),
      endedAt: ended ? ago(1) : undefined,
      sightings: 12 * i,
      reason: 'no open case of this code overlaps the place on this camera',
      workOrderId: `WO-2026-000${i}`,
      evidence: [
        {
          kind: Evidence_Kind.SNAPSHOT,
          path: `/evidence/${((i - 1) % 4) + 1}.jpg`,
          mediaType: 'image/jpeg',
          sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
          takenAt: ago(began - 1),
        },
        ...(i === 1
          ? []
          : [{ kind: Evidence_Kind.CLIP, path: '/evidence/1.mp4', mediaType: 'video/mp4' }]),
      ],
    });
    const way = [
      WorkOrderState.PENDING_REVIEW,
      WorkOrderState.PENDING_REVIEW,
      WorkOrderState.DISPATCHED,
      WorkOrderState.ACCEPTED,
      WorkOrderState.HANDLED,
      WorkOrderState.CLOSED,
      WorkOrderState.DISPATCHED,
    ];
    const state = way[i - 1]!;
    const dead = i === 7;
    center.open({
      id: `WO-2026-000${i}`,
      alertId: `al-${i}`,
      place: { name, area },
      eventCode: '09009',
      eventName: '机动车乱停放',
      cameraId,
      state,
      departmentName: confirmed ? 'Traffic Order Office' : '',
      createdAt: ago(began - 1),
      delivery: confirmed
        ? {
            state: dead ? Delivery_State.DEAD_LETTER : Delivery_State.ACKNOWLEDGED,
            connector: 'city-grpc',
            attempts: dead ? 8 : 1,
            externalId: dead ? '' : `330106-${4711 + i}`,
            lastError: dead ? 'traffic.example:9000: connection refused' : '',
          }
        : { state: Delivery_State.NOT_WANTED },
      history: [
        {
          at: ago(began - 1),
          actor: 'cityward',
          to: WorkOrderState.PENDING_REVIEW,
          note: 'alert raised by illegal-parking on ' + cameraId,
        },
        ...(confirmed
          ? [
              {
                at: ago(began - 2),
                actor: 'operator',
                action: WorkOrderAction.REGISTER,
                from: WorkOrderState.PENDING_REVIEW,
                to: WorkOrderState.REGISTERED,
              },
              {
                at: ago(began - 2),
                actor: 'cityward',
                action: WorkOrderAction.DISPATCH,
                from: WorkOrderState.REGISTERED,
                to: WorkOrderState.DISPATCHED,
                note: 'rule 1: 09009 in 330106 goes to Traffic Order Office',
              },
            ]
          : []),
      ],
    });
  }
}
