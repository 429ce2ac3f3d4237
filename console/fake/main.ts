import { consoleOver } from '@/console';
import '@/styles';
import { FakeCenter } from './fakeCenter';
import { play } from './play';

const center = new FakeCenter();
play(center);
for (let n = 0; n < Number(new URLSearchParams(location.search).get('more') ?? 0); n++) {
  center.registry.register({ id: `more-${n}`, name: `Street ${n}`, url: `rtsp://10.21.0.9/${n}` });
}
center.registry.picture = await fetch('/cameras/cam-01/snapshot.jpg')
  .then((answer) => (answer.ok ? answer.arrayBuffer() : new ArrayBuffer()))
  .then((bytes) => new Uint8Array(bytes));
const { app, city } = consoleOver(center.transport());
app.mount('#app');
city.start();
