import { inject, type InjectionKey } from 'vue';
import type { Clients } from '@/api/clients';
import type { City } from '@/city/city';
import type { Alert, Verdict } from '@/gen/cityward/v1/alerts_pb';
import type { RejectCause } from '@/gen/cityward/v1/cases_pb';
import { type WorkOrder, WorkOrderAction } from '@/gen/cityward/v1/work_orders_pb';

/** Every write that an operator can make. The answer is shown without waiting for the stream. */
export class Desk {
  constructor(
    private readonly clients: Clients,
    private readonly city: City,
  ) {}

  /** The cause is a code of the list, or words where it is none. */
  async giveVerdict(
    alert: Alert,
    verdict: Verdict,
    cause: string,
    key: string,
    causeCode = '',
  ): Promise<void> {
    const request = { alertId: alert.id, verdict, cause, causeCode, idempotencyKey: key };
    this.city.alerts.put(await this.clients.alerts.giveVerdict(request));
  }

  /** Why an alert may be rejected, in the order in which to offer it; in words alone if unknown. */
  async rejectCauses(): Promise<RejectCause[]> {
    try {
      return (await this.clients.cases.listRejectCauses({})).causes;
    } catch {
      return [];
    }
  }

  async command(
    order: WorkOrder,
    action: WorkOrderAction,
    note: string,
    key: string,
  ): Promise<void> {
    this.city.orders.put(
      await this.clients.orders.command({
        workOrderId: order.id,
        action,
        note,
        expectedVersion: order.version,
        idempotencyKey: key,
      }),
    );
  }

  async resend(order: WorkOrder, key: string): Promise<void> {
    const request = { workOrderId: order.id, idempotencyKey: key };
    this.city.orders.put(await this.clients.orders.resendDispatch(request));
  }

  /** An alert that is older than what the page keeps. */
  fetchAlert(alertId: string): Promise<Alert> {
    return this.clients.alerts.getAlert({ alertId });
  }
}

/** Actions that the server refuses without a reason. */
export const NEEDS_REASON: ReadonlySet<WorkOrderAction> = new Set([
  WorkOrderAction.REJECT,
  WorkOrderAction.RETURN,
  WorkOrderAction.SEND_BACK,
  WorkOrderAction.SUSPEND,
]);

export const DESK: InjectionKey<Desk> = Symbol('desk');

export function useDesk(): Desk {
  return inject(DESK)!;
}
