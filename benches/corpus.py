#!/usr/bin/env python3
"""Write N invented articles as a dossier, as a Hugo site, or as both.

    corpus.py OUT N [--for dossier|hugo|both]

makes OUT/dossier and OUT/hugo. Every word, title, person, topic and newspaper is invented: words
are drawn from a language made up of random syllables. The same N gives the same bytes, on any machine.

Each article has its own dice, seeded by its number. So articles are made and written one by one,
by as many processes as there are cores, and nothing grows with N but the folder.
"""

import argparse
import datetime
import itertools
import json
import multiprocessing
import pathlib
import random
import re
import sys

SEED = 20240601
PER_LIST = 50  # articles on one page of a list
LATEST = 20  # articles on the home page and in the feed
BATCH = 250  # articles one process writes before it asks for more

ABOUT = "An invented corpus, made to measure site generators. Nothing in it is about anybody or anything."
SITE = "https://example.org/"
DAY_MADE = "2025-01-01"  # after the newest article

# What syllables are made of. A part that stands three times is drawn three times as often.
ONSETS = "b c d f g h j k l m n p r s t v w br cr dr fl gr pl pr sh sl st th tr ch".split()
VOWELS = "a e i o u ai ea ee io ou".split()
CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "st", "ck"]
SYLLABLES = (1, 1, 2, 2, 3)
PAPERS = ("Gazette", "Herald", "Review", "Post", "Courier")


# --- The invented world -------------------------------------------------------------------------
#
# The order in which dice are thrown decides every byte below. A throw that is added, dropped or
# moved makes other articles, and results no longer compare with earlier ones.


class World:
    """What all articles share: the language, and the lists that they pick from."""

    def __init__(self, size):
        self.size = size  # articles link to each other, so each knows how many there are
        dice = random.Random(SEED)
        self.words = invent_words(dice, 4000)
        # The word at rank r is drawn in proportion to 1 / (r + 8), as in a natural language.
        self.weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self.words))))

        capitals = [word.capitalize() for word in self.words if len(word) > 4]

        def pair():
            return dice.choice(capitals), dice.choice(capitals)

        self.topics = distinct(50, lambda: "{} {}".format(*pair()).capitalize())
        self.people = distinct(200, lambda: " ".join(pair()))
        self.authors = [" ".join(pair()) for _ in range(300)]
        self.papers = [f"The {dice.choice(capitals)} {kind}" for _ in range(8) for kind in PAPERS]

    def draw(self, dice, count):
        return dice.choices(self.words, cum_weights=self.weights, k=count)

    def phrase(self, dice, count):
        return " ".join(self.draw(dice, count)).capitalize()


def invent_words(dice, count):
    def syllable():
        return dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS)

    # A dict, for it keeps the order of arrival.
    words = {}
    while len(words) < count:
        words["".join(syllable() for _ in range(dice.choice(SYLLABLES)))] = True
    # Common words tend to be short.
    return sorted(words, key=lambda word: len(word) + 5 * dice.random())


def distinct(count, make):
    found = {}
    while len(found) < count:
        found[make()] = True
    return list(found)


# --- One article --------------------------------------------------------------------------------


class Article:
    """One article, still in nobody's format. Links to other articles are written `/articles/KEY/`."""

    def __init__(self, world, number):
        dice = random.Random(SEED * 1_000_003 + number)
        day = datetime.date(1995, 1, 1) + datetime.timedelta(days=dice.randrange(10950))
        self.number = number
        self.key = key(number)
        self.date = day.isoformat()
        self.title = world.phrase(dice, dice.randint(5, 9))
        dice.choice(world.authors)  # drawn, since the next throws depend on it; neither site shows it
        self.paper = dice.choice(world.papers)
        self.topics = dice.sample(world.topics, 3)
        self.people = dice.sample(world.people, 2)
        self.abstract = finish(dice, world.draw(dice, 24))
        self.body = body(world, random.Random(SEED * 7919 + number), number)


def key(number):
    return f"article-{number:05}"


def body(world, dice, number):
    """About 700 words of Markdown, with a bit of all that articles are made of."""

    def paragraph(mark=""):
        first, *others = [sentence(world, dice) for _ in range(dice.randint(3, 4))]
        return " ".join([first + mark, *others])

    def items():
        return "\n".join("- " + sentence(world, dice, 10) for _ in range(5))

    def table():
        # Cells are drawn evenly, not by rank, so that rare words occur too.
        lines = ["| {} | {} | {} |".format(*dice.choices(world.words, k=3)), "| --- | --- | ---: |"]
        for _ in range(5):
            first, second = dice.choices(world.words, k=2)
            lines.append(f"| {first} | {second} | {dice.randrange(100_000)} |")
        return "\n".join(lines)

    def quotation():
        return "> " + sentence(world, dice, 18)

    def code():
        return listing(dice, dice.sample(world.words, 6))

    blocks = [paragraph(), paragraph(mark="[^1]")]
    # Highlighting is dear, and few articles hold code: one in ten.
    for special in (items, table, quotation, code if number % 10 == 0 else None):
        blocks += ["## " + world.phrase(dice, 4), paragraph()]
        if special:
            blocks.append(special())
        blocks.append(paragraph())
    blocks += [paragraph(), "[^1]: " + sentence(world, dice, 14)]
    return "\n\n".join(blocks) + "\n"


def sentence(world, dice, count=None):
    words = world.draw(dice, count or dice.randint(8, 22))
    decorate(world, dice, words)
    return finish(dice, words)


def finish(dice, words):
    text = " ".join(words)
    return text[0].upper() + text[1:] + dice.choice("....?!")


def decorate(world, dice, words):
    """Mark up a word or two, in about two sentences of five."""
    lot = dice.random()
    at = dice.randrange(len(words) - 2)
    one, two = words[at : at + 2]
    if lot < 0.10:
        marked = [f"**{one} {two}**"]
    elif lot < 0.20:
        marked = [f"*{one}*", two]
    elif lot < 0.27:
        marked = [f"[{one} {two}](/articles/{key(dice.randrange(world.size))}/)"]
    elif lot < 0.33:
        marked = [f"[{one}](https://www.example.org/{one}/{two}?id={dice.randrange(9999)})", two]
    elif lot < 0.37:
        marked = [f"`{one}_{two}`"]
    elif lot < 0.42:
        marked = [f'"{one}', f'{two}"']
    else:
        return
    words[at : at + 2] = marked


def listing(dice, words):
    function, items, factor, remark, label, _ = words
    start, least = dice.randrange(99), dice.randrange(99)
    return f'''```python
def {function}({items}, {factor}={start}):
    """{" ".join(words)}."""
    total = 0
    for i, x in enumerate({items}):
        if x > {least} and x != None:
            total += x * {factor}  # {remark}
    return {{"{label}": total, 'n': len({items})}}

print({function}([1, 2, 3]))
```'''


# --- As a dossier -------------------------------------------------------------------------------


class Dossier:
    folder = "dossier"
    articles = "content/sources"

    @staticmethod
    def frame(world):
        """The files beside the articles: path and text."""
        yield "config.toml", f"""title = "Benchmark"
base_url = {quoted(SITE)}
language = "en"
editors = [{{ id = "bench", name = "Benchmark" }}]
contact = "bench@example.org"
version = "1"
updated = {quoted(DAY_MADE)}
selection = {quoted(ABOUT)}
"""
        yield "content/_index.md", f'+++\ntitle = "Benchmark"\n+++\n{ABOUT}\n'
        yield "content/topics.toml", "".join(
            f'[{slug(topic)}]\ntitle = {quoted(topic)}\ntext = "An invented topic."\n\n' for topic in world.topics
        )
        yield "content/names.toml", "".join(
            f'[{slug(name)}]\ntitle = {quoted(name)}\nkind = "person"\nforms = {quoted([name])}\n'
            'note = "An invented person."\n\n'
            for name in world.people
        )

    @staticmethod
    def page(article):
        body = re.sub(r"\]\(/articles/([^)/]+)/\)", r"](source:\1)", article.body)
        return f"""+++
title = {quoted(article.title)}
short = "Article {article.number}"
kind = "invented article"
language = "en"
date = {quoted(article.date)}
publisher = {quoted(article.paper)}
abstract = {quoted(article.abstract)}
topics = {quoted([slug(topic) for topic in article.topics])}
names = {quoted([slug(name) for name in article.people])}
read = {{ on = {quoted(DAY_MADE)}, by = "bench" }}
[rights]
publish = "record"
+++

{body}"""


def quoted(value):
    """A TOML string or list of strings, which for our characters looks as in JSON."""
    return json.dumps(value, ensure_ascii=False)


def slug(name):
    """The id of a topic or person; Hugo makes the same one for its addresses."""
    return name.lower().replace(" ", "-")


# --- As a Hugo site -----------------------------------------------------------------------------


class Hugo:
    folder = "hugo"
    articles = "content/articles"

    @staticmethod
    def frame(world):
        yield "hugo.toml", HUGO_CONFIG
        yield "static/style.css", HUGO_STYLE
        yield "content/_index.md", f'+++\ntitle = "Benchmark"\n+++\n{ABOUT}\n'
        yield "content/articles/_index.md", '+++\ntitle = "Articles"\n+++\n'
        for name, text in HUGO_LAYOUTS.items():
            yield f"layouts/{name}", text

    @staticmethod
    def page(article):
        return f"""+++
title = {quoted(article.title)}
date = {article.date}
description = {quoted(article.abstract)}
topics = {quoted(article.topics)}
names = {quoted(article.people)}
[params]
publisher = {quoted(article.paper)}
+++

{article.body}"""


# Feeds only where `dossier` has one, no redirects from `page/1/`, names spelled as written: Hugo is
# not to do work, nor write pages, that its peer does not.
HUGO_CONFIG = f"""baseURL = {quoted(SITE)}
locale = "en"
title = "Benchmark"
capitalizeListTitles = false

[taxonomies]
topic = "topics"
name = "names"

[pagination]
pagerSize = {PER_LIST}
disableAliases = true

[services.rss]
limit = {LATEST}

[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]

[markup.highlight]
noClasses = false
"""

HUGO_STYLE = """body { font: 1rem/1.5 serif; max-width: 44rem; margin: auto; padding: 1rem }
nav a, .terms a { margin-right: 1em }
.terms { list-style: none; padding: 0 }
.terms li { display: inline }
time, .pager, footer { color: #555 }
table { border-collapse: collapse }
th, td { border: 1px solid #ccc; padding: .2em .6em }
blockquote { border-left: .2em solid #ccc; margin-left: 0; padding-left: 1em }
pre { overflow: auto; padding: 1em; background: #f6f6f6 }
.chroma .k, .chroma .kn, .chroma .ow { color: #a02050 }
.chroma .s1, .chroma .s2, .chroma .sd { color: #206020 }
.chroma .mi { color: #2050a0 }
.chroma .nf, .chroma .nb { color: #603090 }
.chroma .c1 { color: #666; font-style: italic }
"""

HUGO_PAGED = """{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range .Paginator.Pages }}{{ partial "item.html" . }}{{ end }}
</ul>
{{ with .Paginator }}
<p class="pager">
{{ with .Prev }}<a href="{{ .URL }}" rel="prev">Newer</a>{{ end }}
Page {{ .PageNumber }} of {{ .TotalPages }}
{{ with .Next }}<a href="{{ .URL }}" rel="next">Older</a>{{ end }}
</p>
{{ end }}
{{ end }}
"""

HUGO_LAYOUTS = {
    "baseof.html": """<!doctype html>
<html lang="{{ site.Language.Locale }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ if not .IsHome }}{{ .Title }} · {{ end }}{{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="{{ "style.css" | relURL }}">
<link rel="alternate" type="application/rss+xml" href="{{ "index.xml" | relURL }}">
</head>
<body>
<header>
<a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<nav><a href="{{ "articles/" | relURL }}">Articles</a><a href="{{ "topics/" | relURL }}">Topics</a><a href="{{ "names/" | relURL }}">Names</a></nav>
</header>
<main>
{{ block "main" . }}{{ end }}
</main>
<footer><p>ABOUT</p></footer>
</body>
</html>
""".replace("ABOUT", ABOUT),
    "_partials/date.html": '<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>',
    "_partials/item.html": """<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a>
{{ partial "date.html" . }} <span>{{ .Params.publisher }}</span>
<p>{{ .Description }}</p>
</li>
""",
    "home.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ .Content }}
<ul>
{{ range first LATEST site.RegularPages }}{{ partial "item.html" . }}{{ end }}
</ul>
{{ end }}
""".replace("LATEST", str(LATEST)),
    "page.html": """{{ define "main" }}
<article>
<h1>{{ .Title }}</h1>
<p>{{ partial "date.html" . }} {{ .Params.publisher }}</p>
<ul class="terms">
{{ range .GetTerms "topics" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}
{{ range .GetTerms "names" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}
</ul>
{{ .Content }}
</article>
{{ end }}
""",
    "section.html": HUGO_PAGED,
    "term.html": HUGO_PAGED,
    "taxonomy.html": """{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>
{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.LinkTitle }}</a> ({{ .Count }})</li>
{{ end }}
</ul>
{{ end }}
""",
    "404.html": """{{ define "main" }}<h1>Not found</h1>{{ end }}
""",
}

FORMATS = {"dossier": [Dossier], "hugo": [Hugo], "both": [Dossier, Hugo]}


# --- Writing ------------------------------------------------------------------------------------


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def start_worker(out, size, wanted):
    # The world is made once a process: it is small, and the same everywhere.
    global WORK
    WORK = (pathlib.Path(out), World(size), FORMATS[wanted])


def write_batch(first):
    out, world, formats = WORK
    for number in range(first, min(first + BATCH, world.size)):
        article = Article(world, number)
        for form in formats:
            write(f"{out}/{form.folder}/{form.articles}/{article.key}.md", form.page(article))


def main():
    parser = argparse.ArgumentParser(description="Write N invented articles for dossier, Hugo, or both.")
    parser.add_argument("out", type=pathlib.Path, metavar="OUT")
    parser.add_argument("size", type=int, metavar="N")
    parser.add_argument("--for", choices=FORMATS, default="both", dest="wanted")
    options = parser.parse_args()
    if options.size < 1:
        parser.error("N must be at least 1")

    world = World(options.size)
    for form in FORMATS[options.wanted]:
        root = options.out / form.folder
        # Never mixed with an older corpus, whose articles would be built along, and nothing deleted.
        if root.exists():
            sys.exit(f"{root} exists already: remove it, or choose another folder")
        (root / form.articles).mkdir(parents=True)
        for name, text in form.frame(world):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            write(root / name, text)

    start = (str(options.out), options.size, options.wanted)
    with multiprocessing.Pool(initializer=start_worker, initargs=start) as pool:
        for _ in pool.imap_unordered(write_batch, range(0, options.size, BATCH)):
            pass


if __name__ == "__main__":
    main()
