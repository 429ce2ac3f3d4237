package io.cityward.app.bench;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Which camera had a session from when to when. For many threads; times in nanoseconds. */
final class Diary {

  private long[] begins = new long[1 << 16];
  private long[] ends = new long[1 << 16];
  private int[] cameras = new int[1 << 16];
  private int size;

  synchronized void add(int camera, long end, long took) {
    if (size == ends.length) {
      begins = Arrays.copyOf(begins, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      cameras = Arrays.copyOf(cameras, 2 * size);
    }
    begins[size] = end - took;
    ends[size] = end;
    cameras[size] = camera;
    size++;
  }

  /** How long some cameras had sessions within a span. */
  synchronized long busy(IntPredicate which, long from, long until) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      if (which.test(cameras[i])) {
        sum += Math.max(0, Math.min(ends[i], until) - Math.max(begins[i], from));
      }
    }
    return sum;
  }

  /** When the last session of some cameras ended; 0 if they had none. */
  synchronized long last(IntPredicate which) {
    for (int i = size - 1; i >= 0; i--) {
      if (which.test(cameras[i])) {
        return ends[i];
      }
    }
    return 0;
  }

  /** The longest that any of so many cameras went without an answer within a span. */
  synchronized long longestGap(int count, long from, long until) {
    long[] before = new long[count];
    Arrays.fill(before, from);
    long longest = 0;
    for (int i = 0; i < size; i++) {
      if (ends[i] - from >= 0 && ends[i] - until < 0) {
        longest = Math.max(longest, ends[i] - before[cameras[i]]);
        before[cameras[i]] = ends[i];
      }
    }
    for (long last : before) {
      longest = Math.max(longest, until - last);
    }
    return longest;
  }
}
