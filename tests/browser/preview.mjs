// The live preview in a real browser: edits an invented dossier under `dossier serve` and looks at what its pages do.
//
//   node preview.mjs PATH/TO/dossier

import { spawn, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { POLICY } from "./serve.mjs";

const PATIENCE = 20_000;
const LEDGER = fileURLToPath(new URL("../../themes/ledger", import.meta.url));

const program = process.argv[2] && resolve(process.argv[2]);
if (!program) {
  console.error("usage: node preview.mjs PATH/TO/dossier");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "dossier-preview-"));
const root = join(folder, "dossier");
const read = (path) => readFileSync(join(root, path), "utf8");
const write = (path, text) => (mkdirSync(dirname(join(root, path)), { recursive: true }), writeFileSync(join(root, path), text));
const replace = (path, from, to) => {
  const text = read(path);
  if (!text.includes(from)) throw new Error(`${path} has no ${JSON.stringify(from)}`);
  write(path, text.replace(from, to));
};

const says = (tab, text) => tab.getByText(text).first().waitFor();
const overlay = (tab) => tab.locator("dossier-preview .panel");
const scrollOf = (tab) => tab.evaluate(() => scrollY);
/** Marks a page, so that one that was loaded anew is known by having lost the mark. */
const mark = (tab) => tab.evaluate(() => (window.marked = true));
const isMarked = (tab) => tab.evaluate(() => window.marked === true);

let server;
let browser;
let passed = 0;
const problems = [];
try {
  execFileSync(program, ["new", root], { stdio: "ignore" });
  // A theme whose style sheet can be edited.
  mkdirSync(join(root, "themes/own/static"), { recursive: true });
  cpSync(join(LEDGER, "static/style.css"), join(root, "themes/own/static/style.css"));
  write("themes/own/static/style.css", `${read("themes/own/static/style.css")}\nh1 { color: rgb(1, 2, 3); }\n`);
  write("config.toml", `theme = "own"\n${read("config.toml")}`);
  server = await serve(0);
  browser = await launch();
  await walk();
} catch (error) {
  problems.push(error.stack ?? String(error));
} finally {
  await browser?.close();
  await server?.end();
  rmSync(folder, { recursive: true, force: true });
}
problems.forEach((problem) => console.log(`FAILED ${problem}`));
console.log(`live preview: ${passed} passed, ${problems.length} failed`);
process.exitCode = problems.length || !passed ? 1 : 0;

/** Starts the server; resolves once it says where. */
function serve(port) {
  const child = spawn(program, ["serve", "--port", String(port), "--root", root], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => child.once("exit", (code) => done(code)));
  return new Promise((ready, fail) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (url) ready({ url, end: () => (child.kill("SIGINT"), ended) });
    });
    ended.then((code) => fail(new Error(`dossier serve ended with ${code}`)));
  });
}

async function check(what, work) {
  try {
    await work();
    passed++;
  } catch (error) {
    problems.push(`${what}: ${error.message}`);
  }
}

function same(actual, expected) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
  }
}

/** A tab that holds its pages to the strictest policy, and notes whatever they complain of. */
async function open(context, address) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  tab.on("pageerror", (error) => problems.push(`an error in ${address}: ${error.message}`));
  tab.on("console", (message) => {
    // A server that is gone for a while is part of what is tried, and so is a page that isn't there yet.
    if (message.type() === "error" && !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|status of (404|503)/.test(message.text())) {
      problems.push(`${address} says: ${message.text()}`);
    }
  });
  await tab.route(
    (url) => !url.pathname.startsWith("/.dossier/"),
    async (route) => {
      if (route.request().resourceType() !== "document") return route.continue();
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": POLICY } });
    },
  );
  await tab.goto(new URL(address, server.url).href);
  return tab;
}

async function walk() {
  // Low, so that there is something to scroll.
  const context = await browser.newContext({ viewport: { width: 900, height: 300 } });
  const page = await open(context, "claims/mend-not-remove/");
  const list = await open(context, "claims/");
  const colour = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);

  await check("an edit changes the page and the list, and the scroll is kept", async () => {
    await says(page, "to mend the footbridge");
    await page.evaluate(() => scrollTo(0, 400));
    await list.evaluate(() => scrollTo(0, 150));
    const before = [await scrollOf(page), await scrollOf(list)];
    if (before[0] < 300) throw new Error(`the page is too short to try: ${before}`);
    replace("content/claims.toml", "to mend the footbridge", "to repaint the footbridge");
    await says(page, "to repaint the footbridge");
    await says(list, "to repaint the footbridge");
    // The two tabs; the scroll is put back once the page is whole.
    await page.waitForFunction((y) => scrollY === y, before[0]);
    await list.waitForFunction((y) => scrollY === y, before[1]);
  });

  await check("what doesn't concern a page leaves it alone", async () => {
    await Promise.all([mark(page), mark(list)]);
    replace("content/pages/about.md", "\n\n", "\n\nA paragraph that is new. ");
    const about = await open(context, "pages/about/");
    await says(about, "A paragraph that is new.");
    await about.close();
    same([await isMarked(page), await isMarked(list)], [true, true]);
  });

  await check("a style sheet is exchanged without loading the page", async () => {
    same(await colour(), "rgb(1, 2, 3)");
    const before = await scrollOf(page);
    replace("themes/own/static/style.css", "rgb(1, 2, 3)", "rgb(4, 5, 6)");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)");
    await page.waitForFunction(() => document.querySelectorAll("link[rel~=stylesheet]").length === 1);
    same([await isMarked(page), await scrollOf(page)], [true, before]);
    replace("themes/own/static/style.css", "rgb(4, 5, 6)", "rgb(7, 8, 9)");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(7, 8, 9)");
    same(await isMarked(page), true);
  });

  await check("an error is shown over the last good page, in both tabs", async () => {
    replace("content/claims.toml", "title ", "titel ");
    for (const tab of [page, list]) await overlay(tab).waitFor();
    const text = await overlay(page).innerText();
    for (const part of ["unknown-key", "content/claims.toml:", "titel", "did you mean `title`?"]) {
      if (!text.includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${text}`);
    }
    await says(page, "to repaint the footbridge");
    same([await isMarked(page), await isMarked(list)], [true, true]);
  });

  await check("the overlay closes by keyboard, and opens again", async () => {
    await overlay(page).focus();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "hidden" });
    const badge = page.locator("dossier-preview .badge");
    await badge.waitFor();
    same(await page.evaluate(() => document.querySelector("dossier-preview").shadowRoot.activeElement?.className), "badge");
    await page.keyboard.press("Enter");
    await overlay(page).waitFor();
  });

  await check("a page loaded meanwhile shows the error, too", async () => {
    await list.reload();
    await overlay(list).waitFor();
    await says(list, "to repaint the footbridge");
  });

  await check("once mended, the overlay is gone", async () => {
    replace("content/claims.toml", "titel ", "title ");
    for (const tab of [page, list]) await tab.locator("dossier-preview").waitFor({ state: "detached" });
    same(await isMarked(page), true);
  });

  await check("words of the dossier can't get into the overlay as markup", async () => {
    replace("content/claims.toml", "kind ", '"<img src=x onerror=alert(1)>" = 1\nkind ');
    await overlay(page).waitFor();
    same(await overlay(page).locator("img").count(), 0);
    replace("content/claims.toml", '"<img src=x onerror=alert(1)>" = 1\nkind ', "kind ");
    await page.locator("dossier-preview").waitFor({ state: "detached" });
  });

  await check("a template's error is shown, and mended", async () => {
    write("themes/own/templates/claim.html", "{% if %}");
    await overlay(page).waitFor();
    rmSync(join(root, "themes/own/templates"), { recursive: true });
    await page.locator("dossier-preview").waitFor({ state: "detached" });
  });

  await check("a page that comes, comes in the place of the page for missing ones", async () => {
    const later = await open(context, "pages/later/");
    same(await later.getByText("This page came later.").count(), 0);
    write("content/pages/later.md", '+++\ntitle = "Later"\n+++\n\nThis page came later.\n');
    await says(later, "This page came later.");
    await later.close();
  });

  await check("a tab that nobody sees gives its connection back, and catches up when it is seen", async () => {
    const hide = (hidden) =>
      list.evaluate((state) => {
        Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden ? "hidden" : "visible");
    await mark(list);
    await hide(true);
    replace("content/claims.toml", "to repaint the footbridge", "to widen the footbridge");
    await says(page, "to widen the footbridge");
    same(await isMarked(list), true);
    await hide(false);
    await says(list, "to widen the footbridge");
  });

  await check("a server that comes back is found again", async () => {
    const port = new URL(server.url).port;
    same(await server.end(), 0);
    replace("content/claims.toml", "to widen the footbridge", "to narrow the footbridge");
    server = await serve(port);
    same(new URL(server.url).port, port);
    await says(page, "to narrow the footbridge");
  });
}
