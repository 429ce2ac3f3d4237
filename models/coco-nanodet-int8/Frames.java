import io.cityward.ingest.DecodePolicy;
import io.cityward.ingest.Frame;
import io.cityward.ingest.FrameSequence;
import io.cityward.ingest.SnapshotWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Takes frames out of clips, so that labels can be drawn and looked at:
 *
 * <pre>java -cp ... Frames.java LIST CLIPS OUT</pre>
 *
 * LIST has a line per frame, {@code NAME CLIP SECONDS}; OUT gets NAME.jpg, the first frame at or
 * after that time.
 */
final class Frames {

  public static void main(String[] args) throws Exception {
    Files.createDirectories(Path.of(args[2]));
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] words = line.strip().split("\\s+");
        Duration from = Duration.ofMillis(Math.round(Double.parseDouble(words[2]) * 1000));
        try (Frame frame = frame(Path.of(args[1], words[1]), from)) {
          SnapshotWriter.write(frame, List.of(), Path.of(args[2], words[0] + ".jpg"));
          System.out.println(line + " -> " + frame.width() + "x" + frame.height());
        }
      }
    }
  }

  private static Frame frame(Path clip, Duration from) {
    try (FrameSequence frames = FrameSequence.ofClip(clip, DecodePolicy.ALL)) {
      for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
        if (frame.mediaTime().compareTo(from) >= 0) {
          return frame;
        }
        frame.close();
      }
    }
    throw new IllegalArgumentException(clip + ": no frame at " + from);
  }
}
