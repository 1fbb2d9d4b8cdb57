/** The live feed: viewers with cursors, the HTML and JSON sockets, the streamed responses. */
@NullMarked
package dev.shiplog.live;

import org.jspecify.annotations.NullMarked;
