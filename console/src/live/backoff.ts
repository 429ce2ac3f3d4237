const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before the given attempt to reconnect (0 is the first), in milliseconds:
 * doubling up to 15 s, of which a random half is taken off so that consoles do not come back in
 * step after the center was away.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.5 + random() / 2));
}
