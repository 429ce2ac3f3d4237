import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { faultOf } from '@/api/faults';
import { namingTheActor } from '@/api/transport';
import { actAs, actor } from '@/commands/actor';
import { randomKey, RetryKeys } from '@/commands/retryKeys';
import { useCommand } from '@/commands/useCommand';

describe('idempotency keys', () => {
  it('are kept for a retry and fresh after an answer', () => {
    let n = 0;
    const keys = new RetryKeys(() => `key-${++n}`);
    expect(keys.keyFor('accept')).toBe('key-1');
    expect(keys.keyFor('accept')).toBe('key-1');
    expect(keys.keyFor('close')).toBe('key-2');
    keys.answered('accept');
    expect(keys.keyFor('accept')).toBe('key-3');
  });

  it('can be made where crypto.randomUUID is missing', () => {
    const plain = {
      getRandomValues: crypto.getRandomValues.bind(crypto),
    } as unknown as Crypto;
    expect(randomKey(plain)).toMatch(/^[0-9a-f]{32}$/);
    expect(randomKey(plain)).not.toBe(randomKey(plain));
  });
});

describe('a command', () => {
  const lost = () => Promise.reject(new ConnectError('gone', Code.Unavailable));

  it('tries again with the same key when no answer came', async () => {
    const { run, fault } = useCommand();
    const sent: string[] = [];
    expect(await run('x/accept', (key) => (sent.push(key), lost()))).toBe(false);
    expect(fault.value).toEqual({ kind: 'unreachable' });
    expect(await run('x/accept', async (key) => void sent.push(key))).toBe(true);
    expect(sent[0]).toBe(sent[1]);
    expect(fault.value).toBeUndefined();
  });

  it('takes a new key after a refusal', async () => {
    const { run } = useCommand();
    const sent: string[] = [];
    const no = (key: string) => {
      sent.push(key);
      return Promise.reject(new ConnectError('not now', Code.FailedPrecondition));
    };
    await run('y/accept', no);
    await run('y/accept', no);
    expect(new Set(sent).size).toBe(2);
  });

  it('is not started a second time while it runs', async () => {
    const { run, busy } = useCommand();
    let finish = () => {};
    const first = run('z', () => new Promise<void>((resolve) => (finish = resolve)));
    expect(busy.value).toBe(true);
    expect(await run('z', async () => {})).toBe(false);
    finish();
    expect(await first).toBe(true);
  });
});

describe('faults', () => {
  it('keep apart what the operator can do about them', () => {
    expect(faultOf(new ConnectError('x', Code.Aborted))).toEqual({ kind: 'changed' });
    expect(faultOf(new TypeError('Failed to fetch'))).toEqual({ kind: 'unreachable' });
    expect(faultOf(new ConnectError('HANDLE in CLOSED', Code.FailedPrecondition))).toEqual({
      kind: 'refused',
      code: 'FailedPrecondition',
      message: 'HANDLE in CLOSED',
    });
  });
});

describe('the actor', () => {
  it('is a name that a header can carry, and nothing else', () => {
    expect(actAs(' li.wei@ops ')).toBe(true);
    expect(actor.value).toBe('li.wei@ops');
    for (const wrong of ['', 'a b', '李伟', 'x\r\ny: z', 'x'.repeat(65)]) {
      expect(actAs(wrong)).toBe(false);
    }
    expect(actor.value).toBe('li.wei@ops');
  });

  it('goes with every request', async () => {
    const header = new Headers();
    const next = async (request: { header: Headers }) => request.header.get('cityward-actor');
    const named = namingTheActor(() => 'wang')(next as never);
    expect(await named({ header } as never)).toBe('wang');
  });
});
