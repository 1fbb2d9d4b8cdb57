package dev.shiplog.live;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;

class LiveViewerTest {

  /**
   * It may only be slow: its pings wait behind what it has yet to read. Pages connect again after
   * 1012 and 1013 alone.
   */
  @Test
  void whoDoesNotAnswerPingsMayConnectAgain() {
    ViewerChannel channel = mock(ViewerChannel.class);
    when(channel.ping()).thenReturn(false);
    var viewer = new LiveViewer(mock(Feed.class), LiveFormat.JSON, channel, Runnable::run, 1);

    viewer.pingSoon();

    verify(channel).close(eq(1013), anyString());
  }
}
