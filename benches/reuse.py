#!/usr/bin/env python3
"""Finding planted rewrites: `dossier compare` beside MinHash-LSH (datasketch), in one run.

usage: reuse.py [--articles N …] [--seeds N …] [--one-text N] [--binary PATH]

Writes dossiers of invented articles in made-up words, about 700 each. Three in twenty are rewrites of others, three of each: light (one content word in ten replaced), medium (three in ten, sentences swapped), heavy (half,
sentences dropped and reordered) and partial (a quarter of the article, in an otherwise new text). Then `dossier compare`
and datasketch look for them, in turn. datasketch (PyPI) is installed into target/ the first time.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("light", "medium", "heavy", "partial")
FUNCTION = "the of and to in a is that for on with as by it its has be was at from this are an which or but not their more also".split()
SHINGLE, PERMUTATIONS, THRESHOLD = 3, 128, 0.1


class Language:
    """Made-up words with the frequencies of a language, and topics with words and stock phrases of their own."""

    def __init__(self, seed, size=40_000, topics=60):
        self.random = random.Random(seed)
        words = set()
        while len(words) < size:
            parts = self.random.choice((2, 2, 3, 3, 4))
            word = "".join(self.syllable() for _ in range(parts))
            if len(word) > 3 and word not in FUNCTION:
                words.add(word)
        self.words = sorted(words)
        self.random.shuffle(self.words)
        total, self.cumulative = 0.0, []
        for rank in range(size):
            total += 1 / (rank + 10) ** 1.05
            self.cumulative.append(total)
        self.topics = [self.random.sample(self.words, 400) for _ in range(topics)]
        self.phrases = [[self.random.sample(own, self.random.choice((2, 3, 4))) for _ in range(60)] for own in self.topics]

    def syllable(self):
        closed = self.random.choice("lnrst") if self.random.random() < 0.35 else ""
        return self.random.choice("bcdfghjklmnprstvwz") + self.random.choice("aeiou") + closed

    def content(self, topic):
        if self.random.random() < 0.35:
            return self.topics[topic][min(399, int(self.random.expovariate(1 / 90)))]
        return self.random.choices(self.words, cum_weights=self.cumulative)[0]

    def sentence(self, topic):
        length, words = self.random.randint(12, 28), []
        while len(words) < length:
            chance = self.random.random()
            if chance < 0.42:
                words.append(FUNCTION[min(int(self.random.expovariate(0.15)), len(FUNCTION) - 1)])
            elif chance < 0.47:
                words += self.random.choice(self.phrases[topic])
            else:
                words.append(self.content(topic))
        return words

    def article(self, topic, length=700):
        sentences = []
        while sum(map(len, sentences)) < length:
            sentences.append(self.sentence(topic))
        return sentences

    def rewrite(self, sentences, topic, replaced, dropped, moved):
        made = []
        for sentence in sentences:
            if self.random.random() < dropped:
                continue
            words = []
            for word in sentence:
                if word in FUNCTION:
                    if self.random.random() >= replaced * 0.6:
                        words.append(word)
                    elif self.random.random() < 0.5:
                        words.append(self.random.choice(FUNCTION))
                else:
                    words.append(self.content(topic) if self.random.random() < replaced else word)
            if self.random.random() < replaced and len(words) > 8:
                cut = self.random.randint(4, len(words) - 4)
                words = words[cut:] + words[:cut]
            made.append(words or sentence)
        for _ in range(int(len(made) * moved)):
            i, j = self.random.randrange(len(made)), self.random.randrange(len(made))
            made[i], made[j] = made[j], made[i]
        return made

    def derived(self, kind, sentences, topic):
        if kind == "light":
            return self.rewrite(sentences, topic, 0.10, 0.05, 0)
        if kind == "medium":
            return self.rewrite(sentences, topic, 0.30, 0.15, 0.1)
        if kind == "heavy":
            return self.rewrite(sentences, topic, 0.50, 0.20, 0.3)
        length = len(sentences) // 4
        first = self.random.randrange(len(sentences) - length)
        made = self.article(topic, 525)
        at = self.random.randrange(len(made))
        return made[:at] + self.rewrite(sentences[first : first + length], topic, 0.30, 0, 0) + made[at:]


def corpus(count, seed):
    """Articles and what is planted among them: (original, rewrite, kind). Three in twenty are rewrites, three of each."""
    language = Language(seed)
    bases = count * 5 // 100
    articles, topics, planted = [], [], []
    for _ in range(count - 3 * bases):
        topics.append(language.random.randrange(len(language.topics)))
        articles.append(language.article(topics[-1]))
    for base in range(bases):
        for kind in language.random.sample(KINDS, 3):
            planted.append((base, len(articles), kind))
            articles.append(language.derived(kind, articles[base], topics[base]))
    paragraphs = lambda sentences: (sentences[i : i + 5] for i in range(0, len(sentences), 5))
    shown = lambda words: " ".join(words).capitalize() + "."
    texts = ["\n\n".join(" ".join(map(shown, p)) for p in paragraphs(article)) + "\n" for article in articles]
    return texts, planted


def dossier(folder, texts):
    """A dossier of these texts, nothing else recorded."""
    (folder / "content/sources").mkdir(parents=True)
    (folder / "archive").mkdir()
    (folder / "config.toml").write_text('title = "Invented articles"\n')
    for number, text in enumerate(texts):
        name, data = f"a{number:05}", text.encode()
        (folder / f"archive/{name}.txt").write_bytes(data)
        record = f'+++\ntitle = "Article {number}"\nlanguage = "en"\nfile = "{name}.txt"\nhash = "{blake3(data)}"\n+++\n'
        (folder / f"content/sources/{name}.md").write_text(record)


def blake3(data):
    from blake3 import blake3 as hasher

    return "blake3:" + hasher(data).hexdigest()


# Runs a command and prints its seconds and its peak, in KiB.
RUNNER = """
import os, subprocess, sys, time
begun = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.monotonic() - begun, usage.ru_maxrss)
sys.exit(bool(status))
"""


def measured(command):
    """Wall seconds and peak megabytes of a command.

    Linux lets a program's peak begin at that of the process that started it, and this one holds whole corpora: so a
    small one starts it."""
    made = subprocess.run([sys.executable, "-c", RUNNER, *command], stdout=subprocess.PIPE, text=True)
    if made.returncode:
        sys.exit(f"{' '.join(command)} failed")
    seconds, kibibytes = made.stdout.split()
    return float(seconds), int(kibibytes) / 1024


def recall(planted, found):
    """Of each kind, the share that was found."""
    shares = {}
    for kind in KINDS:
        wanted = [tuple(sorted(pair[:2])) for pair in planted if pair[2] == kind]
        shares[kind] = sum(pair in found for pair in wanted) / max(1, len(wanted))
    return shares


def run_dossier(binary, texts):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        folder = Path(folder)
        dossier(folder, texts)
        seconds, megabytes = measured([binary, "compare", "--quiet", "--root", str(folder)])
        file = folder / "content/comparison.json"
        evidence = json.loads(file.read_text())
        number = lambda key: int(key[1:])
        found = {tuple(sorted((number(p["a"]), number(p["b"])))) for p in evidence["pairs"]}
        return seconds, megabytes, found, evidence, file.stat().st_size


def run_datasketch(texts):
    import re

    from datasketch import MinHash, MinHashLSH

    begun = time.monotonic()
    shingles = []
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        shingles.append({" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)})
    hashes = list(MinHash.bulk(shingles, num_perm=PERMUTATIONS))
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for number, sketch in enumerate(hashes):
        index.insert(number, sketch, check_duplication=False)
    found = {tuple(sorted((i, j))) for i, sketch in enumerate(hashes) for j in index.query(sketch) if i != j}
    return time.monotonic() - begun, found


def environment():
    """An interpreter with datasketch and blake3: this one, or one below target/."""
    try:
        import blake3  # noqa: F401
        import datasketch  # noqa: F401
    except ImportError:
        folder = ROOT / "target/reuse-venv"
        if os.environ.get("REUSE_VENV"):
            sys.exit("datasketch and blake3 can't be installed")
        if not folder.exists():
            subprocess.run([sys.executable, "-m", "venv", folder], check=True)
            subprocess.run([folder / "bin/pip", "install", "-q", "datasketch==2.0.0", "blake3"], check=True)
        python = str(folder / "bin/python")
        os.execve(python, [python, *sys.argv], {**os.environ, "REUSE_VENV": "1"})


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, nargs="+", default=[1_000, 10_000])
    arguments.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    arguments.add_argument("--one-text", type=int, nargs="*", default=[125, 250, 500], help="one text in so many sources")
    arguments.add_argument("--binary", help="a release build of dossier; built where it isn't given")
    arguments = arguments.parse_args()
    environment()
    if not arguments.binary:
        subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    binary = os.path.abspath(arguments.binary or ROOT / "target/release/dossier")
    print("| articles | seed | dossier s | datasketch s | ratio | dossier MB | recall light, medium, heavy, partial | pairs found | datasketch recall |")
    print("|---|---|---|---|---|---|---|---|---|")
    shown = lambda shares: ", ".join(f"{shares[kind]:.3f}" for kind in KINDS)
    for count in arguments.articles:
        for seed in arguments.seeds:
            texts, planted = corpus(count, seed)
            seconds, megabytes, found, _, _ = run_dossier(binary, texts)
            other, other_found = run_datasketch(texts)
            print(f"| {count} | {seed} | {seconds:.2f} | {other:.2f} | {seconds / other:.2f} | {megabytes:.0f} | "
                  f"{shown(recall(planted, found))} | {len(found)} | {shown(recall(planted, other_found))} |", flush=True)
    if arguments.one_text:
        print("\n| one text in | s | groups | lineages | pairs | evidence kB |\n|---|---|---|---|---|---|")
        text = corpus(20, 1)[0][0]
        for count in arguments.one_text:
            texts = [f"Printed in town number {'i' * (n % 7 + 1)} {n}.\n\n{text}" for n in range(count)]
            seconds, _, _, evidence, size = run_dossier(binary, texts)
            counts = [len(evidence[key]) for key in ("groups", "lineages", "pairs")]
            print(f"| {count} | {seconds:.2f} | {counts[0]} | {counts[1]} | {counts[2]} | {size / 1000:.0f} |", flush=True)


if __name__ == "__main__":
    main()
