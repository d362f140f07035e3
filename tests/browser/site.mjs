// A built site as files on disk: which there are, what address each has, and what its HTML refers to.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every file under `dir`, sorted, as `a/b.html` → size in bytes. */
export function listFiles(dir) {
  const files = new Map();
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"));
  for (const path of paths.sort()) files.set(path, statSync(join(dir, path)).size);
  return files;
}

/** The address of an HTML file below the site's root: `claims/index.html` → `claims/`. */
export function addressOf(file) {
  return file.replace(/(^|\/)index\.html$/, "$1");
}

/**
 * The path the site is made to live under, with a slash at each end. Pages link relatively, so only the 404 page,
 * which is shown at any address, tells: by where it says that a file of the site is.
 */
export function prefixOf(dir, files) {
  if (!files.has("404.html")) return "/";
  for (const { name, attributes } of tagsOf(readFileSync(join(dir, "404.html"), "utf8"))) {
    const target = name === "link" ? attributes.href : name === "script" ? attributes.src : undefined;
    if (!target?.startsWith("/") || target.startsWith("//")) continue;
    const parts = target.split(/[?#]/)[0].slice(1).split("/");
    for (let i = 0; i < parts.length; i++) {
      if (files.has(parts.slice(i).join("/"))) return ["", ...parts.slice(0, i), ""].join("/");
    }
  }
  return "/";
}

/** The elements of a page, in order. Enough of a parser for HTML that the Nu checker passes, and no more. */
export function* tagsOf(html) {
  const token = /<!--[\s\S]*?-->|<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;
  for (let match; (match = token.exec(html)); ) {
    if (!match[1]) continue;
    const name = match[1].toLowerCase();
    const attributes = {};
    for (const [, key, double, single, bare] of match[2].matchAll(
      /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g,
    )) {
      attributes[key.toLowerCase()] ??= decode(double ?? single ?? bare ?? "");
    }
    const line = () => html.slice(0, match.index).split("\n").length;
    yield { name, attributes, line };
    // What stands in these is text, whatever it looks like.
    if (/^(script|style|textarea|title)$/.test(name)) {
      const end = html.toLowerCase().indexOf(`</${name}`, token.lastIndex);
      if (end >= 0) token.lastIndex = end;
    }
  }
}

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function decode(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    name ? (NAMED[name] ?? whole) : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)),
  );
}
