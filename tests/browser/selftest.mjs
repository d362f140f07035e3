// Shows that the checks can fail: builds a small site in which each page has one fault, and asks that each page fails the
// check it is made for and no other, and that a page without a fault passes.
//
//   node selftest.mjs

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PREFIX = "/some/prefix/";

const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #111 }
@media (prefers-color-scheme: dark) { :root { --paper: #111; --ink: #eee } }
body { background: var(--paper); color: var(--ink); margin: 1rem; font: 1rem/1.5 serif; overflow-wrap: anywhere }
a { color: inherit }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; padding: .5rem; background: var(--paper) }
.scroll { overflow-x: auto }
.broad { width: 700px }
.faint { color: #bbb }
.tiny { display: flex }
.tiny a { width: 10px; height: 10px; overflow: hidden }
`;

const page = ({
  root = "../../",
  lang = ' lang="en"',
  title = "<title>A page</title>",
  viewport = '<meta name="viewport" content="width=device-width, initial-scale=1">',
  head = "",
  skip = '<a class="skip" href="#main">Skip to the content</a>',
  h1 = "<h1>A page</h1>",
  main = "",
  style = "style.css",
} = {}) => `<!DOCTYPE html>
<html${lang}><head><meta charset="utf-8">${viewport}${title}
<link rel="stylesheet" href="${root}${style}">${head}</head>
<body>${skip}<header><a href="${root}">Home</a></header>
<main id="main">${h1}<p>Some words to read, and <a href="${root}index.html#main">a link</a>.</p>
<div class="scroll" tabindex="0" role="region" aria-label="A broad one"><p class="broad">Broad, but it scrolls.</p></div>
${main}</main><footer><p>The end.</p></footer></body></html>
`;

/** Pages by name, each with the checks that must fail and files that it brings. */
const FAULTS = {
  sound: { html: page(), fails: [] },
  controls: {
    html: page({ head: '<script src="../../controls.js" defer></script>' }),
    fails: [],
    files: {
      "controls.js": `const form = document.createElement("form");
        form.innerHTML = '<label>Filter <input></label><output>12 of 12</output>';
        document.querySelector("main").append(form);`,
    },
  },
  "no-title": { html: page({ title: "" }), fails: ["head and headings", "axe (desktop)", "axe (dark)", "axe (phone)"] },
  "no-lang": { html: page({ lang: "" }), fails: ["head and headings", "axe (desktop)", "axe (dark)", "axe (phone)"] },
  "no-viewport": { html: page({ viewport: "" }), fails: ["head and headings"] },
  "two-h1": { html: page({ main: "<h1>Another</h1>" }), fails: ["head and headings"] },
  "no-skip-link": { html: page({ skip: "" }), fails: ["skip link"] },
  "skip-link-hidden": { html: page({ skip: '<a class="skip" href="#main" id="unseen">Skip</a>', style: "unseen.css" }), fails: ["skip link"], files: { "unseen.css": `${STYLE} #unseen:focus { left: -99rem }` } },
  "skip-link-to-nowhere": {
    html: page({ skip: '<a class="skip" href="#nowhere">Skip</a>' }),
    fails: ["skip link", "axe (desktop)", "axe (dark)", "axe (phone)"],
    links: true,
  },
  "faint-in-light": { html: page({ main: '<p class="faint">Hardly to be read.</p>' }), fails: ["axe (desktop)", "axe (phone)"] },
  "faint-in-dark": {
    html: page({ style: "dim.css" }),
    fails: ["axe (dark)"],
    files: { "dim.css": STYLE.replace("--ink: #eee", "--ink: #333") },
  },
  "small-target": {
    html: page({ main: '<div class="tiny"><a href="#main">a</a><a href="../sound/">b</a></div>' }),
    fails: ["axe (desktop)", "axe (dark)", "axe (phone)"],
  },
  "no-dark": {
    html: page({ style: "light.css" }),
    fails: ["is dark in the dark"],
    files: { "light.css": `${STYLE} :root { --paper: #fff !important; --ink: #111 !important }` },
  },
  "too-broad": { html: page({ main: '<p class="broad">Broad.</p>' }), fails: ["fits 390 px (phone)", "fits 320 px (narrow)", "prints"] },
  "long-word": {
    html: page({ style: "nowrap.css", main: `<p>${"word".repeat(12)}</p>` }),
    fails: ["fits 390 px (phone)", "fits 320 px (narrow)"],
    files: { "nowrap.css": STYLE.replace("overflow-wrap: anywhere", "") },
  },
  "not-on-paper": {
    html: page({ style: "paper.css" }),
    fails: ["prints"],
    files: { "paper.css": `${STYLE} @media print { main { display: none } }` },
  },
  "needs-scripts": {
    html: page({ head: '<script src="../../adds.js" defer></script>' }),
    fails: ["reads the same without scripts"],
    files: { "adds.js": 'document.querySelector("main").append(Object.assign(document.createElement("p"), { textContent: "More." }));' },
  },
  throws: {
    html: page({ head: '<script src="../../throws.js" defer></script>' }),
    fails: ["asks for nothing it should not"],
    files: { "throws.js": 'throw new Error("on purpose");' },
  },
  complains: {
    html: page({ head: '<script src="../../complains.js" defer></script>' }),
    fails: ["asks for nothing it should not"],
    files: { "complains.js": 'console.error("on purpose");' },
  },
  "inline-style": { html: page({ main: '<p style="color: inherit">Styled.</p>' }), fails: ["asks for nothing it should not"], inline: true },
  "inline-script": { html: page({ main: "<script>1</script>" }), fails: ["asks for nothing it should not"], inline: true },
  "from-elsewhere": {
    html: page({ main: '<p><img src="http://elsewhere.invalid/a.png" alt="A picture"></p>' }),
    fails: ["asks for nothing it should not"],
    elsewhere: true,
  },
  "missing-picture": { html: page({ main: '<p><img src="gone.png" alt="A picture"></p>' }), fails: ["asks for nothing it should not"], links: true },
  heavy: {
    html: page({ main: `<!-- ${randomBytes(120_000).toString("base64")} -->` }),
    fails: ["weighs under 100 kB"],
  },
  "dead-link": { html: page({ main: '<p><a href="../gone/">Gone</a></p>' }), fails: [], links: true },
  "dead-fragment": { html: page({ main: '<p><a href="../sound/#gone">Gone</a></p>' }), fails: [], links: true },
  "no-slash": { html: page({ main: '<p><a href="../sound">No slash</a></p>' }), fails: [], links: true },
  "leaves-prefix": { html: page({ main: '<p><a href="/faults/sound/">At the root</a></p>' }), fails: [], links: true },
  "escaped-link": { html: page({ main: '<p><a href="..&#x2F;sound&#47;">Sound</a> <!-- <a href="gone/"> --></p>' }), fails: [] },
};

const dir = mkdtempSync(join(tmpdir(), "dossier-selftest-"));
let passed = 0;
const wrong = [];
try {
  write("style.css", STYLE);
  write("index.html", page({ root: "./" }));
  // Its picture is linked relatively, and so is missing at any address but the root's.
  write("404.html", page({ root: PREFIX, main: '<p><img src="mark.svg" alt="A mark"></p>' }));
  write("mark.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>');
  write("old/index.html", '<!DOCTYPE html><html lang="en"><head><title>Moved</title><meta http-equiv="refresh" content="0; url=../"></head><body></body></html>');
  for (const [name, { html, files = {} }] of Object.entries(FAULTS)) {
    write(`faults/${name}/index.html`, html);
    for (const [path, text] of Object.entries(files)) write(path, text);
  }
  judge(await check(dir));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
for (const line of wrong) console.log(`FAILED ${line}`);
console.log(`${passed} passed, ${wrong.length} failed`);
process.exitCode = wrong.length ? 1 : 0;

function write(path, text) {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

function check(dir) {
  const script = fileURLToPath(new URL("check.mjs", import.meta.url));
  return new Promise((done) => {
    execFile(process.execPath, [script, dir, "--all"], { maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, out: stdout, problems: stderr }),
    );
  });
}

function judge({ code, out, problems }) {
  expect("the exit code", 1, code);
  if (problems) wrong.push(`it says: ${problems}`);
  const failed = new Map();
  let checks;
  for (const line of out.split("\n")) {
    const title = /^FAILED (.*)/.exec(line);
    const check = /^ {2}(\S.*):$/.exec(line);
    if (title) failed.set(title[1].split(",")[0], (checks = new Map()));
    else if (check) checks.set(check[1], "");
    else if (checks?.size && line.startsWith("    ")) checks.set([...checks.keys()].at(-1), [...checks.values()].at(-1) + line);
  }
  const named = (title) => [...(failed.get(title)?.keys() ?? [])];
  for (const [name, { fails }] of Object.entries(FAULTS)) expect(name, fails, named(`/faults/${name}/`));
  expect("the home page", [], named("/"));
  expect("the page that redirects", [], named("/old/"));
  expect("the page for missing addresses", ["asks for nothing it should not"], named("/404.html"));

  const site = failed.get("the site") ?? new Map();
  for (const [check, key] of [
    ["links lead somewhere", "links"],
    ["loads nothing from elsewhere", "elsewhere"],
    ["has no inline script or style", "inline"],
  ]) {
    const found = [...(site.get(check) ?? "").matchAll(/faults\/([^/]+)\/index\.html:\d+:/g)].map((match) => match[1]);
    const made = Object.keys(FAULTS).filter((name) => FAULTS[name][key]);
    expect(check, made.sort(), [...new Set(found)].sort());
  }
}

function expect(what, expected, actual) {
  if (JSON.stringify(expected) === JSON.stringify(actual)) passed++;
  else wrong.push(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
}
