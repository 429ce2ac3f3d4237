import type { City } from './city';

const HIDDEN_FOR_MS = 20_000;

/**
 * Lets go of the streams of a page that nobody sees. Over HTTP/1.1 a browser has six connections
 * to a server for all its tabs together, and every console page holds three of them.
 */
export function startWhileVisible(city: City, page: Document = document): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  page.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (page.visibilityState === 'visible') {
      city.start();
    } else {
      timer = setTimeout(() => city.stop(), HIDDEN_FOR_MS);
    }
  });
  city.start();
}
