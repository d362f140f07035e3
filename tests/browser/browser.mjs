// Finds the machine's own Chromium and starts it, quiet: no request of its own may be taken for one of the site's.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];

const APPLICATIONS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/** The path of a Chromium: the one named by `CHROMIUM` in the environment and no other, else the first that is found. */
export function findChromium() {
  const folders = new Set([...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"]);
  const found = NAMES.flatMap((name) => [...folders].map((folder) => join(folder || ".", name)));
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : [...found, ...APPLICATIONS];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export async function launch() {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium found: install one, or name it in CHROMIUM");
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    args: [
      // Chromium refuses to run its sandbox as root, which is what a container usually is.
      ...(root ? ["--no-sandbox"] : []),
      // A container's /dev/shm is often too small for a page.
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--disable-quic",
    ],
  });
}
