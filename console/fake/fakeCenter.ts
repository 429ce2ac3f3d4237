import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createRouterTransport, type Transport } from '@connectrpc/connect';
import {
  type Alert,
  AlertEvent_Type,
  AlertSchema,
  AlertService,
  AlertState,
  Verdict,
} from '@/gen/cityward/v1/alerts_pb';
import { CalibrationService } from '@/gen/cityward/v1/calibration_pb';
import { type Camera, CameraSchema, CameraService } from '@/gen/cityward/v1/cameras_pb';
import { CaseService } from '@/gen/cityward/v1/cases_pb';
import {
  type CommandRequest,
  Delivery_State,
  HistoryEntrySchema,
  type WorkOrder,
  WorkOrderAction as Action,
  WorkOrderSchema,
  WorkOrderService,
  WorkOrderState as State,
} from '@/gen/cityward/v1/work_orders_pb';
import { FakeCameras } from './fakeCameras';
import { type Plain, Wire } from './wire';

/** action -> from where -> to where, as work_orders.proto says. */
const TRANSITIONS: readonly [Action, readonly State[], State][] = [
  [Action.REGISTER, [State.PENDING_REVIEW], State.REGISTERED],
  [Action.DISPATCH, [State.REGISTERED, State.RETURNED], State.DISPATCHED],
  [Action.ACCEPT, [State.DISPATCHED, State.REWORK], State.ACCEPTED],
  [Action.HANDLE, [State.ACCEPTED], State.HANDLED],
  [Action.VERIFY, [State.HANDLED], State.VERIFYING],
  [Action.CLOSE, [State.HANDLED, State.VERIFYING], State.CLOSED],
  [
    Action.REJECT,
    [State.PENDING_REVIEW, State.REGISTERED, State.DISPATCHED, State.ACCEPTED, State.RETURNED],
    State.REJECTED,
  ],
  [Action.RETURN, [State.DISPATCHED, State.ACCEPTED], State.RETURNED],
  [Action.SEND_BACK, [State.HANDLED, State.VERIFYING], State.REWORK],
  [Action.SUSPEND, [State.ACCEPTED, State.REWORK], State.SUSPENDED],
  [Action.RESUME, [State.SUSPENDED], State.ACCEPTED],
];

/** A center in memory that speaks the public API: for tests, and for `npm run dev -- --mode fake`. */
export class FakeCenter {
  readonly alerts = new Wire<Alert>();
  readonly orders = new Wire<WorkOrder>();
  readonly cameras = new Wire<Camera>();
  readonly registry = new FakeCameras(this.cameras, (...asked) => this.write(...asked));
  readonly actors: string[] = [];
  readonly keys: string[] = [];
  /** Thrown by the next write, after it took effect: an answer that got lost. */
  loseNextAnswer = false;

  raise(alert: Plain<typeof AlertSchema>): Alert {
    const now = timestampFromMs(Date.now());
    return this.alerts.put(
      create(AlertSchema, {
        scene: 'illegal-parking',
        state: AlertState.ONGOING,
        verdict: Verdict.PENDING,
        raisedAt: now,
        lastSeenAt: now,
        version: 1n,
        sightings: 1,
        ...alert,
      }),
    );
  }

  open(order: Plain<typeof WorkOrderSchema>): WorkOrder {
    const full = create(WorkOrderSchema, {
      scene: 'illegal-parking',
      state: State.PENDING_REVIEW,
      createdAt: timestampFromMs(Date.now()),
      version: 1n,
      ...order,
    });
    return this.orders.put({ ...full, allowed: allowedIn(full.state) });
  }

  show(camera: Plain<typeof CameraSchema>): Camera {
    return this.cameras.put(create(CameraSchema, camera));
  }

  /** Every stream breaks, as when the center is restarted; what it knows stays. */
  breakStreams(): void {
    [this.alerts, this.orders, this.cameras].forEach((wire) => wire.breakOff());
  }

  transport(): Transport {
    return createRouterTransport(({ service }) => {
      service(AlertService, {
        listAlerts: () => ({ alerts: this.alerts.all(), resumeToken: this.alerts.token() }),
        getAlert: ({ alertId }) => this.alerts.get(alertId),
        watchAlerts: this.watchAlerts.bind(this),
        giveVerdict: (request, context) => {
          const known = this.alerts.get(request.alertId);
          return this.write(request.idempotencyKey, context.requestHeader, () =>
            this.alerts.put({
              ...known,
              verdict: request.verdict,
              verdictCause: request.cause,
              verdictCauseCode: request.causeCode,
              verdictBy: context.requestHeader.get('cityward-actor') ?? '',
              version: known.version + 1n,
            }),
          );
        },
      });
      service(CaseService, {
        listRejectCauses: () => ({
          causes: [
            { code: 'clutter', nameZh: '固定物误报', nameEn: 'A fixed thing that is no event' },
            { code: 'permitted', nameZh: '允许的情形', nameEn: 'Permitted here and now' },
            { code: 'other', nameZh: '其他', nameEn: 'Other' },
          ],
        }),
      });
      service(WorkOrderService, {
        listWorkOrders: () => ({ workOrders: this.orders.all(), resumeToken: this.orders.token() }),
        watchWorkOrders: this.watchOrders.bind(this),
        command: (request, context) =>
          this.write(request.idempotencyKey, context.requestHeader, () =>
            this.move(request, context.requestHeader.get('cityward-actor') ?? ''),
          ),
        resendDispatch: (request, context) => {
          const order = this.orders.get(request.workOrderId);
          return this.write(request.idempotencyKey, context.requestHeader, () =>
            this.orders.put({
              ...order,
              version: order.version + 1n,
              delivery: { ...order.delivery!, state: Delivery_State.PENDING },
            }),
          );
        },
      });
      service(CameraService, this.registry.service());
      service(CalibrationService, this.registry.calibration());
    });
  }

  private async *watchAlerts({ resumeToken }: { resumeToken: string }, c: { signal: AbortSignal }) {
    yield { type: AlertEvent_Type.HEARTBEAT, resumeToken };
    for await (const alert of this.alerts.watch(c.signal, resumeToken)) {
      yield { type: AlertEvent_Type.UPDATED, alert, resumeToken: this.alerts.token() };
    }
  }

  private async *watchOrders({ resumeToken }: { resumeToken: string }, c: { signal: AbortSignal }) {
    yield { resumeToken };
    for await (const workOrder of this.orders.watch(c.signal, resumeToken)) {
      yield { workOrder, resumeToken: this.orders.token() };
    }
  }

  private write<T>(key: string, headers: Headers, effect: () => T): T {
    const again = this.keys.includes(key);
    this.keys.push(key);
    this.actors.push(headers.get('cityward-actor') ?? '');
    if (again) {
      throw new ConnectError('the fake does not keep answers', Code.AlreadyExists);
    }
    const answer = effect();
    if (this.loseNextAnswer) {
      this.loseNextAnswer = false;
      throw new ConnectError('connection lost', Code.Unavailable);
    }
    return answer;
  }

  private move(request: CommandRequest, actor: string): WorkOrder {
    const order = this.orders.get(request.workOrderId);
    const way = TRANSITIONS.find(([a, from]) => a === request.action && from.includes(order.state));
    if (!way) {
      throw new ConnectError(
        `${Action[request.action]} is not allowed in ${State[order.state]}`,
        Code.FailedPrecondition,
      );
    }
    const [action, , to] = way;
    const at = timestampFromMs(Date.now());
    const moved = { at, actor, action, from: order.state, to, note: request.note };
    const history = [...order.history, create(HistoryEntrySchema, moved)];
    const version = order.version + 1n;
    const next = { ...order, state: to, allowed: allowedIn(to), version };
    return this.orders.put(create(WorkOrderSchema, { ...next, history }));
  }
}

function allowedIn(state: State): Action[] {
  return TRANSITIONS.filter(([, from]) => from.includes(state)).map(([action]) => action);
}
