// What can be told from the files alone, of every page of the site and not only of those that are looked at:
// links that lead nowhere, things loaded from elsewhere, and inline code that the policy would block.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf, tagsOf } from "./site.mjs";

/** Links of these kinds only point; any other `<link>` makes the browser fetch or connect. */
const POINTS = /^(alternate|author|bookmark|canonical|cite-as|help|index|last|first|license|me|next|prev|search|self|up|describedby|item|collection|webmention)$/;

/** A script of these types is data, which is not run and which the policy lets stand. */
const DATA = /^(application\/(ld\+|geo\+)?json|text\/plain|speculationrules)$/;

/**
 * The faults of all pages and style sheets as `{ links, elsewhere, inline }`, each a list of `file:line: what`. `prefix` is the
 * path that the site lives under.
 */
export function checkFiles(dir, files, prefix) {
  const pages = new Map();
  for (const file of files.keys()) {
    if (/\.(html|svg)$/.test(file)) pages.set(file, readPage(readFileSync(join(dir, file), "utf8")));
  }
  const base = baseOf(pages.get("index.html"), prefix);
  const faults = { links: [], elsewhere: [], inline: [] };
  let links = 0;

  const look = (file, line, reference, loads) => {
    const target = resolve(file, reference, base, prefix);
    if (target === "here") return;
    if (target === "elsewhere") {
      if (loads) faults.elsewhere.push(`${file}:${line()}: loads ${reference}`);
      return;
    }
    links++;
    const problem = target.outside ? `leaves the site's own path ${prefix}` : missing(target, files, pages);
    if (problem) faults.links.push(`${file}:${line()}: ${reference} ${problem}`);
  };

  for (const [file, page] of pages) {
    for (const { reference, loads, line } of page.references) look(file, line, reference, loads);
    for (const { what, line } of page.inline) faults.inline.push(`${file}:${line()}: ${what}`);
  }
  for (const file of files.keys()) {
    if (!file.endsWith(".css")) continue;
    const css = readFileSync(join(dir, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "));
    for (const match of css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)|@import\s+["']([^"']+)["']/g)) {
      const line = () => css.slice(0, match.index).split("\n").length;
      look(file, line, match[1] ?? match[2] ?? match[3] ?? match[4], true);
    }
  }
  // A feed and a sitemap name pages in full.
  for (const file of files.keys()) {
    if (!base || !/\.(xml|atom)$/.test(file)) continue;
    const xml = readFileSync(join(dir, file), "utf8");
    for (const match of xml.matchAll(/<loc>([^<]*)<\/loc>|<link\b[^>]*?\bhref="([^"]*)"/g)) {
      const line = () => xml.slice(0, match.index).split("\n").length;
      const reference = (match[1] ?? match[2]).trim().replaceAll("&amp;", "&");
      if (reference.startsWith(base)) look(file, line, reference, false);
    }
  }
  return { ...faults, counted: { pages: pages.size, links } };
}

function readPage(html) {
  const page = { ids: new Set(), references: [], inline: [], canonical: undefined };
  for (const { name, attributes, line } of tagsOf(html)) {
    const refer = (reference, loads) => {
      if (reference !== undefined) page.references.push({ reference: reference.trim(), loads, line });
    };
    if (attributes.id) page.ids.add(attributes.id);
    if (name === "a" && attributes.name) page.ids.add(attributes.name);

    const rel = (attributes.rel ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    if (name === "link" && rel.includes("canonical")) page.canonical = attributes.href;
    if (name === "link") refer(attributes.href, !rel.every((kind) => POINTS.test(kind)));
    else if (name === "base") page.inline.push({ what: "<base> moves every relative link of the page", line });
    else refer(attributes.href ?? attributes["xlink:href"], !/^(a|area)$/.test(name));
    refer(attributes.src, true);
    refer(attributes.poster, true);
    refer(name === "object" ? attributes.data : undefined, true);
    refer(name === "form" ? attributes.action || undefined : undefined, false);
    refer(/^(q|blockquote|ins|del)$/.test(name) ? attributes.cite : undefined, false);
    for (const set of [attributes.srcset, name === "link" ? attributes.imagesrcset : undefined]) {
      for (const candidate of (set ?? "").split(/,\s+/)) refer(candidate.trim().split(/\s+/)[0] || undefined, true);
    }

    if (attributes.style !== undefined) page.inline.push({ what: `<${name} style="${attributes.style}">`, line });
    if (name === "style") page.inline.push({ what: "<style>", line });
    if (name === "script" && attributes.src === undefined && !DATA.test((attributes.type ?? "").toLowerCase())) {
      page.inline.push({ what: "<script> without src", line });
    }
    for (const key of Object.keys(attributes)) {
      if (/^on[a-z]+$/.test(key)) page.inline.push({ what: `<${name} ${key}=…>`, line });
    }
    if (/^javascript:/i.test(attributes.href ?? "")) page.inline.push({ what: `<${name} href="javascript:…">`, line });
  }
  return page;
}

/** The site's public address, told by the home page: a link that names it in full is internal too. */
function baseOf(home, prefix) {
  if (!home?.canonical || !URL.canParse(home.canonical)) return undefined;
  const { origin, pathname } = new URL(home.canonical);
  return pathname.replace(/index\.html$/, "") === prefix ? origin : undefined;
}

/** Where a reference leads: `{ path, fragment }` below the prefix, `{ outside }` of it, "elsewhere", or "here" for data. */
function resolve(file, reference, base, prefix) {
  // Stands for the site's own host; by its name nothing can link to it.
  const own = "http://site.invalid";
  const from = own + prefix + encodeURI(addressOf(file));
  if (!URL.canParse(reference, from)) return { path: reference, fragment: "" };
  const url = new URL(reference, from);
  if (url.protocol === "data:") return "here";
  const inside = url.pathname.startsWith(prefix);
  if (url.origin === own && !inside) return { outside: true };
  if (url.origin !== own && (url.origin !== base || !inside)) return "elsewhere";
  return { path: safely(url.pathname.slice(prefix.length)), fragment: safely(url.hash.slice(1)) };
}

function safely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function missing({ path, fragment }, files, pages) {
  const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
  if (!files.has(file)) {
    return files.has(`${path}/index.html`) ? "is a folder: a slash is missing at its end" : "does not exist";
  }
  const id = fragment?.split(":~:")[0];
  if (!id || id === "top" || !pages.has(file)) return undefined;
  return pages.get(file).ids.has(id) ? undefined : "has no such place in it";
}
