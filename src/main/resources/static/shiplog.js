// The live page only: resume after the last line, follow, pause, and becoming the completed page.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log");
  const follow = $("follow");
  const pause = $("pause");
  const connection = $("connection");
  const held = [];
  let socket = null;

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
    return socket;
  };

  const say = (text) => {
    $("announce").textContent = text;
  };
  const connected = (text) => {
    if (connection.isConnected && connection.textContent !== text) {
      connection.textContent = text;
      say(text);
    }
  };
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const toEnd = () => {
    if (pressed(follow)) {
      log.scrollTop = log.scrollHeight;
    }
  };

  /** What no fragment can say: attributes of the root, the title. */
  const sync = () => {
    const { mode, title, icon } = $("status").dataset;
    const name = title + " – Shiplog";
    if (document.title !== name) {
      document.title = name;
      say(title);
    }
    $("monitor").dataset.mode = mode;
    $("icon").href = "/favicon-" + icon + ".svg";
  };

  for (const element of [follow, pause, connection]) {
    element.hidden = false;
  }
  $("as-of").hidden = true;
  connected("Connecting");

  follow.addEventListener("click", () => {
    press(follow, !pressed(follow));
    toEnd();
  });
  pause.addEventListener("click", () => {
    press(pause, !pressed(pause));
    pause.textContent = pressed(pause) ? "Resume" : "Pause";
    for (const message of pressed(pause) ? [] : held.splice(0)) {
      socket.dispatchEvent(new MessageEvent("message", { data: message }));
    }
  });
  log.addEventListener("scroll", () => press(follow, atEnd()), { passive: true });

  document.body.addEventListener("htmx:wsOpen", () => connected("Connected"));
  document.body.addEventListener("htmx:wsBeforeMessage", (event) => {
    if (pressed(pause)) {
      held.push(event.detail.message);
      event.preventDefault();
    }
  });
  document.body.addEventListener("htmx:wsAfterMessage", () => {
    sync();
    toEnd();
  });
  document.body.addEventListener("htmx:wsClose", (event) => {
    if (event.detail.event.code !== 1000) {
      connected("Reconnecting");
      return;
    }
    // Paused to the end: what was held back is the rest of it.
    press(pause, false);
    for (const message of held.splice(0)) {
      socket.dispatchEvent(new MessageEvent("message", { data: message }));
    }
    $("socket").remove();
  });
  toEnd();
})();
