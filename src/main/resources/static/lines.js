// Live and completed pages: links to lines and ranges of lines, and shortcuts. No log needs it to be read.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const log = $("log");
  const element = (name, text = "") => {
    const created = document.createElement(name);
    created.textContent = text;
    return created;
  };
  const announce = (text) => {
    $("announce").textContent = text;
  };
  const lines = () => [...log.querySelectorAll(".chunk > li")];
  const number = (line) => Number(line.id.slice(1));

  // Marks

  let marked = null;

  const parse = (hash) => {
    const found = /^#L(\d+)(?:-L(\d+))?$/.exec(hash);
    const [from, to] = found ? [Number(found[1]), Number(found[2] || found[1])] : [];
    return found && { from: Math.min(from, to), to: Math.max(from, to) };
  };
  const hash = ({ from, to }) => "#L" + from + (to > from ? "-L" + to : "");
  const name = ({ from, to }) => (to > from ? "lines " + from + " to " + to : "line " + from);

  /** Marks the lines of the range that are there, also those that came since the last time. */
  const mark = () => {
    const last = marked && lines().at(-1);
    for (; last && marked.next <= Math.min(marked.to, number(last)); marked.next++) {
      $("L" + marked.next)?.classList.add("marked");
    }
  };
  const unmark = () => {
    marked = null;
    for (const line of log.querySelectorAll(".marked")) {
      line.classList.remove("marked");
      if (!line.className) {
        line.removeAttribute("class");
      }
    }
    selection.hidden = true;
  };
  const select = (range) => {
    unmark();
    marked = Object.assign({ next: range.from }, range);
    mark();
    const text = name(range);
    selection.firstChild.textContent = text[0].toUpperCase() + text.slice(1);
    selection.hidden = false;
  };
  const unfold = (line) => {
    for (let fold = line.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
  };
  const show = (line) => {
    unfold(line);
    line.scrollIntoView({ block: "center" });
  };

  /** A link from when the log was on one page: its page knows the way to the one with the line. */
  const lookElsewhere = (range) => {
    if (document.querySelector("nav.paging")) {
      fetch(location.pathname + "/go?line=" + range.from).then((page) => {
        const address = page.url.split("#")[0];
        if (page.ok && address !== location.href.split("#")[0]) {
          location.replace(address + hash(range));
        }
      });
    }
  };
  const openAddress = () => {
    const range = parse(location.hash);
    if (range) {
      select(range);
      const line = $("L" + range.from);
      if (line) {
        show(line);
      } else {
        lookElsewhere(range);
      }
    }
  };

  // The bar that offers the link

  const selection = element("div");
  const copy = element("button", "Copy link");
  const clear = element("button", "Clear");
  selection.id = "selection";
  selection.className = "selection no-print";
  selection.hidden = true;
  copy.id = "copy-link";
  clear.id = "clear-lines";
  copy.type = clear.type = "button";
  selection.append(element("span"), copy, clear);
  $("main").append(selection);

  /** Where pages may not use the clipboard because the site has no TLS. */
  const copyFromField = (text) => {
    const field = element("textarea", text);
    const focused = document.activeElement;
    field.className = "visually-hidden";
    selection.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused.focus({ preventScroll: true });
    return done ? Promise.resolve() : Promise.reject(new Error("not copied"));
  };
  const copyLink = () => {
    if (marked) {
      const text = name(marked);
      const link = location.href.split("#")[0] + hash(marked);
      const copied = navigator.clipboard ? navigator.clipboard.writeText(link) : copyFromField(link);
      copied
        .then(() => "Link to " + text + " copied")
        .catch(() => "The link could not be copied; it is in the address bar")
        .then((result) => {
          selection.firstChild.textContent = result;
          announce(result);
        });
    }
  };
  copy.addEventListener("click", copyLink);
  clear.addEventListener("click", () => {
    unmark();
    history.replaceState(null, "", location.pathname + location.search);
    log.focus({ preventScroll: true });
  });

  // Clicks on numbers, which are drawn beside the lines

  const clicked = (event) => {
    const chunk = event.target.closest(".chunk");
    const line =
      chunk && [...chunk.children].find((it) => event.clientY < it.getBoundingClientRect().bottom);
    if (!line) {
      return null;
    }
    const box = line.getBoundingClientRect();
    const rightToLeft = getComputedStyle(line).direction === "rtl";
    const beside = rightToLeft ? event.clientX > box.right : event.clientX < box.left;
    return beside ? line : null;
  };
  log.addEventListener("mousedown", (event) => {
    if (event.shiftKey && clicked(event)) {
      event.preventDefault(); // Or it would select text up to here.
    }
  });
  log.addEventListener("click", (event) => {
    const line = clicked(event);
    if (line) {
      const to = number(line);
      const from = event.shiftKey && marked ? marked.anchor || marked.from : to;
      select({ from: Math.min(from, to), to: Math.max(from, to), anchor: from });
      history.replaceState(null, "", hash(marked));
    }
  });

  // Shortcuts, which work only while the log has the focus

  const goToError = (step) => {
    const at = marked ? marked.from : step > 0 ? 0 : Infinity;
    const errors = [...log.querySelectorAll(".chunk > .error")];
    const line =
      step > 0
        ? errors.find((it) => number(it) > at)
        : errors.filter((it) => number(it) < at).at(-1);
    if (line) {
      select({ from: number(line), to: number(line) });
      history.replaceState(null, "", hash(marked));
      show(line);
      announce("Line " + number(line) + ": " + line.textContent.slice(0, 200));
    } else {
      announce(step > 0 ? "No later error" : "No earlier error");
    }
  };
  const shortcuts = [
    ["f", "follow new lines, or stop", () => $("follow").click(), "follow"],
    ["p", "pause or resume", () => $("pause").click(), "pause"],
    ["e", "next error", () => goToError(1)],
    ["E", "previous error (Shift and e)", () => goToError(-1)],
    ["/", "search the log", () => $("q").focus()],
    ["g", "go to a line", () => $("line").focus()],
    ["c", "copy a link to the marked lines", copyLink],
    ["Home", "first line", () => lines()[0]?.scrollIntoView({ block: "nearest" })],
    ["End", "last line", () => lines().at(-1)?.scrollIntoView({ block: "nearest" })],
  ];
  const available = ([, , , needed]) => !needed || $(needed);

  log.addEventListener("keydown", (event) => {
    const { key, ctrlKey, altKey, metaKey, shiftKey, defaultPrevented, isComposing } = event;
    const named = key.length > 1;
    if (ctrlKey || altKey || metaKey || (shiftKey && named) || defaultPrevented || isComposing) {
      return;
    }
    const letter = shiftKey ? key.toUpperCase() : key.toLowerCase(); // Whatever Caps Lock says.
    const pressed = named ? key : letter;
    const found = shortcuts.find((it) => it[0] === pressed && available(it));
    if (found) {
      event.preventDefault();
      found[2]();
    }
  });

  // Lines that come into view may be higher than estimated, and push away what the Tab key has just led to.

  const SETTLING_MILLIS = 250;
  let led = null;

  const keepInSight = (until) => {
    if (led !== null && led === document.activeElement && performance.now() < until) {
      const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) || 0;
      const box = led.getBoundingClientRect();
      if (box.bottom < 0 || box.top > innerHeight - padding) {
        led.scrollIntoView({ block: "nearest" });
      }
      requestAnimationFrame(() => keepInSight(until));
    }
  };
  document.addEventListener("keydown", ({ key }) => {
    led = null;
    if (key === "Tab") {
      requestAnimationFrame(() => {
        led = document.activeElement;
        keepInSight(performance.now() + SETTLING_MILLIS);
      });
    }
  });
  for (const own of ["wheel", "pointerdown"]) {
    document.addEventListener(own, () => (led = null), { passive: true });
  }

  const list = element("dl");
  const listShortcuts = () => {
    list.textContent = "";
    for (const [key, meaning] of shortcuts.filter(available)) {
      const row = element("div");
      const term = element("dt");
      term.append(element("kbd", key));
      row.append(term, element("dd", meaning));
      list.append(row);
    }
  };
  const help = element("details");
  help.id = "shortcuts";
  help.append(
    element("summary", "Keyboard shortcuts"),
    element("p", "While the log has the focus:"),
    list,
  );
  listShortcuts();
  $("controls").append(help);

  document.documentElement.classList.add("scripted");
  document.body.addEventListener("htmx:wsAfterMessage", () => {
    mark();
    if (list.querySelectorAll("div").length !== shortcuts.filter(available).length) {
      listShortcuts();
    }
  });
  addEventListener("hashchange", openAddress);
  openAddress();
})();
