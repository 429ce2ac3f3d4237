import { describe, expect, it } from 'vitest';
import { Ledger } from '@/live/ledger';

interface Thing {
  id: string;
  version: bigint;
  born: number;
  text?: string;
}

const thing = (id: string, born: number, version = 1n, text = ''): Thing => ({
  id,
  born,
  version,
  text,
});
const ledger = (limit = 3) => new Ledger<Thing>(limit, (t) => t.born);
const ids = (l: Ledger<Thing>) => l.newestFirst().map((t) => t.id);

describe('the ledger', () => {
  it('shows the newest first, whatever order they come in', () => {
    const l = ledger();
    [thing('b', 2), thing('c', 3), thing('a', 1)].forEach((t) => l.put(t));
    expect(ids(l)).toEqual(['c', 'b', 'a']);
  });

  it('takes a higher version and ignores an older or repeated one', () => {
    const l = ledger();
    expect(l.put(thing('a', 1, 2n, 'second'))).toBe(true);
    expect(l.put(thing('a', 1, 1n, 'first, late'))).toBe(false);
    expect(l.put(thing('a', 1, 2n, 'second, again'))).toBe(false);
    expect(l.put(thing('a', 1, 3n, 'third'))).toBe(true);
    expect(l.get('a')?.text).toBe('third');
  });

  it('keeps no more than its limit, and lets the oldest go', () => {
    const l = ledger();
    [1, 2, 3, 4, 5].forEach((n) => l.put(thing(`t${n}`, n)));
    expect(ids(l)).toEqual(['t5', 't4', 't3']);
  });

  it('does not let a change of something long gone push a newer thing out', () => {
    const l = ledger();
    [2, 3, 4].forEach((n) => l.put(thing(`t${n}`, n)));
    expect(l.put(thing('t1', 1, 9n))).toBe(false);
    expect(ids(l)).toEqual(['t4', 't3', 't2']);
  });

  it('starts over from a list, lower versions included', () => {
    const l = ledger();
    l.put(thing('old', 9, 7n));
    l.put(thing('a', 1, 7n));
    l.replaceAll([thing('a', 1, 1n, 'another center')]);
    expect(ids(l)).toEqual(['a']);
    expect(l.get('a')?.text).toBe('another center');
  });
});
