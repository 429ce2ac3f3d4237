/**
 * Idempotency keys: one per thing the operator wants, kept until the server has answered, so that
 * trying again after a broken connection cannot do it twice.
 */
export class RetryKeys {
  private readonly open = new Map<string, string>();

  constructor(private readonly fresh: () => string = randomKey) {}

  keyFor(intent: string): string {
    let key = this.open.get(intent);
    if (key === undefined) {
      key = this.fresh();
      this.open.set(intent, key);
    }
    return key;
  }

  answered(intent: string): void {
    this.open.delete(intent);
  }
}

/** 128 random bits. `crypto.randomUUID` exists on https and localhost only. */
export function randomKey(source: Crypto = crypto): string {
  if (typeof source.randomUUID === 'function') {
    return source.randomUUID();
  }
  const bytes = source.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}
