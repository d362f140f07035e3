// Which pages to look at: every type of page, and of a type with many, its ends and its largest.
//
//   node pages.mjs DIR [--all] [--also ADDRESS]...

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addressOf, listFiles, tagsOf } from "./site.mjs";

/** Up to so many pages of one type are all looked at. */
const FEW = 12;

/**
 * The type of a page, by its address alone, so that no record's id is known here: `sources` for the list,
 * `sources-each` for one of them, `claims-paged` for `claims/page/2/` and `timeline/1990s/`.
 */
export function typeOf(file) {
  if (file === "index.html") return "home";
  const parts = addressOf(file).replace(/\.html$/, "").split("/").filter(Boolean);
  if (parts.length === 1) return parts[0];
  return parts[0] + (/^\d+s?$/.test(parts.at(-1)) ? "-paged" : "-each");
}

/**
 * The pages to look at, as `{ file, address, type, size, largest }`; `largest` marks the largest of its type. With `all`, every
 * page. `also` names addresses to add; those which the site doesn't have are left out.
 */
export function pickPages(dir, { all = false, also = [], files = listFiles(dir) } = {}) {
  const byType = new Map();
  for (const [file, size] of files) {
    if (!file.endsWith(".html") || onlyRedirects(join(dir, file))) continue;
    const type = typeOf(file);
    if (!byType.has(type)) byType.set(type, []);
    byType.get(type).push({ file, address: addressOf(file), type, size, largest: false });
  }
  const picked = [];
  for (const pages of byType.values()) {
    const bySize = pages.toSorted((a, b) => b.size - a.size);
    bySize[0].largest = true;
    const keep = new Set(
      all || pages.length <= FEW ? pages : [...pages.slice(0, 3), pages.at(-1), ...bySize.slice(0, 2)],
    );
    picked.push(...pages.filter((page) => keep.has(page) || also.includes(page.address)));
  }
  return picked;
}

/** A page that only sends its reader on, as one left at an old address does, has nothing to look at. */
function onlyRedirects(path) {
  for (const { name, attributes } of tagsOf(readFileSync(path, "utf8"))) {
    if (name === "body") return false;
    if (name === "meta" && attributes["http-equiv"]?.toLowerCase() === "refresh") return true;
  }
  return false;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, ...rest] = process.argv.slice(2);
  if (!dir) {
    console.error("usage: node pages.mjs DIR [--all] [--also ADDRESS]...");
    process.exit(2);
  }
  const also = rest.filter((_, i) => rest[i - 1] === "--also");
  for (const page of pickPages(dir, { all: rest.includes("--all"), also })) {
    console.log(`${page.type.padEnd(16)} ${String(page.size).padStart(8)}  /${page.address}`);
  }
}
