import { expect, vi } from 'vitest';
import { consoleOver } from '@/console';
import { speak } from '@/i18n';
import type { FakeCenter } from '../fake/fakeCenter';

/** The console in a page, and what an operator does there. Elements are named by their test id. */
export const find = <E extends HTMLElement>(id: string) =>
  document.querySelector<E>(`[data-testid="${id}"]`);
export const all = (id: string) => [
  ...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`),
];
export const soon = <T>(check: () => T) => vi.waitFor(check, { timeout: 5_000, interval: 20 });

export async function click(id: string) {
  const element = await soon(() => find(id) ?? expect.fail(`${id} is not there`));
  element.click();
}

/** Types into the field with this label part or test id. */
export async function type(id: string, text: string) {
  const input = await soon(() => {
    const element = find(id) ?? expect.fail(`${id} is not there`);
    return element.matches('input, textarea')
      ? (element as HTMLInputElement)
      : (element.querySelector<HTMLInputElement>('input, textarea') ?? expect.fail(`no ${id}`));
  });
  input.value = text;
  input.dispatchEvent(new Event('input'));
}

let shut = () => {};

export async function open(center: FakeCenter) {
  const host = document.body.appendChild(document.createElement('div'));
  const { app, city } = consoleOver(center.transport());
  app.mount(host);
  city.start();
  shut = () => {
    city.stop();
    app.unmount();
    document.body.replaceChildren();
  };
  await soon(() => expect(find('link-state')!.dataset.link).toBe('live'));
}

/** For afterEach: the next test finds an empty page, in English. */
export function close() {
  shut();
  speak('en');
}
