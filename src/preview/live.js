// Listens for builds in a page of the preview: loads the page anew where it would be another one now, exchanges style
// sheets without that, and shows what is wrong with the dossier. No part of a published site.
(() => {
  "use strict";
  const KEPT = "dossier-preview";
  const shown = { ...document.currentScript.dataset };
  let source;

  // --- Where the reader was ---------------------------------------------------------------------

  const folds = () => [...document.querySelectorAll("details")];

  function reload() {
    const kept = { at: location.href, x: scrollX, y: scrollY, folds: folds().map((fold) => fold.open) };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(kept));
    } catch {
      // Without storage the browser's own memory has to do.
    }
    location.reload();
  }

  function restore() {
    let kept;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (kept?.at !== location.href) return;
    const now = folds();
    if (now.length === kept.folds.length) now.forEach((fold, i) => (fold.open = kept.folds[i]));
    const scroll = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    scroll();
    // Pictures and fonts may have moved things; the reader may have moved, too.
    const y = scrollY;
    if (document.readyState !== "complete") addEventListener("load", () => scrollY === y && scroll(), { once: true });
  }

  // --- Style sheets -----------------------------------------------------------------------------

  const sheets = (page) => [...page.querySelectorAll("link[rel~=stylesheet]")];

  async function exchangeStyles(styles) {
    let page;
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      return; // The next build brings the next try.
    }
    const [before, after] = [sheets(document), sheets(page)];
    if (before.length !== after.length) return reload();
    shown.styles = styles;
    // Fonts come anew, too, and lines may break elsewhere for a moment: the page must not be scrolled after them.
    const { style } = document.documentElement;
    style.overflowAnchor = "none";
    const exchanged = before.map((old, i) => exchange(old, after[i].getAttribute("href")));
    await Promise.all(exchanged);
    // They are asked for when the page is laid out, and take effect in the frame after they have come.
    document.documentElement.getBoundingClientRect();
    await document.fonts.ready;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    style.overflowAnchor = "";
  }

  /** Puts another sheet in the place of one; the old one stays until it is here: no flash of a page without any. */
  function exchange(old, href) {
    if (href === old.getAttribute("href")) return undefined;
    const sheet = old.cloneNode();
    sheet.href = href;
    return new Promise((done) => {
      sheet.addEventListener("load", () => done(old.remove()), { once: true });
      sheet.addEventListener("error", () => done(sheet.remove()), { once: true });
      old.after(sheet);
    });
  }

  // --- What is wrong ----------------------------------------------------------------------------

  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .panel, .badge { position: fixed; z-index: 2147483647; color: #f4f1ea; background: #22201d;
      font: 15px/1.5 system-ui, sans-serif; border: 1px solid #6b655c; }
    .panel { inset: auto 0 0 0; max-height: 70vh; overflow: auto; padding: 1rem 1.25rem 1.5rem; border-width: 3px 0 0; }
    .panel.errors { border-color: #ff8f80; }
    .badge { right: 1rem; bottom: 1rem; padding: .4rem .8rem; border-radius: .4rem; cursor: pointer; }
    [hidden] { display: none; }
    header { display: flex; gap: 1rem; align-items: baseline; }
    h2 { margin: 0; flex: 1; font-size: 1.1rem; }
    p { margin: .25rem 0 0; }
    ol { margin: 1rem 0 0; padding: 0; list-style: none; }
    li + li { margin-top: 1rem; border-top: 1px solid #4a453e; padding-top: 1rem; }
    strong { display: block; font: 600 14px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
    .error strong { color: #ffa79b; }
    .warning strong { color: #f3cd6f; }
    pre { margin: .25rem 0 0; font: 13px/1.45 ui-monospace, monospace; overflow-x: auto; }
    header button { font: inherit; color: inherit; background: none; border: 1px solid #8f887d; border-radius: .3rem;
      padding: .1rem .7rem; cursor: pointer; }
    :focus-visible { outline: 3px solid #8ec5ff; outline-offset: 2px; }
    @media print { :host { display: none; } }
  `;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  let overlay;
  function show(notes) {
    overlay?.host.remove();
    const { errors, warnings, list } = notes;
    const before = overlay;
    overlay = undefined;
    if (!errors && !warnings) return;
    const key = JSON.stringify(notes);
    const host = make("dossier-preview");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    // Made here and not written into the page: the strictest policy for styles lets it pass.
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const count = [errors && counted(errors, "error"), warnings && counted(warnings, "warning")].filter(Boolean).join(", ");
    const close = make("button", { type: "button", textContent: "Close" });
    const panel = make(
      "section",
      { className: errors ? "panel errors" : "panel", tabIndex: -1 },
      make("header", {}, make("h2", { textContent: count }), close),
      ...(errors ? [make("p", { textContent: "The page behind this is the last one without errors. This goes away once they are mended." })] : []),
      make("ol", {}, ...list.map(item)),
      ...(errors + warnings > list.length
        ? [make("p", { textContent: `And ${errors + warnings - list.length} more, in the terminal.` })]
        : []),
    );
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", `Preview: ${count}`);
    const badge = make("button", { type: "button", className: "badge", textContent: count });
    badge.setAttribute("aria-expanded", "false");
    // Heard where it isn't seen.
    const said = make("div", {}, badge);
    said.setAttribute("role", "status");
    const fold = (closed) => {
      panel.hidden = closed;
      badge.hidden = !closed;
      overlay.closed = closed;
    };
    close.addEventListener("click", () => (fold(true), badge.focus()));
    badge.addEventListener("click", () => (fold(false), panel.focus()));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && (fold(true), badge.focus()));
    root.append(panel, said);
    document.documentElement.append(host);
    overlay = { host, key, closed: false };
    // Warnings don't stand in the way, nor do errors that were closed and are the same.
    fold(!errors || (before?.key === key && before.closed));
  }

  function item({ severity, text }) {
    const [head, ...rest] = text.split("\n");
    const place = rest.length ? [make("pre", { textContent: rest.join("\n"), tabIndex: 0 })] : [];
    return make("li", { className: severity }, make("strong", { textContent: head }), ...place);
  }

  // --- Listening --------------------------------------------------------------------------------

  function listen() {
    source?.close();
    source = undefined;
    // A browser keeps few connections to one host: a tab that nobody sees gives its own back.
    if (document.visibilityState !== "visible") return;
    source = new EventSource(`/.dossier/live?page=${encodeURIComponent(location.pathname)}`);
    source.addEventListener("state", ({ data }) => {
      const { print, notes } = JSON.parse(data);
      if (print && print.page !== shown.page) return reload();
      if (print && print.styles !== shown.styles) exchangeStyles(print.styles);
      show(notes);
    });
  }

  restore();
  listen();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", (event) => event.persisted && listen());
  addEventListener("pagehide", () => source?.close());
})();
