import { CameraState } from '@/gen/cityward/v1/cameras_pb';
import { AlertState, Verdict } from '@/gen/cityward/v1/alerts_pb';
import { Delivery_State, WorkOrderState } from '@/gen/cityward/v1/work_orders_pb';

/** How something is doing. Each tone has its own mark as well as its colour. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'alarm' | 'idle';

export function cameraTone(state: CameraState): Tone {
  switch (state) {
    case CameraState.CAMERA_LIVE:
      return 'good';
    case CameraState.CAMERA_CONNECTING:
      return 'busy';
    case CameraState.CAMERA_STALLED:
    case CameraState.CAMERA_BACKING_OFF:
      return 'warn';
    case CameraState.CAMERA_REFUSED:
    case CameraState.CAMERA_UNAUTHORISED:
    case CameraState.CAMERA_UNSUPPORTED:
      return 'bad';
    default:
      return 'idle';
  }
}

export function alertTone(state: AlertState): Tone {
  return state === AlertState.ONGOING ? 'alarm' : 'idle';
}

export function verdictTone(verdict: Verdict): Tone {
  switch (verdict) {
    case Verdict.CONFIRMED:
      return 'good';
    case Verdict.REJECTED:
    case Verdict.DUPLICATE:
      return 'idle';
    default:
      return 'warn';
  }
}

export function orderTone(state: WorkOrderState): Tone {
  switch (state) {
    case WorkOrderState.CLOSED:
      return 'good';
    case WorkOrderState.REJECTED:
      return 'idle';
    case WorkOrderState.RETURNED:
    case WorkOrderState.REWORK:
      return 'bad';
    case WorkOrderState.PENDING_REVIEW:
    case WorkOrderState.SUSPENDED:
      return 'warn';
    default:
      return 'busy';
  }
}

export function deliveryTone(state: Delivery_State): Tone {
  switch (state) {
    case Delivery_State.ACKNOWLEDGED:
      return 'good';
    case Delivery_State.PENDING:
      return 'busy';
    case Delivery_State.DEAD_LETTER:
      return 'bad';
    default:
      return 'idle';
  }
}

/** Neither closed nor rejected: somebody still has to do something. */
export function isOpen(state: WorkOrderState): boolean {
  return state !== WorkOrderState.CLOSED && state !== WorkOrderState.REJECTED;
}
