// Runs the Nu HTML checker over all HTML, CSS and SVG of a built site, in one Java process. Any error fails.
//
//   node vnu.mjs DIR

import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { listFiles } from "./site.mjs";

/**
 * Properties and rules that browsers have had for years and that the checker's CSS grammar hasn't yet. Named one by one, so that
 * a misspelt one still shows.
 */
const YOUNG_PROPERTIES = /^CSS: “[^”]*”: Property “(container|container-(name|type)|interpolate-size|text-box|vector-effect|view-transition-name)” doesn't exist\.$/;
const YOUNG_RULES = /^CSS: Unrecognized at-rule “@(container|starting-style|view-transition)”$/;

/** Messages shown before the rest is only counted: one fault in a template is on every page. */
const SHOWN = 60;

const dir = process.argv[2];
if (!dir) {
  console.error("usage: node vnu.mjs DIR");
  process.exit(2);
}

const files = [...listFiles(dir).keys()].filter((file) => /\.(html|css|svg)$/.test(file));
if (!files.some((file) => file.endsWith(".html"))) {
  console.error(`no HTML in ${dir}`);
  process.exit(1);
}

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const options = ["--errors-only", "--also-check-css", "--also-check-svg", "--format", "json", "--stdout", "--exit-zero-always"];

/** The checker takes any file of a folder for HTML, fonts too: so it is given names, as many as a command line holds. */
function check(names) {
  const run = spawnSync("java", ["-Xss4m", "-Xmx1g", "-jar", jar, ...options, ...names.map((name) => `./${name}`)], {
    cwd: dir,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "pipe"],
  });
  try {
    if (run.error) throw run.error;
    return JSON.parse(run.stdout).messages;
  } catch (error) {
    console.error(`the checker failed (exit ${run.status}): ${error.message}\n${run.stdout ?? ""}${run.stderr ?? ""}`);
    process.exit(1);
  }
}

const messages = [];
for (let i = 0; i < files.length; i += 2000) messages.push(...check(files.slice(i, i + 2000)));

const faults = messages.filter(({ message }) => !YOUNG_PROPERTIES.test(message) && !YOUNG_RULES.test(message));
const root = pathToFileURL(realpathSync(dir) + sep).href;
for (const { url, lastLine, firstColumn, lastColumn, message, extract } of faults.slice(0, SHOWN)) {
  const file = plain(url ?? "").replace(plain(root), "").replace(/^\.\//, "");
  console.log(`${file}:${lastLine || 1}:${firstColumn ?? lastColumn ?? 1}: ${message}`);
  if (extract) console.log(`    ${extract.replace(/\s+/g, " ").trim()}`);
}
if (faults.length > SHOWN) console.log(`… and ${faults.length - SHOWN} more`);
/** The checker writes `file:/a`, Node `file:///a`. */
function plain(url) {
  return decodeURI(url.replace(/^file:\/+/, ""));
}

console.log(`Nu HTML checker: ${files.length} files, ${faults.length} errors`);
process.exit(faults.length ? 1 : 0);
