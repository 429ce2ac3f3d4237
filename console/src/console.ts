import type { Transport } from '@connectrpc/connect';
import { createApp, type App as VueApp } from 'vue';
import { clientsOver } from '@/api/clients';
import { CITY, City } from '@/city/city';
import { CAMERA_DESK, CameraDesk } from '@/commands/cameraDesk';
import { DESK, Desk } from '@/commands/desk';
import { i18n } from '@/i18n';
import App from './App.vue';

/** The whole console over a transport; the caller mounts it and starts the city. */
export function consoleOver(transport: Transport): { app: VueApp; city: City } {
  const clients = clientsOver(transport);
  const city = new City(clients);
  const app = createApp(App);
  app.use(i18n);
  app.provide(CITY, city);
  app.provide(DESK, new Desk(clients, city));
  app.provide(CAMERA_DESK, new CameraDesk(clients, city));
  return { app, city };
}
