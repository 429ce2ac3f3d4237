import { sameOriginTransport } from '@/api/transport';
import { startWhileVisible } from '@/city/visibility';
import { actor } from '@/commands/actor';
import { consoleOver } from '@/console';
import '@/styles';

const { app, city } = consoleOver(sameOriginTransport(() => actor.value));
app.mount('#app');
startWhileVisible(city);
