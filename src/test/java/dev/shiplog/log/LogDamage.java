package dev.shiplog.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What disks, crashes and people do to the two files of a log. */
public enum LogDamage {
  HUGE_END {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      end(files, random, end -> Integer.MAX_VALUE + (long) random.nextInt(3));
    }
  },
  END_BEYOND_ANY_FILE {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      end(files, random, end -> Long.MAX_VALUE - random.nextInt(3));
    }
  },
  NEGATIVE_END {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      end(files, random, end -> random.nextBoolean() ? -end - 1 : Long.MIN_VALUE);
    }
  },
  ZERO_END {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      end(files, random, end -> 0);
    }
  },
  END_A_LITTLE_OFF {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      end(files, random, end -> end + 1 + random.nextInt(5) - random.nextInt(2) * 6);
    }
  },
  END_OF_ANOTHER_LINE {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      ByteBuffer index = index(files);
      long other = index.getLong(record(index, random));
      end(files, random, end -> other);
    }
  },
  WILD_TIME_AND_STREAM {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      ByteBuffer index = index(files);
      index.putLong(record(index, random) + 8, random.nextLong());
      Files.write(files.index(), index.array());
    }
  },
  BYTES_OF_THE_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] index = Files.readAllBytes(files.index());
      for (int i = 0; index.length > 0 && i < 8; i++) {
        index[random.nextInt(index.length)] = (byte) random.nextInt(256);
      }
      Files.write(files.index(), index);
    }
  },
  ZEROED_BLOCK_OF_THE_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] index = Files.readAllBytes(files.index());
      int from = random.nextInt(index.length + 1);
      Arrays.fill(index, from, Math.min(index.length, from + 512), (byte) 0);
      Files.write(files.index(), index);
    }
  },
  RECORD_LEFT_OUT {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      ByteBuffer index = index(files);
      int at = record(index, random);
      byte[] bytes = index.array();
      byte[] shorter = Arrays.copyOf(bytes, bytes.length - IndexRecord.BYTES);
      System.arraycopy(bytes, at + IndexRecord.BYTES, shorter, at, shorter.length - at);
      Files.write(files.index(), shorter);
    }
  },
  CUT_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] index = Files.readAllBytes(files.index());
      Files.write(files.index(), Arrays.copyOf(index, random.nextInt(index.length + 1)));
    }
  },
  LONGER_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] more = new byte[random.nextInt(100)];
      random.nextBytes(more);
      Files.write(files.index(), join(Files.readAllBytes(files.index()), more));
    }
  },
  NO_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      Files.delete(files.index());
    }
  },
  DIRECTORY_FOR_INDEX {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      Files.delete(files.index());
      Files.createDirectory(files.index());
    }
  },
  CUT_LOG {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] log = Files.readAllBytes(files.log());
      Files.write(files.log(), Arrays.copyOf(log, random.nextInt(log.length + 1)));
    }
  },
  LONGER_LOG {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] more = "more\n\nand a tail".getBytes(StandardCharsets.UTF_8);
      Files.write(files.log(), join(Files.readAllBytes(files.log()), more));
    }
  },
  BYTES_OF_THE_LOG {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] log = Files.readAllBytes(files.log());
      for (int i = 0; log.length > 0 && i < 8; i++) {
        boolean newline = random.nextInt(4) == 0;
        log[random.nextInt(log.length)] = (byte) (newline ? '\n' : 'a' + random.nextInt(26));
      }
      Files.write(files.log(), log);
    }
  },
  NEWLINES_OF_THE_LOG {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      byte[] log = Files.readAllBytes(files.log());
      for (int i = 0; i < log.length; i++) {
        if (log[i] == '\n' && random.nextInt(10) == 0) {
          log[i] = 'n';
        }
      }
      Files.write(files.log(), log);
    }
  },
  NO_LOG {
    @Override
    void strike(LogFiles files, Random random) throws IOException {
      Files.delete(files.log());
    }
  };

  abstract void strike(LogFiles files, Random random) throws IOException;

  /** Strikes unless an earlier stroke has left nothing to strike at. */
  public final void strikeIfItCan(Path log, Path index, Random random) throws IOException {
    if (Files.isRegularFile(index) && Files.isRegularFile(log)) {
      strike(new LogFiles(log, index), random);
    }
  }

  /** The index, with a record of zeros if it has none. */
  private static ByteBuffer index(LogFiles files) throws IOException {
    byte[] index = Files.readAllBytes(files.index());
    return ByteBuffer.wrap(Arrays.copyOf(index, Math.max(index.length, IndexRecord.BYTES)));
  }

  /** Where a record is. */
  private static int record(ByteBuffer index, Random random) {
    return random.nextInt(index.capacity() / IndexRecord.BYTES) * IndexRecord.BYTES;
  }

  private static void end(LogFiles files, Random random, Change change) throws IOException {
    ByteBuffer index = index(files);
    int at = record(index, random);
    index.putLong(at, change.of(index.getLong(at)));
    Files.write(files.index(), index.array());
  }

  private static byte[] join(byte[] bytes, byte[] more) {
    byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, all, bytes.length, more.length);
    return all;
  }

  /** Another end for a record. */
  @FunctionalInterface
  private interface Change {

    long of(long end);
  }
}
