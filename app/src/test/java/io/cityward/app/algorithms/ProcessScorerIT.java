package io.cityward.app.algorithms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.algorithm.Comparison.ClassQuality;
import io.cityward.app.algorithms.PackScorer.ClassScore;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ProcessScorerIT {

  @TempDir Path folder;

  private Map<String, ClassScore> score(String script) throws InterruptedException {
    ProcessScorer.Launcher launcher =
        (home, pack, images, report) ->
            Repository.shell(script.replace("REPORT", "" + report).replace("HOME", "" + home));
    return new ProcessScorer(launcher, TrialLimits.DEFAULT)
        .score(Repository.MODELS, "coco-nanodet", folder, folder);
  }

  @Test
  void readsWhatEvalWrites() throws Exception {
    Map<String, ClassScore> scores =
        score(
            "test -f HOME/models/coco-nanodet/pack.yml && echo '{\"classes\":{"
                + "\"car\":{\"ap50\":0.5,\"objects\":7,\"precision\":0.8,\"recall\":0.6},"
                + "\"bus\":{\"ap50\":null,\"objects\":0,\"precision\":null,\"recall\":null}}}'"
                + " > REPORT");
    assertThat(scores)
        .containsEntry("car", new ClassScore(7, new ClassQuality(0.5, 0.8, 0.6)))
        .containsEntry("bus", new ClassScore(0, ClassQuality.NONE))
        .hasSize(2);
  }

  @Test
  void aFailureIsToldInTheWordsOfTheProcess() {
    assertThatThrownBy(() -> score("echo 'no such image' >&2; exit 2"))
        .hasMessage("scoring coco-nanodet: its process ended with code 2; it said: no such image");
  }

  /** The end of a process used to close its output before it was read. */
  @RepeatedTest(100)
  void theLastWordsOfAProcessAreNotLost() {
    assertThatThrownBy(() -> score("echo 'no such image' >&2; exit 2"))
        .hasMessageEndingWith("it said: no such image");
  }

  @Test
  void aReportThatMakesNoSenseIsAFailure() {

    assertThatThrownBy(() -> score("echo '{' > REPORT"))
        .hasMessage("scoring coco-nanodet: its report makes no sense");
  }
}
