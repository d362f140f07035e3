// Looks at the pages of a built site as its readers meet them: on a desktop, in the dark, on a phone, on paper, by
// keyboard, by assistive software, and without scripts.
//
//   node check.mjs DIR [--all] [--also ADDRESS]... [--only ADDRESS]... [--shots OUTDIR]
//
// Prints what failed, page by page, and `N passed, N failed` alone on the last line; a check of one page counts one.
// `--shots` writes pictures of the largest page of each type, and of the pages named by `--also` and `--only`.

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { checkFiles } from "./links.mjs";
import { pickPages } from "./pages.mjs";
import { serve } from "./serve.mjs";
import { listFiles, prefixOf } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** HTML, style sheets and fonts of one page, compressed. */
const BUDGET = 100_000;

/** Pages looked at side by side: the machines that run this have two cores. */
const SIDE_BY_SIDE = 2;

const VIEWS = {
  desktop: { width: 1280, height: 900, colorScheme: "light", axe: true, shot: "desktop-light" },
  dark: { width: 1280, height: 900, colorScheme: "dark", axe: true, shot: "desktop-dark" },
  phone: { width: 390, height: 844, colorScheme: "light", axe: true, shot: "phone" },
  // The width at which WCAG 1.4.10 asks that nothing scrolls sideways.
  narrow: { width: 320, height: 640, colorScheme: "light" },
};

/** The printable width of A4 in CSS pixels, with margins of 1.5 cm. */
const PAPER = { width: 680, height: 1000 };

/** What a script may add to a page: controls and what they report. Everything else has to be there without it. */
const CONTROLS = "noscript, form, search, button, input, select, output, dialog, [role=search], [role=status], [aria-live]";

/** Faults shown a check; the rest are counted. */
const SHOWN = 12;

const tally = { passed: 0, failed: 0 };

await main();

async function main() {
  const { dir, options } = readArguments();
  const files = listFiles(dir);
  const prefix = prefixOf(dir, files);
  const pages = choose(dir, files, options);
  if (options.shots) mkdirSync(options.shots, { recursive: true });

  checkSite(dir, files, prefix);

  const server = await serve(dir, { prefix });
  const browser = await launch();
  const waiting = [...pages];
  const work = async () => {
    for (let page; (page = waiting.shift()); ) {
      const named = options.also.includes(page.address) || options.only.includes(page.address);
      const shot = options.shots && (named || page.largest) ? join(options.shots, shotName(page, named)) : undefined;
      // Kept until the page is done, so that the reports of two pages don't mix.
      const report = [];
      try {
        await checkPage({ browser, server, dir, files, page, report, shot });
      } catch (error) {
        report.push(["is looked at to the end", [error.message.split("\n")[0]]]);
      }
      printReport(`/${page.address}`, report);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  await browser.close();
  await server.close();

  console.log(`${pages.length} pages of ${[...files.keys()].filter((file) => file.endsWith(".html")).length} looked at`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  process.exitCode = tally.failed || !tally.passed ? 1 : 0;
}

function readArguments() {
  const usage = (problem) => {
    console.error(`${problem}\nusage: node check.mjs DIR [--all] [--also ADDRESS]... [--only ADDRESS]... [--shots OUTDIR]`);
    process.exit(2);
  };
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        all: { type: "boolean", default: false },
        also: { type: "string", multiple: true, default: [] },
        only: { type: "string", multiple: true, default: [] },
        shots: { type: "string" },
      },
    });
    if (positionals.length !== 1) usage("name one folder");
    const address = (text) => text.replace(/^\//, "");
    return { dir: positionals[0], options: { ...values, also: values.also.map(address), only: values.only.map(address) } };
  } catch (error) {
    return usage(error.message);
  }
}

function choose(dir, files, { all, also, only }) {
  const pages = pickPages(dir, { all: all || only.length > 0, also, files });
  const wanted = only.length ? pages.filter((page) => only.includes(page.address)) : pages;
  for (const address of [...also, ...only]) {
    if (!wanted.some((page) => page.address === address)) console.log(`no page at /${address}`);
  }
  if (!wanted.length) {
    console.error(`no page to look at in ${dir}`);
    process.exit(1);
  }
  return wanted;
}

function shotName(page, named) {
  return named && !page.largest ? page.address.replace(/\/$/, "").replaceAll("/", ".") : page.type;
}

function checkSite(dir, files, prefix) {
  const { links, elsewhere, inline, counted } = checkFiles(dir, files, prefix);
  printReport(`the site, ${counted.pages} pages and drawings with ${counted.links} links inside it`, [
    ["has a page for missing addresses", files.has("404.html") ? [] : ["no 404.html"]],
    ["links lead somewhere", links],
    ["loads nothing from elsewhere", elsewhere],
    ["has no inline script or style", inline],
  ]);
}

function printReport(title, report) {
  const failures = report.filter(([, faults]) => faults.length);
  tally.passed += report.length - failures.length;
  tally.failed += failures.length;
  if (!failures.length) return;
  const lines = [`FAILED ${title}`];
  for (const [check, faults] of failures) {
    lines.push(`  ${check}:`, ...faults.slice(0, SHOWN).map((fault) => `    ${fault.replaceAll("\n", "\n    ")}`));
    if (faults.length > SHOWN) lines.push(`    … and ${faults.length - SHOWN} more`);
  }
  console.log(lines.join("\n"));
}

/** Runs every check on one page and adds `[check, faults]` to the report for each. */
async function checkPage({ browser, server, dir, files, page, report, shot }) {
  const missing = page.file === "404.html";
  // The page for missing addresses is met at any depth, so that is where it has to work.
  const url = server.origin + server.prefix + (missing ? "no/such/page/" : encodeURI(page.address));

  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block" });
  const plain = await browser.newContext({ javaScriptEnabled: false, viewport: size(VIEWS.desktop), serviceWorkers: "block" });
  try {
    const tab = await context.newPage();
    const heard = await listen(tab, server, missing ? url : undefined);
    const add = (check, faults) => report.push([check, faults]);
    const weighed = new Set();

    for (const [name, view] of Object.entries(VIEWS)) {
      heard.view = name;
      await tab.setViewportSize(size(view));
      await tab.emulateMedia({ colorScheme: view.colorScheme, media: "screen" });
      await open(tab, url, missing ? 404 : 200);
      if (name === "desktop") {
        add("head and headings", await tab.evaluate(headFaults));
        add("skip link", await skipLinkFaults(tab));
        // The skip link has moved the page and the focus.
        await open(tab, url, missing ? 404 : 200);
      }
      heard.violations(await tab.evaluate(() => globalThis.__violations ?? []));
      if (name === "dark") add("is dark in the dark", await tab.evaluate(darkFaults));
      add(`fits ${view.width} px (${name})`, await tab.evaluate(overflowFaults));
      if (view.axe) add(`axe (${name})`, await axeFaults(tab));
      if (shot && view.shot) await tab.screenshot({ path: `${shot}-${view.shot}.png`, fullPage: true });
    }
    for (const file of heard.served) weighed.add(file);

    heard.view = "print";
    await tab.setViewportSize(PAPER);
    await tab.emulateMedia({ media: "print", colorScheme: "light" });
    await settle(tab);
    add("prints", [...(await tab.evaluate(overflowFaults)), ...(await tab.evaluate(mainFaults))]);
    if (shot) await tab.screenshot({ path: `${shot}-print.png`, fullPage: true });

    add("reads the same without scripts", await scriptlessFaults(tab, await plain.newPage(), url, missing ? 404 : 200));
    add("asks for nothing it should not", heard.faults());
    add(`weighs under ${BUDGET / 1000} kB`, weightFaults(dir, files, weighed, server.prefix, page.file));
  } finally {
    await context.close();
    await plain.close();
  }
}

function size({ width, height }) {
  return { width, height };
}

async function open(tab, url, status) {
  const response = await tab.goto(url, { waitUntil: "load", timeout: 30_000 });
  if (response.status() !== status) throw new Error(`answers ${response.status()} at ${url}`);
  await settle(tab);
}

/** Waits for fonts, and for the frame after. */
async function settle(tab) {
  await tab.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/**
 * Hears what a page complains of and asks for, in whatever view, until it is closed. `expected` is the address that may answer 404,
 * of which the browser complains too.
 */
async function listen(tab, server, expected) {
  const complaints = new Map();
  const heard = { view: "", served: new Set() };
  const note = (text) => {
    if (!complaints.has(text)) complaints.set(text, new Set());
    complaints.get(text).add(heard.view);
  };
  heard.violations = (list) => list.forEach((violation) => note(`policy: ${violation}`));
  heard.faults = () => {
    const texts = [...complaints.keys()];
    const reported = texts.some((text) => text.startsWith("policy: "));
    return texts
      // Chromium's own sentence about a violation, a long one, says the same again.
      .filter((text) => !(reported && /^console: .*Content Security Policy/s.test(text)))
      .map((text) => `${text} (${[...complaints.get(text)].join(", ")})`);
  };

  await tab.addInitScript(() => {
    globalThis.__violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      const { effectiveDirective, blockedURI, lineNumber, sample } = event;
      globalThis.__violations.push(`${effectiveDirective} blocks ${blockedURI}${lineNumber ? `, line ${lineNumber}` : ""} ${sample}`.trim());
    });
  });
  const site = server.origin + server.prefix;
  await tab.context().route(
    (url) => url.protocol !== "data:" && !url.href.startsWith(site),
    (route) => (note(`asks for ${route.request().url()}, which is beyond the site`), route.abort()),
  );
  tab.on("pageerror", (error) => note(`script error: ${error.message}`));
  tab.on("console", (message) => {
    if (message.type() !== "error") return;
    if (expected && message.location().url === expected) return;
    note(`console: ${message.text()}`);
  });
  tab.on("requestfailed", (request) => {
    // The next view of the page ends what the last one still waited for; that is our doing.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") note(`cannot load ${request.url()}: ${why}`);
  });
  tab.on("response", (response) => {
    const url = response.url();
    if (url.startsWith("data:")) return;
    if (response.status() >= 400 && url !== expected) note(`${url} answers ${response.status()}`);
    if (url.startsWith(site) && response.status() === 200) heard.served.add(decodeURIComponent(new URL(url).pathname));
  });
  return heard;
}

async function axeFaults(tab) {
  await tab.evaluate(AXE);
  const violations = await tab.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, {
      runOnly: { type: "tag", values: tags },
      resultTypes: ["violations"],
    });
    return result.violations;
  }, AXE_TAGS);
  return violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 4).map((node) => {
      const why = [...node.any, ...node.all, ...node.none].map((check) => check.message)[0] ?? "";
      return `  ${node.target.flat().join(" ")}\n      ${shorten(node.html)}\n      ${shorten(why, 240)}`;
    });
    if (nodes.length > 4) where.push(`  … and ${nodes.length - 4} more`);
    return [`${id}: ${help}`, ...where].join("\n");
  });
}

function shorten(text, most = 140) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
}

/** The first press of Tab must show a link that, when followed, puts the reader past what is repeated on every page. */
async function skipLinkFaults(tab) {
  await tab.keyboard.press("Tab");
  const link = await tab.evaluate(() => {
    const link = document.activeElement;
    const href = link?.getAttribute("href") ?? "";
    if (link?.localName !== "a" || !href.startsWith("#")) {
      return { fault: `the first Tab reaches <${link?.localName}> “${link?.textContent.trim().slice(0, 40)}”, not a link within the page` };
    }
    const target = document.getElementById(decodeURIComponent(href.slice(1)));
    if (!target) return { fault: `${href} is not in the page` };
    const main = document.querySelector("main");
    if (!main?.contains(target) && !target.contains(main)) return { fault: `${href} is not the main part` };
    const box = link.getBoundingClientRect();
    const style = getComputedStyle(link);
    const shows =
      box.width >= 24 && box.height >= 16 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight &&
      style.visibility === "visible" && Number(style.opacity) > 0.9 && !/inset\((50%|100%)/.test(style.clipPath);
    return { href, fault: shows ? undefined : "it does not show when it has the focus" };
  });
  if (link.fault) return [link.fault];
  await tab.keyboard.press("Enter");
  await settle(tab);
  await tab.keyboard.press("Tab");
  return tab.evaluate((href) => {
    const target = document.getElementById(decodeURIComponent(href.slice(1)));
    const next = document.activeElement;
    const before =
      next !== document.body && next !== target && !target.contains(next) &&
      target.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING;
    return before ? [`after it, Tab goes back to <${next.localName}> “${next.textContent.trim().slice(0, 40)}”`] : [];
  }, link.href);
}

/** Compares what the main part says with scripts and without; `tab` has the page open with them. */
async function scriptlessFaults(tab, bare, url, status) {
  await tab.setViewportSize(size(VIEWS.desktop));
  await tab.emulateMedia({ media: "screen", colorScheme: "light" });
  await open(tab, url, status);
  const response = await bare.goto(url, { waitUntil: "load", timeout: 30_000 });
  if (response.status() !== status) return [`answers ${response.status()}`];
  const empty = await bare.evaluate(() => !document.querySelector("main")?.innerText.trim());
  if (empty) return ["the main part is empty"];
  const [withScripts, without] = [await tab.evaluate(mainLines, CONTROLS), await bare.evaluate(mainLines, CONTROLS)];
  const at = withScripts.findIndex((line, i) => line !== without[i]);
  if (at < 0 && withScripts.length === without.length) return [];
  const differs = at < 0 ? withScripts.length : at;
  return [`with scripts “${shorten(withScripts[differs] ?? "")}”, without “${shorten(without[differs] ?? "")}”`];
}

/** What a host that compresses would send; a font is compressed already, and gzip would only add to it. */
function weightFaults(dir, files, served, prefix, pageFile) {
  const parts = [pageFile];
  for (const path of served) {
    const file = path.slice(prefix.length);
    if (/\.(css|woff2?|ttf|otf)$/.test(file) && files.has(file)) parts.push(file);
  }
  const weights = parts.map((file) => {
    const bytes = readFileSync(join(dir, file));
    return { file, weight: Math.min(bytes.length, gzipSync(bytes).length) };
  });
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  if (total < BUDGET) return [];
  const list = weights.toSorted((a, b) => b.weight - a.weight).map(({ file, weight }) => `${file} ${kilobytes(weight)}`);
  return [`${kilobytes(total)}: ${list.join(", ")}`];
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

// The functions below run in the page: they see nothing of this file.

function headFaults() {
  const faults = [];
  if (!document.title.trim()) faults.push("no title");
  if (!document.documentElement.lang) faults.push("no lang on <html>");
  if (!/width=device-width/.test(document.querySelector("meta[name=viewport]")?.content ?? "")) faults.push("no viewport of the device's width");
  const count = document.querySelectorAll("h1").length;
  if (count !== 1) faults.push(`${count} <h1>`);
  if (document.compatMode !== "CSS1Compat") faults.push("no doctype");
  return faults;
}

function mainFaults() {
  const main = document.querySelector("main");
  if (!main) return ["no <main>"];
  const box = main.getBoundingClientRect();
  const shows = main.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 100 && box.height > 10;
  return shows && main.innerText.trim() ? [] : ["the main part does not show"];
}

/** The lines of the main part, without what only a script brings. */
function mainLines(controls) {
  const main = document.querySelector("main");
  for (const element of main?.querySelectorAll(controls) ?? []) element.style.setProperty("display", "none", "important");
  return (main?.innerText ?? "").split("\n").map((line) => line.replace(/\s+/g, " ").trim()).filter(Boolean);
}

/** What makes the page wider than its window: the innermost boxes and runs of text that stick out and are not clipped. */
function overflowFaults() {
  const width = document.scrollingElement.scrollWidth;
  if (width <= innerWidth) return [];
  const rtl = getComputedStyle(document.documentElement).direction === "rtl";
  const out = (box) => box.width > 0 && (rtl ? box.left + scrollX < -0.5 : box.right + scrollX > innerWidth + 0.5);
  const boxOf = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) return node.getBoundingClientRect();
    // A word too long for its box sticks out of it without widening it.
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  // An absolutely placed element escapes every scroller that is not itself placed.
  const clipped = (node) => {
    let escapes = node.nodeType === Node.ELEMENT_NODE && getComputedStyle(node).position === "absolute";
    for (let up = node.parentElement; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (escapes && style.position === "static" && style.transform === "none") continue;
      if (style.overflowX !== "visible" && !out(boxOf(up))) return true;
      escapes = style.position === "absolute";
    }
    return false;
  };
  const wide = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) if (out(boxOf(node)) && !clipped(node)) wide.push(node);
  const innermost = wide.filter((node) => !wide.some((other) => other !== node && node.contains(other)));
  const describe = (node) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const name = element.localName + (element.id ? `#${element.id}` : "") + [...element.classList].map((c) => `.${c}`).join("");
    const box = boxOf(node);
    const text = node.textContent.trim().replace(/\s+/g, " ").slice(0, 50);
    return `${name} from ${Math.round(box.left)} to ${Math.round(box.right)} px “${text}”`;
  };
  return [`the page is ${width} px wide in a window of ${innerWidth}`, ...new Set(innermost.slice(0, 8).map(describe))];
}

function darkFaults() {
  const pixel = (colour) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const pen = canvas.getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  };
  const [root, body] = [document.documentElement, document.body].map((element) => getComputedStyle(element));
  for (const style of [root, body]) {
    const [red, green, blue, alpha] = pixel(style.backgroundColor);
    if (alpha > 128) return red + green + blue < 3 * 110 ? [] : [`the paper stays ${style.backgroundColor}`];
  }
  return root.colorScheme.includes("dark") ? [] : ["the page does not follow the reader's colour scheme"];
}
