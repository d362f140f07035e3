// A small static server that answers as a plain host would, and is stricter: a Content-Security-Policy that forbids
// whatever the site doesn't bring itself, and any inline script or style.
//
//   node serve.mjs DIR [--prefix /some/prefix/] [--port 8000]

import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join("; ");

const TYPES = {
  ".atom": "application/atom+xml; charset=utf-8",
  ".bib": "application/x-bibtex; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ics": "text/calendar; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonld": "application/ld+json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".ris": "application/x-research-info-systems; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
  ".ttl": "text/turtle; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".xml": "application/xml; charset=utf-8",
};

/** Serves `dir` under `prefix` on this machine only. Resolves to `{ origin, prefix, close }`. */
export async function serve(dir, { prefix = "/", port = 0 } = {}) {
  const root = resolve(dir);
  const server = createServer(async (request, response) => {
    const send = (status, headers, body) => {
      response.writeHead(status, {
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        // Each look at a page fetches everything it needs, so that everything is counted.
        "cache-control": "no-store",
        ...headers,
      });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    try {
      if (request.method !== "GET" && request.method !== "HEAD") return send(405, { allow: "GET, HEAD" });
      const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
      const found = path.startsWith(prefix) ? await find(root, path.slice(prefix.length)) : undefined;
      if (found?.redirect) return send(301, { location: encodeURI(`${path}/`) });
      if (found) return send(200, { "content-type": typeOf(found.file) }, await readFile(found.file));
      const missing = await readFile(join(root, "404.html")).catch(() => undefined);
      if (missing) return send(404, { "content-type": TYPES[".html"] }, missing);
      send(404, { "content-type": TYPES[".txt"] }, "not found\n");
    } catch (error) {
      const bad = error instanceof URIError;
      send(bad ? 400 : 500, { "content-type": TYPES[".txt"] }, `${bad ? "bad address" : error.message}\n`);
    }
  });
  await new Promise((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    prefix,
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

function typeOf(file) {
  return TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
}

async function find(root, path) {
  const file = resolve(root, path);
  if (file !== root && !file.startsWith(root + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return path.endsWith("/") ? undefined : { file };
  if (!found?.isDirectory()) return undefined;
  const index = join(file, "index.html");
  if (!(await stat(index).catch(() => undefined))?.isFile()) return undefined;
  return path === "" || path.endsWith("/") ? { file: index } : { redirect: true };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir, ...rest] = process.argv.slice(2);
  const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
  if (!dir) {
    console.error("usage: node serve.mjs DIR [--prefix /some/prefix/] [--port 8000]");
    process.exit(2);
  }
  const prefix = `/${option("--prefix") ?? ""}/`.replace(/\/+/g, "/");
  const { origin } = await serve(dir, { prefix, port: Number(option("--port") ?? 8000) });
  console.log(origin + prefix);
}
