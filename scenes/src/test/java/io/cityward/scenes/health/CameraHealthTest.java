package io.cityward.scenes.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.core.Box;
import io.cityward.core.CityException;
import io.cityward.core.Picture;
import io.cityward.core.settings.SettingsFile;
import io.cityward.scenes.Finding.Phase;
import io.cityward.scenes.NoisyPicture;
import io.cityward.scenes.PaintedPicture;
import io.cityward.scenes.PaintedPicture.Thing;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CameraHealthTest {

  private static final Duration WHILE = Duration.ofMinutes(2);
  private static final IntFunction<Picture> STREET = look -> NoisyPicture.of(houses(0, 6), look);
  private static final IntFunction<Picture> ELSEWHERE =
      look -> NoisyPicture.of(houses(500, 5), look);
  private static final IntFunction<Picture> NOTHING =
      look -> new NoisyPicture(houses(0, 6), 0, 5, 1, look);

  private final Watched camera = new Watched(Watched.impatient());

  @Test
  void saysNothingOfAStreetThatIsAsItWas() {
    camera.show(Duration.ofMinutes(20), STREET);

    assertThat(camera.told()).isEmpty();
  }

  @Test
  void believesTheDecoderThatPicturesAreDamaged() {
    camera.show(WHILE, STREET).damaged(true).show(WHILE, STREET);

    assertThat(camera.begun()).containsExactly(Condition.GREY);
    assertThat(camera.told().get(0).reason()).isEqualTo("the decoder reports damage");
  }

  @Test
  void findsABlackPictureWithoutHavingSeenAnotherOne() {
    camera.show(WHILE, NOTHING);

    assertThat(camera.begun()).containsExactly(Condition.BLACK);
    assertThat(camera.told().get(0).phase()).isEqualTo(Phase.BEGUN);
    assertThat(camera.told().get(0).since()).isEqualTo(Watched.START);
  }

  @Test
  void findsAPictureThatStandsStillFromTheFirstLook() {
    camera.show(WHILE, look -> houses(0, 6));

    assertThat(camera.begun()).containsExactly(Condition.FROZEN);
  }

  @Test
  void keepsWhatItKnewOfTheViewWhileThePictureIsBlack() {
    camera.show(WHILE, STREET).show(WHILE, ELSEWHERE).show(WHILE, NOTHING);
    assertThat(camera.begun()).containsExactly(Condition.MOVED, Condition.BLACK);

    camera.show(WHILE, ELSEWHERE);
    assertThat(camera.ended()).containsExactly(Condition.BLACK);
    camera.show(WHILE, STREET);
    assertThat(camera.ended()).containsExactly(Condition.BLACK, Condition.MOVED);
  }

  @Test
  void takesANewViewForTheRightOneWhenAnOperatorSaysSo() {
    camera.show(WHILE, STREET).show(WHILE, ELSEWHERE);
    camera.health.confirmView();
    camera.show(WHILE, ELSEWHERE);

    assertThat(camera.begun()).containsExactly(Condition.MOVED);
    assertThat(camera.ended()).containsExactly(Condition.MOVED);
    assertThat(camera.told().get(camera.told().size() - 1).reason())
        .isEqualTo("the present view is the right one from now on");
    camera.show(WHILE, STREET);
    assertThat(camera.begun()).containsExactly(Condition.MOVED, Condition.MOVED);
  }

  @Test
  void countsNoTimeInWhichNobodyLooked() {
    camera.show(WHILE, STREET);

    CameraHealth health = camera.health;
    assertThat(health.look(camera.now(), NOTHING.apply(1), false)).isEmpty();
    assertThat(health.look(camera.now().minusSeconds(500), NOTHING.apply(2), false)).isEmpty();
    assertThat(health.look(camera.now().minusSeconds(495), NOTHING.apply(3), false)).isEmpty();
  }

  @Test
  void saysNothingWhenItIsOff() {
    Watched off =
        new Watched(SettingsFile.parse("enabled: false", "c.yml", CameraHealthSettings::read));

    assertThat(off.show(WHILE, NOTHING).told()).isEmpty();
  }

  @Test
  void readsItsSettingsAndNamesWhatIsWrong() {
    assertThat(read("{}")).isEqualTo(CameraHealthSettings.DEFAULTS);
    assertThat(read("{frozen: PT2M}").frozen()).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(() -> read("{moved: PT0S}"))
        .isInstanceOf(CityException.class)
        .hasMessageContaining("moved: \"PT0S\"");
    assertThatThrownBy(() -> read("{froze: PT2M}")).hasMessageContaining("did you mean frozen?");
  }

  private static CameraHealthSettings read(String yaml) {
    return SettingsFile.parse(yaml, "cityward.yml", CameraHealthSettings::read);
  }

  /** A street full of houses, another one for each number, so many in a row. */
  private static PaintedPicture houses(int street, int inARow) {
    return PaintedPicture.of(
        IntStream.range(0, inARow * (inARow - 2))
            .mapToObj(i -> new Thing(house(i, inARow), street + i))
            .toArray(Thing[]::new));
  }

  private static Box house(int i, int inARow) {
    double x = (double) (i % inARow) / inARow;
    double y = Math.floor((double) i / inARow) / (inARow - 2);
    return new Box(x + 0.01, y + 0.01, x + 0.8 / inARow, y + 0.9 / (inARow - 2));
  }
}
