// Reads pages of a site where it is served, as a visitor's browser does: no violation of the policy, no failed request,
// nothing from elsewhere.
//
//   node visit.mjs URL DIR
//
// URL is where the site stands, DIR holds its files, to know which pages there are. Prints what failed, and
// `N passed, N failed` on the last line.

import { launch } from "./browser.mjs";
import { pickPages } from "./pages.mjs";
import { listFiles } from "./site.mjs";

const [url, dir] = process.argv.slice(2);
if (!url?.endsWith("/") || !dir) {
  console.error("usage: node visit.mjs URL/ DIR");
  process.exit(2);
}

const files = listFiles(dir);
const faults = [];
let passed = 0;
const check = (what, right, found) => (right ? passed++ : faults.push(`${what}: ${found}`));

const browser = await launch();
const context = await browser.newContext({ serviceWorkers: "block" });
const tab = await context.newPage();
let heard = [];
const seen = new Map();
tab.on("requestfailed", (request) => {
  // Broken off because the visitor went on to the next page.
  const why = request.failure()?.errorText;
  if (why !== "net::ERR_ABORTED") heard.push(`${request.url()} failed: ${why}`);
});
tab.on("console", (message) => message.type() === "error" && heard.push(`console: ${message.text()}`));
tab.on("pageerror", (error) => heard.push(`script: ${error.message}`));
tab.on("response", (response) => {
  seen.set(response.url(), response);
  if (response.status() >= 400) heard.push(`${response.url()} answers ${response.status()}`);
  if (!response.url().startsWith(url) && !response.url().startsWith("data:")) heard.push(`${response.url()} lies elsewhere`);
});
await tab.addInitScript(() => {
  globalThis.__violations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    globalThis.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
});

const pages = pickPages(dir, { all: false, also: [], files }).filter((page) => page.file !== "404.html");
for (const page of pages) {
  heard = [];
  const response = await tab.goto(url + encodeURI(page.address), { waitUntil: "load", timeout: 30_000 });
  await tab.evaluate(() => document.fonts.ready.then(() => undefined));
  heard.push(...(await tab.evaluate(() => globalThis.__violations)).map((violation) => `policy: ${violation}`));
  const policy = response.headers()["content-security-policy"] ?? "";
  check(`/${page.address} is well`, heard.length === 0, heard.join("; "));
  check(`/${page.address} has a strict policy`, /default-src 'none'/.test(policy) && !/unsafe-inline/.test(policy), policy);
  check(`/${page.address} has its style`, (await tab.evaluate(() => document.styleSheets.length)) > 0, "no style sheet");
}

// The policy is in force: what a page may not do is stopped.
heard = [];
await tab.goto(url);
const ran = await tab.evaluate(() => {
  const script = document.createElement("script");
  script.textContent = "globalThis.__ran = true";
  document.body.append(script);
  return new Promise((done) => setTimeout(() => done([globalThis.__ran, globalThis.__violations.length]), 200));
});
check("an inline script is stopped", ran[0] === undefined && ran[1] > 0, JSON.stringify(ran));

for (const [address, response] of seen) {
  const cache = response.headers()["cache-control"] ?? "";
  const hashed = address.startsWith(`${url}assets/`);
  check(`${address} is kept as long as it may`, hashed === cache.includes("immutable"), cache);
  check(`${address} is what it says`, response.headers()["x-content-type-options"] === "nosniff", "no nosniff");
}

heard = [];
const missing = await tab.goto(`${url}no/such/page/`, { waitUntil: "load" });
check("a missing page answers 404", missing.status() === 404, missing.status());
check("the page for missing addresses has its style", (await tab.evaluate(() => document.styleSheets.length)) > 0, "none");
const faulty = heard.filter((line) => !line.includes("no/such/page/") && !/status of 404/.test(line));
check("the page for missing addresses is well", faulty.length === 0, faulty.join("; "));

await browser.close();
for (const fault of faults) console.log(`FAILED ${fault}`);
console.log(`${pages.length} pages read at ${url}`);
console.log(`${passed} passed, ${faults.length} failed`);
process.exitCode = faults.length || !passed ? 1 : 0;
