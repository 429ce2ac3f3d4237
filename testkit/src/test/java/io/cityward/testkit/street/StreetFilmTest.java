package io.cityward.testkit.street;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cityward.core.Box;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreetFilmTest {

  private static final Box PLACE = new Box(0.40, 0.54, 0.62, 0.68);
  private static final Box LANE = new Box(0.2, 0.55, 0.7, 0.82);
  private static final Trip CAR = Trip.vehicle("car", 1, PLACE, 20, 60);

  private final StreetFilm film = StreetFilm.usual(5);

  @Test
  void aVehicleComesStandsAndDrivesOnWithoutAJump() {
    Box last = CAR.at(0).orElseThrow();
    double fastest = 0;
    for (int i = 1; i < 800; i++) {
      Box now = CAR.at(i / 10.0).orElseThrow();
      fastest = Math.max(fastest, now.left() - last.left());
      assertThat(now.left()).isGreaterThanOrEqualTo(last.left());
      last = now;
    }
    assertThat(fastest).isCloseTo(0.028, within(1e-6));
    assertThat(CAR.at(20)).contains(PLACE);
    assertThat(CAR.at(60)).contains(PLACE);
  }

  @Test
  void knowsWhatIsHiddenByWhat() {
    film.with(CAR, new Passing("bus", 2, LANE, 40, 0.2));

    assertThat(film.truth(40)).extracting(t -> t.actor().label()).containsExactly("car", "bus");
    assertThat(film.truth(40).get(0).visible()).isLessThan(0.1);
    assertThat(film.truth(40).get(1).visible()).isEqualTo(1);
    assertThat(film.truth(30)).extracting(TrueBox::visible).containsExactly(1.0);
  }

  @Test
  void whatIsOutsideThePictureIsNotThere() {
    film.with(CAR);

    assertThat(film.truth(0)).isEmpty();
    assertThat(film.truth(30)).hasSize(1);
    assertThat(film.truth(70)).isEmpty();
  }

  @Test
  void theCameraTurnsWithEverythingInThePicture() {
    film.with(CAR).turned(seconds -> seconds < 30 ? 0 : 0.25);

    byte[] before = shown(29);
    byte[] after = shown(31);

    Box box = film.truth(31).get(0).box();
    assertThat(box.left()).isCloseTo(PLACE.left() + 0.25, within(1e-9));
    assertThat(before[at(0.45, 0.64)]).isCloseTo(after[at(0.70, 0.64)], within((byte) 12));
  }

  @Test
  void theSameSeedDrawsTheSame() {
    film.with(CAR);
    StreetFilm again = StreetFilm.usual(5).with(CAR);

    assertThat(shown(25)).isEqualTo(pixels(again, 25));
    assertThat(shown(26)).isNotEqualTo(pixels(again, 25));
  }

  @Test
  void aDetectorMissesDoubtsAndTremblesTheSameEveryTime() {
    film.with(CAR);
    var detector = new ScriptedDetector(Set.of("car"), 0.2, 0.5, 0.1, 0.03, 7);
    int seen = 0;
    double scores = 0;
    for (int i = 0; i < 200; i++) {
      List<Seen> look = detector.look(film, 20 + i / 5.0);
      assertThat(look).isEqualTo(detector.look(film, 20 + i / 5.0));
      seen += look.size();
      scores += look.stream().mapToDouble(Seen::score).sum();
    }

    assertThat(seen).isBetween(140, 180);
    assertThat(scores / seen).isCloseTo(0.5, within(0.03));
  }

  @Test
  void aDetectorSeesNothingOfWhatIsHiddenOrUnknown() {
    film.with(CAR, new Passing("bus", 2, LANE, 40, 0.2), new Lying("garbage", 3, PLACE, 0, 100));
    var detector = new ScriptedDetector(Set.of("car", "bus"), 0, 0.5, 0, 0, 7);

    assertThat(detector.look(film, 40)).extracting(Seen::label).containsExactly("bus");
  }

  private byte[] shown(double seconds) {
    return pixels(film, seconds);
  }

  private static byte[] pixels(StreetFilm film, double seconds) {
    ByteBuffer canvas = ByteBuffer.allocateDirect(640 * 360);
    film.at(seconds).paintGrey(canvas, 640, 360);
    byte[] pixels = new byte[640 * 360];
    canvas.get(0, pixels);
    return pixels;
  }

  private static int at(double x, double y) {
    return (int) (y * 360) * 640 + (int) (x * 640);
  }
}
