import { type Client, createClient, type Transport } from '@connectrpc/connect';
import { AlertService } from '@/gen/cityward/v1/alerts_pb';
import { CalibrationService } from '@/gen/cityward/v1/calibration_pb';
import { CaseService } from '@/gen/cityward/v1/cases_pb';
import { CameraService } from '@/gen/cityward/v1/cameras_pb';
import { WorkOrderService } from '@/gen/cityward/v1/work_orders_pb';

/** The services of the public API that the console speaks. */
export interface Clients {
  readonly alerts: Client<typeof AlertService>;
  readonly orders: Client<typeof WorkOrderService>;
  readonly cases: Client<typeof CaseService>;
  readonly cameras: Client<typeof CameraService>;
  readonly calibration: Client<typeof CalibrationService>;
}

export function clientsOver(transport: Transport): Clients {
  return {
    alerts: createClient(AlertService, transport),
    orders: createClient(WorkOrderService, transport),
    cases: createClient(CaseService, transport),
    cameras: createClient(CameraService, transport),
    calibration: createClient(CalibrationService, transport),
  };
}
