/** How a stream is doing; times in milliseconds since the epoch. */
export type Link =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live'; readonly heardAt: number }
  | { readonly kind: 'stale'; readonly since: number; readonly retryAt: number };

/** The worst of several links: the page is as fresh as its stalest stream. */
export function worstOf(links: readonly Link[]): Link {
  const stale = links.filter((l) => l.kind === 'stale');
  if (stale.length > 0) {
    return stale.reduce((a, b) => (a.since <= b.since ? a : b));
  }
  return links.find((l) => l.kind === 'connecting') ?? links[0] ?? { kind: 'connecting' };
}
