package io.cityward.ingest.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.ingest.rtsp.ReorderWindow.Verdict;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReorderWindowTest {

  private static final long MILLISECOND = 1_000_000;

  private final ReorderWindow window = new ReorderWindow();
  private final List<Integer> out = new ArrayList<>();
  private long now;

  @Test
  void anyDisorderWithinTheWindowComesOutInOrder() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      ReorderWindow fresh = new ReorderWindow();
      int first = random.nextInt(65_536);
      List<Integer> order = disordered(random, 500, 1 + random.nextInt(ReorderWindow.SLOTS - 2));
      out.clear();
      offer(fresh, first);
      for (int number : order) {
        offer(fresh, first + 1 + number);
        if (random.nextInt(9) == 0) {
          offer(fresh, first + 1 + number);
        }
      }

      assertThat(out)
          .isEqualTo(IntStream.rangeClosed(first, first + 500).mapToObj(i -> i & 0xffff).toList());
      assertThat(fresh.waiting()).isFalse();
    }
  }

  /** Nothing moves further than so many places. */
  private static List<Integer> disordered(Random random, int count, int most) {
    double[] place =
        IntStream.range(0, count).mapToDouble(i -> i + random.nextDouble() * most).toArray();
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> place[i]))
        .toList();
  }

  @Test
  void doesNotWaitForeverForWhatIsLost() {
    offer(window, 10);
    offer(window, 12);
    now += (ReorderWindow.PATIENCE_MILLIS - 1) * MILLISECOND;
    drain(window);
    assertThat(out).containsExactly(10);

    now += MILLISECOND;
    drain(window);
    assertThat(out).containsExactly(10, 12);
    assertThat(window.offer(11, ByteBuffer.allocate(4), 0, 4, now)).isEqualTo(Verdict.DROP);
  }

  @Test
  void givesUpWhatIsLostWhenTheWindowIsFull() {
    offer(window, 10);
    for (int i = 12; i < 12 + ReorderWindow.SLOTS; i++) {
      offer(window, i);
    }

    assertThat(out).hasSize(ReorderWindow.SLOTS + 1).doesNotContain(11);
  }

  @Test
  void beginsAnewWhereTheCameraDoes() {
    offer(window, 10);
    offer(window, 12);
    offer(window, 30_000);
    offer(window, 30_001);

    assertThat(out).containsExactly(10, 12, 30_000, 30_001);
  }

  private void offer(ReorderWindow to, int number) {
    ByteBuffer bytes = ByteBuffer.allocate(4).putInt(0, number & 0xffff);
    Verdict verdict = to.offer(number & 0xffff, bytes, 0, 4, now);
    while (verdict == Verdict.AGAIN) {
      drain(to);
      verdict = to.offer(number & 0xffff, bytes, 0, 4, now);
    }
    if (verdict == Verdict.PASS) {
      out.add(number & 0xffff);
    }
    drain(to);
  }

  private void drain(ReorderWindow from) {
    for (ByteBuffer due = from.poll(now); due != null; due = from.poll(now)) {
      out.add(due.getInt(0));
    }
  }
}
