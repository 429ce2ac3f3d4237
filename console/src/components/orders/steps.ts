import { type WorkOrder, WorkOrderState } from '@/gen/cityward/v1/work_orders_pb';

/** The straight way of a work order. */
export const WAY = [
  WorkOrderState.PENDING_REVIEW,
  WorkOrderState.REGISTERED,
  WorkOrderState.DISPATCHED,
  WorkOrderState.ACCEPTED,
  WorkOrderState.HANDLED,
  WorkOrderState.VERIFYING,
  WorkOrderState.CLOSED,
] as const;

/** Where on the straight way a state off it stands. */
const STANDS_AT: Readonly<Partial<Record<WorkOrderState, WorkOrderState>>> = {
  [WorkOrderState.RETURNED]: WorkOrderState.REGISTERED,
  [WorkOrderState.REWORK]: WorkOrderState.DISPATCHED,
  [WorkOrderState.SUSPENDED]: WorkOrderState.ACCEPTED,
};

export type Progress = 'done' | 'here' | 'ahead';

/** How far the order has come, one entry per step of the way; a rejected one stopped where it was. */
export function progressOf({ state, history }: Pick<WorkOrder, 'state' | 'history'>): Progress[] {
  const stopped = state === WorkOrderState.REJECTED ? history.at(-1)?.from : undefined;
  const at = stopped ?? state;
  const here = WAY.indexOf((STANDS_AT[at] ?? at) as (typeof WAY)[number]);
  return WAY.map((_, i) => {
    if (i < here || state === WorkOrderState.CLOSED) {
      return 'done';
    }
    return i === here ? 'here' : 'ahead';
  });
}
