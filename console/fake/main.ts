import { consoleOver } from '@/console';
import '@/styles';
import { FakeCenter } from './fakeCenter';
import { play } from './play';

const center = new FakeCenter();
play(center);
const { app, city } = consoleOver(center.transport());
app.mount('#app');
city.start();
