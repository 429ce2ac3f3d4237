package io.cityward.testkit.facade;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes a film as YUV4MPEG2, which every decoder reads and nothing is lost in. */
public final class FilmFile {

  private static final byte NO_COLOUR = (byte) 128;

  private FilmFile() {}

  /**
   * Writes the film's first seconds; a file of that name is replaced.
   *
   * @param file named {@code *.y4m}
   */
  public static void write(FacadeFilm film, double seconds, Path file) {
    int luma = film.width() * film.height();
    ByteBuffer canvas = ByteBuffer.allocateDirect(luma);
    byte[] plane = new byte[luma];
    byte[] colour = new byte[2 * ((film.width() + 1) / 2) * ((film.height() + 1) / 2)];
    Arrays.fill(colour, NO_COLOUR);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      long milliHertz = Math.round(1000 * film.framesPerSecond());
      out.write(
          ascii(
              "YUV4MPEG2 W%d H%d F%d:1000 Ip A1:1 C420jpeg XCOLORRANGE=FULL\n"
                  .formatted(film.width(), film.height(), milliHertz)));
      for (int i = 0; i < seconds * film.framesPerSecond(); i++) {
        film.frame(i).paintGrey(canvas, film.width(), film.height());
        canvas.get(0, plane);
        out.write(ascii("FRAME\n"));
        out.write(plane);
        out.write(colour);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the film to " + file, e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
