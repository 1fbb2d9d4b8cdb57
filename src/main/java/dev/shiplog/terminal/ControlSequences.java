package dev.shiplog.terminal;

/**
 * Tells text from control functions (ECMA-48, as xterm reads it) in a stream of characters. Its
 * state carries from one text to the next.
 *
 * <p>A control string (OSC, DCS, SOS, PM, APC) that is open at the end of a line goes on in the
 * next only if it ends there; otherwise it is given up, so that one that is never ended hides no
 * further lines.
 */
final class ControlSequences {
  /** Told what was found. */
  interface Listener {
    void print(int codePoint);

    /** A part of a text that is printable ASCII. */
    void printAscii(String text, int from, int to);

    /** A C0 control or DEL. */
    void control(int c);

    /** A control sequence without private marker or intermediate bytes. */
    void csi(int finalByte, CsiParameters parameters);

    /** An operating system command, without what introduced and ended it. */
    void osc(String payload);

    /**
     * A two-character escape sequence that stands for itself and opens nothing; also a C1 control,
     * as its escape sequence.
     */
    void escape(int finalByte);
  }

  private enum State {
    GROUND,
    ESCAPE,
    INTERMEDIATE,
    CSI,
    OSC,
    OSC_ESCAPE,
    STRING,
    STRING_ESCAPE
  }

  /** Longest command that is looked at, and how far into a line an open string may go on. */
  static final int LONGEST_STRING = 4096;

  private static final int BEL = 0x07;
  private static final int CAN = 0x18;
  private static final int SUB = 0x1a;
  private static final int ESC = 0x1b;
  private static final int DEL = 0x7f;
  private static final int C1_CSI = 0x9b;
  private static final int C1_ST = 0x9c;

  private final CsiParameters parameters = new CsiParameters();
  private final StringBuilder command = new StringBuilder();
  private State state = State.GROUND;

  ControlSequences copy() {
    ControlSequences copy = new ControlSequences();
    copy.state = state;
    copy.parameters.copyFrom(parameters);
    copy.command.append(command);
    return copy;
  }

  /** Whether a sequence is open. */
  boolean pending() {
    return state != State.GROUND;
  }

  /** Drops a sequence that is open. */
  void giveUp() {
    state = State.GROUND;
  }

  /** Must be called before the text of a new line is read. */
  void beginLine(String text) {
    if (inString() && !endsIn(text)) {
      giveUp();
    }
  }

  void read(String text, Listener listener) {
    int i = 0;
    while (i < text.length()) {
      int ascii = state == State.GROUND ? endOfAscii(text, i) : i;
      if (ascii > i) {
        listener.printAscii(text, i, ascii);
        i = ascii;
        continue;
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (inString()) {
        string(c, listener);
      } else {
        outsideString(c, listener);
      }
    }
  }

  private static int endOfAscii(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) < DEL) {
      end++;
    }
    return end;
  }

  private boolean inString() {
    return state.compareTo(State.OSC) >= 0;
  }

  private boolean endsIn(String text) {
    boolean osc = state == State.OSC || state == State.OSC_ESCAPE;
    boolean escaped = state == State.OSC_ESCAPE || state == State.STRING_ESCAPE;
    int end = Math.min(text.length(), LONGEST_STRING);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (escaped) {
        return c == '\\';
      }
      if (c == C1_ST || c == BEL && osc) {
        return true;
      }
      if (c == CAN || c == SUB) {
        return false;
      }
      escaped = c == ESC;
    }
    return false;
  }

  private void outsideString(int c, Listener listener) {
    if (c == ESC) {
      state = State.ESCAPE;
    } else if (c == CAN || c == SUB) {
      state = State.GROUND;
    } else if (c < ' ' || c == DEL) {
      listener.control(c);
    } else if (c > DEL && c < 0xa0) {
      c1(c, listener);
    } else if (c >= 0xa0) {
      state = State.GROUND;
      listener.print(c);
    } else {
      sequence(c, listener);
    }
  }

  private void sequence(int c, Listener listener) {
    switch (state) {
      case ESCAPE -> escape(c, listener);
      case INTERMEDIATE -> state = c < '0' ? State.INTERMEDIATE : State.GROUND;
      case CSI -> csi(c, listener);
      default -> listener.print(c);
    }
  }

  private void escape(int c, Listener listener) {
    if (c < '0') {
      state = State.INTERMEDIATE;
    } else if (c >= '@' && c <= '_') {
      c1(c + 0x40, listener);
    } else {
      state = State.GROUND;
      listener.escape(c);
    }
  }

  private void c1(int c, Listener listener) {
    switch (c) {
      case C1_CSI -> {
        parameters.clear();
        state = State.CSI;
      }
      case 0x9d -> {
        command.setLength(0);
        state = State.OSC;
      }
      case 0x90, 0x98, 0x9e, 0x9f -> state = State.STRING;
      default -> {
        state = State.GROUND;
        listener.escape(c - 0x40);
      }
    }
  }

  private void csi(int c, Listener listener) {
    if (c < '@') {
      parameters.add(c);
      return;
    }
    state = State.GROUND;
    if (parameters.plain()) {
      listener.csi(c, parameters);
    }
  }

  private void string(int c, Listener listener) {
    boolean osc = state == State.OSC || state == State.OSC_ESCAPE;
    if (state == State.OSC_ESCAPE || state == State.STRING_ESCAPE) {
      if (c == '\\') {
        endString(osc, listener);
      } else {
        state = State.ESCAPE;
        outsideString(c, listener);
      }
    } else if (c == ESC) {
      state = osc ? State.OSC_ESCAPE : State.STRING_ESCAPE;
    } else if (c == C1_ST || c == BEL && osc) {
      endString(osc, listener);
    } else if (c == CAN || c == SUB) {
      state = State.GROUND;
    } else if (osc && command.length() <= LONGEST_STRING) {
      command.appendCodePoint(c);
    }
  }

  private void endString(boolean osc, Listener listener) {
    state = State.GROUND;
    if (osc && command.length() <= LONGEST_STRING) {
      listener.osc(command.toString());
    }
    command.setLength(0);
  }
}
