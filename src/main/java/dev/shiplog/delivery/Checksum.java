package dev.shiplog.delivery;

/**
 * CRC-32 of bytes that were summed in pieces (RFC 1952, section 8).
 *
 * <p>Appending n zero bytes to a message is a linear map over GF(2) on its CRC. The CRC of two
 * pieces is that map applied to the first's, exclusive-or the second's. The map for n bytes is made
 * of those for powers of two, as in zlib's crc32_combine.
 */
final class Checksum {

  private static final int POLYNOMIAL = 0xEDB88320;
  private static final int BITS = 32;

  private Checksum() {}

  /**
   * The checksum of two pieces.
   *
   * @param length bytes of the second piece
   */
  static int combined(int first, int second, long length) {
    int[] zeros = squared(squared(squared(oneZeroBit())));
    int crc = first;
    for (long left = length; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        crc = applied(zeros, crc);
      }
      zeros = squared(zeros);
    }
    return crc ^ second;
  }

  private static int[] oneZeroBit() {
    int[] map = new int[BITS];
    map[0] = POLYNOMIAL;
    for (int i = 1; i < BITS; i++) {
      map[i] = 1 << (i - 1);
    }
    return map;
  }

  private static int[] squared(int[] map) {
    int[] square = new int[BITS];
    for (int i = 0; i < BITS; i++) {
      square[i] = applied(map, map[i]);
    }
    return square;
  }

  private static int applied(int[] map, int vector) {
    int sum = 0;
    for (int i = 0; i < BITS; i++) {
      if ((vector >>> i & 1) != 0) {
        sum ^= map[i];
      }
    }
    return sum;
  }
}
