#!/usr/bin/env python3
"""From saving a title to the right page and the right list served: `dossier serve` beside `hugo server`.

    preview.py [SIZE ...] [--edits 20] [--json FILE]

Both serve the same invented articles at the same time, and are edited in turn, so that each pair of edits gives one
ratio. Each edit gives one article another title; its page and the list that it stands in are then asked for every
2 ms until both have the new title.
"""

import argparse
import http.client
import json
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import peers

POLL = 0.002
PATIENCE = 120


def main():
    options = arguments()
    programs = {"Hugo": options.hugo or peers.install_hugo(), "dossier": options.dossier or peers.build_dossier()}
    sizes = []
    for size in options.sizes:
        place, memory = peers.working_place(size, options.work)
        with tempfile.TemporaryDirectory(prefix="preview-", dir=place) as scratch:
            sizes.append(measure(size, options.edits, pathlib.Path(scratch), programs) | {"in_memory": memory})
    print_report(sizes, options.edits)
    if options.json:
        options.json.write_text(json.dumps(sizes, indent=1) + "\n", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(description="From saving a title to the right page and the right list served.")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 10000], metavar="SIZE", help="numbers of articles (100 10000)")
    parser.add_argument("--edits", type=int, default=20, help="edits of each (20)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write every single edit there too")
    parser.add_argument("--hugo", type=pathlib.Path, metavar="BIN", help="use this Hugo instead of installing one")
    parser.add_argument("--dossier", type=pathlib.Path, metavar="BIN", help="use this dossier instead of building it")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR", help="work there instead of in memory")
    options = parser.parse_args()
    if options.edits < 1 or min(options.sizes) < 1:
        parser.error("sizes and edits must be at least 1")
    return options


class Server:
    """A server under edits."""

    def __init__(self, command, port, articles, section, log):
        self.articles, self.section, self.port = articles, section, port
        self.log = open(log, "wb")
        begun = time.perf_counter()
        self.process = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, env=peers.plain_environment()
        )
        self.connection = None
        while b"</html>" not in (self.get(f"/{section}/") or b""):
            if self.process.poll() is not None or time.perf_counter() - begun > PATIENCE:
                sys.exit(f"{command[0]} doesn't serve: see its last words\n{pathlib.Path(log).read_text()[-2000:]}")
            time.sleep(0.02)
        self.ready = time.perf_counter() - begun

    def get(self, path):
        """The body; `None` where there is no answer, or one that isn't 200."""
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", path)
            response = self.connection.getresponse()
            body = response.read()
            return body if response.status == 200 else None
        except (OSError, http.client.HTTPException):
            self.connection = None
            return None

    def list_of(self, key):
        """The page of the list that the article stands on."""
        page = 1
        while True:
            path = f"/{self.section}/" if page == 1 else f"/{self.section}/page/{page}/"
            body = self.get(path)
            if body is None:
                sys.exit(f"{key} stands in no list of /{self.section}/")
            if f"{self.section}/{key}/".encode() in body:
                return path
            page += 1

    def edit(self, key, word, lists):
        """Seconds from saving another title of the article to its being served in both places."""
        file = self.articles / f"{key}.md"
        text = file.read_text(encoding="utf-8")
        title = re.search(r'(?m)^title = "([^"]*)"$', text)
        lists = [f"/{self.section}/{key}/", lists]
        for path in lists:
            if title[1].encode() not in (self.get(path) or b""):
                sys.exit(f"{path} doesn't show the title {title[1]!r}")
        new = f"{title[1]} {word}"
        text = f"{text[:title.start(1)]}{new}{text[title.end(1):]}"
        begun = time.perf_counter()
        file.write_text(text, encoding="utf-8")
        while True:
            asked = time.perf_counter()
            lists = [path for path in lists if new.encode() not in (self.get(path) or b"")]
            if not lists:
                return time.perf_counter() - begun
            if asked - begun > PATIENCE:
                sys.exit(f"{lists} never showed {new!r}")
            time.sleep(max(0, asked + POLL - time.perf_counter()))

    def memory(self):
        """Megabytes that the process holds."""
        if sys.platform == "darwin":
            return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(self.process.pid)])) * 1024 / 1e6
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024 / 1e6

    def end(self):
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.log.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure(size, edits, scratch, programs):
    peers.note(f"writing {size:,} articles")
    corpus = scratch / "corpus"
    peers.run_or_leave([sys.executable, peers.HERE / "corpus.py", corpus, str(size)])
    commands = {
        # Without `--disableFastRender`, Hugo's lists stay as they were.
        "Hugo": lambda port: [
            programs["Hugo"], "server", "--source", corpus / "hugo", "--bind", "127.0.0.1", "--port", str(port),
            "--disableFastRender", "--noBuildLock", "--cacheDir", scratch / "cache",
        ],
        "dossier": lambda port: [programs["dossier"], "serve", "--root", corpus / "dossier", "--port", str(port)],
    }
    folders = {"Hugo": ("hugo/content/articles", "articles"), "dossier": ("dossier/content/sources", "sources")}
    servers = {}
    try:
        for tool, command in commands.items():
            peers.note(f"{size:,} articles: starting {tool}")
            articles, section = folders[tool]
            port = free_port()
            servers[tool] = Server(command(port), port, corpus / articles, section, scratch / f"{tool}.log")
        keys = [f"article-{number:05}" for number in spread_over(size, edits)]
        took = {tool: [] for tool in servers}
        memory = {tool: [server.memory()] for tool, server in servers.items()}
        for number, key in enumerate(keys, 1):
            peers.note(f"{size:,} articles: edit {number} of {len(keys)}")
            for tool, server in servers.items():
                took[tool].append(server.edit(key, f"newly{number}", server.list_of(key)))
                # So that neither still works while the other is measured.
                time.sleep(0.3)
        for tool, server in servers.items():
            memory[tool].append(server.memory())
        ready = {tool: server.ready for tool, server in servers.items()}
    finally:
        for server in servers.values():
            server.end()
    return {"articles": size, "ready": ready, "seconds": took, "memory": memory}


def spread_over(size, edits):
    """Which articles are edited: all over the corpus, each time the same."""
    return [number * size // edits for number in range(edits)]


def print_report(sizes, edits):
    rows = []
    for result in sizes:
        seconds, memory = result["seconds"], result["memory"]
        for tool in seconds:
            rows.append([
                f"{result['articles']:,}", tool, f"{result['ready'][tool]:.2f}",
                f"{statistics.median(seconds[tool]) * 1000:,.0f} ({min(seconds[tool]) * 1000:,.0f}–{max(seconds[tool]) * 1000:,.0f})",
                *(peers.number(megabytes) for megabytes in memory[tool]),
            ])
        ratios = [ours / theirs for ours, theirs in zip(seconds["dossier"], seconds["Hugo"])]
        of_memory = [ours / theirs for ours, theirs in zip(memory["dossier"], memory["Hugo"])]
        rows.append(["", "dossier ÷ Hugo", peers.number(result["ready"]["dossier"] / result["ready"]["Hugo"]), f"{statistics.median(ratios):.3f} ({min(ratios):.3f}–{max(ratios):.3f})", *(f"{ratio:.2f}" for ratio in of_memory)])
    title = f"From saving a title to the right page and the right list served, median of {edits} edits (lowest to highest)"
    peers.print_table(title, ["articles", "", "first page s", "save to served ms", "MB at first", "MB after the edits"], rows)


if __name__ == "__main__":
    main()
