package dev.shiplog.render;

import dev.shiplog.log.LogAppender;
import dev.shiplog.log.LogLine;
import dev.shiplog.log.LogSize;
import dev.shiplog.log.LogStore;
import dev.shiplog.log.LogStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One log in memory, written line by line by a test and read by the renderers. */
final class MemoryLogStore implements LogStore {

  private final List<LogLine> lines = new ArrayList<>();

  void add(LogStream stream, Instant time, String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    lines.add(new LogLine(lines.size() + 1L, stream, time, bytes));
  }

  List<LogLine> lines(long from, long to) {
    return lines.subList((int) from - 1, (int) Math.min(to, lines.size()));
  }

  long count() {
    return lines.size();
  }

  @Override
  public LogSize size(long id) {
    return new LogSize(count(), lines.stream().mapToLong(line -> line.bytes().length).sum());
  }

  @Override
  public List<LogLine> read(long id, long from, long to, int maxBytes) {
    return List.copyOf(lines(from, to));
  }

  @Override
  public LogAppender open(long id, Collection<String> secrets) {
    throw new UnsupportedOperationException("add() writes");
  }

  @Override
  public InputStream bytes(long id, long from, long to) {
    throw new UnsupportedOperationException("renderers read lines");
  }

  @Override
  public InputStream range(long id, long offset, long length) {
    throw new UnsupportedOperationException("renderers read lines");
  }

  @Override
  public void delete(long id) {
    lines.clear();
  }
}
