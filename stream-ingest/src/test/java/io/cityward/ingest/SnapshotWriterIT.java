package io.cityward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cityward.core.Box;
import io.cityward.core.Polygon;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotWriterIT {

  @TempDir private Path directory;

  @Test
  void writesAJpegInThePicturesOwnSize() throws IOException {
    Path file = directory.resolve("a/b/snapshot.jpg");
    try (Frame frame = Pictures.grey(641, 363, 126)) {
      SnapshotWriter.Written written = SnapshotWriter.write(frame, List.of(), file);

      assertThat(written).isEqualTo(new SnapshotWriter.Written(file, 641, 363, Files.size(file)));
    }
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(641);
    assertThat(image.getHeight()).isEqualTo(363);
    assertThat(new Color(image.getRGB(320, 180)).getRed()).isBetween(124, 132);
  }

  @Test
  void drawsZonesAndBoxesWhereTheyAre() throws IOException {
    List<Overlay> overlays =
        List.of(
            new Overlay.Area(Polygon.of(0.1, 0.5, 0.9, 0.5, 0.9, 0.9, 0.1, 0.9), "kerb"),
            new Overlay.Found(new Box(0.25, 0.25, 0.5, 0.75), "car 0.61"));
    BufferedImage image = render(overlays);

    Color box = new Color(image.getRGB(160, 180));
    assertThat(box.getRed() - box.getBlue()).as("left side of the box is red").isGreaterThan(80);
    Color zone = new Color(image.getRGB(570, 180));
    assertThat(zone.getRed() - zone.getBlue()).as("upper side of the zone").isGreaterThan(80);
    Color inside = new Color(image.getRGB(240, 150));
    assertThat(inside.getRed() - inside.getBlue()).as("nothing in between").isLessThan(12);
  }

  @Test
  void drawsLabelsInsideThePictureAlsoAtItsEdges() throws IOException {
    List<Overlay> overlays =
        List.of(
            new Overlay.Found(new Box(0, 0, 0.1, 0.1), "at the corner"),
            new Overlay.Found(new Box(0.95, 0.95, 1, 1), "违停 at the other corner"));
    BufferedImage image = render(overlays);

    assertThat(new Color(image.getRGB(2, 2)).getRed()).isGreaterThan(180);
    assertThat(image.getWidth()).isEqualTo(640);
  }

  private static BufferedImage render(List<Overlay> overlays) throws IOException {
    try (Frame frame = Pictures.grey(640, 360, 126)) {
      return ImageIO.read(new ByteArrayInputStream(SnapshotWriter.encode(frame, overlays)));
    }
  }
}
