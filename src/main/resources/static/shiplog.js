// The live page only: resume after the last line, follow, pause, say what happens, become the completed page.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log");
  const follow = $("follow");
  const pause = $("pause");
  const aloud = $("announce-lines");
  const connection = $("connection");
  const count = (text, pattern) => (text.match(pattern) || []).length;
  const several = (n, noun) => n.toLocaleString("en") + " " + noun + (n === 1 ? "" : "s");
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));

  // The socket

  const LINE = /<li id="L/g; // Text of a log is escaped: only a line's element reads so.
  const ERROR = /<li id="L\d+"(?: value="\d+")? class="[^"]*error"/g;
  const HEADER = '<div hx-swap-oob="innerHTML:#deployment">';
  const AGAIN = [1006, 1012, 1013]; // After these htmx connects again.
  const BEAT = /^<!--beat (\d+)-->$/; // The server lives, and speaks again within so many milliseconds.

  const held = [];
  let socket = null;
  let paused = false;
  let ended = false;
  let focused = null;

  const lastLine = () => {
    const last = [...log.querySelectorAll(".chunk")].at(-1)?.lastElementChild;
    return last ? Number(last.id.slice(1)) : 0;
  };

  htmx.config.wsReconnectDelay = (retries) => Math.random() * Math.min(8000, 500 * 2 ** retries);
  htmx.createWebSocket = (url) => {
    const address = new URL(url, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.searchParams.set("after", String(lastLine()));
    held.length = 0; // The server sends again what was held back.
    socket = new WebSocket(address.href);
    socket.addEventListener("message", (event) => heard(event.data));
    listen();
    return socket;
  };

  let beat = 15000; // Until the server has said it.
  let silence = 0;

  /** A connection without a word is dead, whatever the browser believes: it may do so for long. */
  const lost = () => {
    const { onclose } = socket;
    socket.onclose = socket.onerror = null;
    socket.close(); // From now on it delivers nothing, also if the network comes back.
    onclose(new CloseEvent("close", { code: 1006 }));
    connected("Connection lost, reconnecting");
  };
  const listen = () => {
    clearTimeout(silence);
    if (socket.readyState <= WebSocket.OPEN) {
      silence = setTimeout(lost, 2.5 * beat);
    }
  };
  const heard = (message) => {
    const promise = BEAT.exec(message);
    if (promise) {
      beat = Number(promise[1]);
    }
    listen();
  };

  // What is said. Each text stands for a second at least, so that none is lost before it is read.

  const unsaid = [];
  let speaking = 0;

  const speak = () => {
    $("announce").textContent = unsaid.splice(0).join(". ");
    speaking = setTimeout(() => {
      speaking = 0;
      if (unsaid.length > 0) {
        speak();
      }
    }, 1000);
  };
  const say = (text) => {
    unsaid.push(text);
    speaking = speaking || setTimeout(speak, 200);
  };

  let saidState = "";
  let stateTimer = 0;

  /** Shown at once, said when it lasts. */
  const connected = (text) => {
    connection.textContent = text;
    clearTimeout(stateTimer);
    stateTimer = setTimeout(() => {
      if (connection.isConnected && text !== saidState) {
        saidState = text;
        say(text);
      }
    }, 1000);
  };

  const SUMMARY_MILLIS = 5000;
  const READ_OUT = 20;
  let newLines = 0;
  let newErrors = 0;
  let summaryTimer = 0;

  const summarize = () => {
    summaryTimer = 0;
    if (pressed(aloud)) {
      const read = [...log.querySelectorAll(".chunk > li")].slice(-Math.min(newLines, READ_OUT));
      const before = newLines > READ_OUT ? several(newLines - READ_OUT, "line") + " before these.\n" : "";
      say(before + read.map((line) => line.textContent.slice(0, 200)).join("\n"));
    } else {
      const errors = newErrors > 0 ? ", " + several(newErrors, "error") : "";
      say(several(newLines, "new line") + errors);
    }
    newLines = newErrors = 0;
  };
  const arrived = (message) => {
    newLines += count(message, LINE);
    newErrors += count(message, ERROR);
    if (newLines > 0 && !summaryTimer) {
      summaryTimer = setTimeout(summarize, SUMMARY_MILLIS);
    }
  };

  // Following

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  let top = 0;

  const toEnd = () => {
    if (pressed(follow)) {
      log.scrollTop = log.scrollHeight;
      requestAnimationFrame(() => {
        if (pressed(follow)) {
          log.scrollTop = log.scrollHeight; // Lines that come into view may be higher than estimated.
        }
      });
    }
  };
  log.addEventListener(
    "scroll",
    () => {
      if (atEnd()) {
        press(follow, true);
      } else if (log.scrollTop < top) {
        press(follow, false);
      }
      top = log.scrollTop;
    },
    { passive: true },
  );
  follow.addEventListener("click", () => {
    press(follow, !pressed(follow));
    toEnd();
  });

  // Pausing

  const resumeLabel = () => {
    const waiting = held.reduce((sum, message) => sum + count(message, LINE), 0);
    pause.textContent = waiting > 0 ? "Resume, " + several(waiting, "new line") : "Resume";
  };
  const release = () => {
    paused = false;
    pause.textContent = "Pause";
    for (const message of held.splice(0)) {
      socket.dispatchEvent(new MessageEvent("message", { data: message }));
    }
    if (ended) {
      $("socket").remove();
    }
  };
  pause.addEventListener("click", () => {
    if (paused) {
      release();
    } else {
      paused = true;
      resumeLabel();
    }
  });

  // The page

  /** What was replaced under the reader's hands: the same again, else the log. */
  const refocus = () => {
    if (focused && !focused.isConnected) {
      const same = [...document.querySelectorAll("#deployment a, #deployment button")].find(
        (it) => it.outerHTML === focused.outerHTML,
      );
      (same || log).focus({ preventScroll: true });
    }
  };

  /** Says truly whether every line has arrived: the server has said how many there are to show. */
  const tally = () => {
    const expected = $("expected");
    const shown = log.querySelectorAll(".chunk > li").length;
    if (shown === Number(expected.value)) {
      expected.after(", none missing");
      return expected.textContent + ", none missing";
    }
    const difference = ", but this page shows " + shown + " of " + expected.value + ". ";
    const reload = document.createElement("a");
    reload.href = location.pathname + location.search;
    reload.textContent = "Reload the page";
    expected.after(difference, reload);
    return expected.textContent + difference + "Reload the page";
  };

  /** A long log is shown in pages when it is opened: this page is the whole of it, also when it is reloaded. */
  const keepWhole = () => {
    const { address } = $("expected").dataset;
    if (address) {
      history.replaceState(history.state, "", address + location.hash);
      const page = document.createElement("input");
      page.type = "hidden";
      page.name = "page";
      page.value = "0";
      $("look").append(page);
    }
  };

  /** What no fragment can say: attributes of the root, the title. */
  const sync = () => {
    const { mode, title, icon } = $("status").dataset;
    const complete = mode === "completed";
    if (complete) {
      clearTimeout(summaryTimer);
      keepWhole();
    }
    const result = complete ? ", " + tally() : "";
    const name = title + " – Shiplog";
    if (document.title !== name) {
      document.title = name;
      say(title + result);
    }
    $("monitor").dataset.mode = mode;
    $("icon").href = "/favicon-" + icon + ".svg";
  };

  document.body.addEventListener("htmx:wsOpen", () => connected("Connected"));
  document.body.addEventListener("htmx:wsBeforeMessage", (event) => {
    const { message } = event.detail;
    if (BEAT.test(message)) {
      event.preventDefault();
    } else if (paused && !message.startsWith(HEADER)) {
      held.push(message);
      resumeLabel();
      event.preventDefault();
    } else {
      focused = document.activeElement;
    }
  });
  document.body.addEventListener("htmx:wsAfterMessage", (event) => {
    arrived(event.detail.message);
    sync();
    refocus();
    toEnd();
  });
  document.body.addEventListener("htmx:wsClose", (event) => {
    const { code } = event.detail.event;
    clearTimeout(silence);
    ended = code === 1000;
    if (!ended) {
      connected(AGAIN.includes(code) ? "Reconnecting" : "Disconnected. Reload the page to go on");
    } else if (paused) {
      connected("Ended. Resume shows the rest");
    } else {
      release();
    }
  });

  const REMEMBERED = "shiplog-announce-lines";
  const storage = (use) => {
    try {
      return use(localStorage);
    } catch (e) {
      return null; // Switched off by the reader.
    }
  };
  press(aloud, storage((it) => it.getItem(REMEMBERED)) === "true");
  aloud.addEventListener("click", () => {
    press(aloud, !pressed(aloud));
    storage((it) => it.setItem(REMEMBERED, String(pressed(aloud))));
  });

  for (const element of [follow, pause, aloud, connection]) {
    element.hidden = false;
  }
  $("as-of").hidden = true;
  document.documentElement.classList.add("watched");
  press(follow, !location.hash.startsWith("#L"));
  connected("Connecting");
  toEnd();
})();
