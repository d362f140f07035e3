### The default theme, in English.
###
### For translators: copy this file to `themes/NAME/strings/LANGUAGE.ftl` and translate what stands right of the
### equals signs; what is left out stays English. Numbers ($n) choose the plural and are grouped by themselves; years
### and days come as text. Terms (`-source`) are the words that a dossier may replace (`words.source` in its config);
### a term with a capital (`-Source`) is made from it and only needs writing where that would be wrong.
### What is known is that two texts share wording, never which came first: choose words that say no more than that.

## Words that a dossier may replace

-dossier = dossier
-source = article
-sources = articles
-claim = statement
-claims = statements
-event = event
-events = events
-topic = topic
-topics = topics
-name = name
-names = names
-digest = summary
-anchor = quoted words
-lineage = shared text
-lineages = shared texts
-account = account
-accounts = accounts
-separate-account = separate account
-separate-accounts = separate accounts
-passage = shared passage
-passages = shared passages
-discrepancy = difference
-discrepancies = differences

## Every page: skip link, masthead, key, footer

skip-to-content = Skip to the content
nav-label = Main
nav-home = Start
nav-sources = { -Sources }
nav-timeline = Timeline
nav-topics = { -Topics }
nav-claims = { -Claims }
nav-names = { -Names }
nav-compare = Compare
nav-changes = Changes
nav-data = Data
breadcrumbs-label = You are here
key-label = The { -sources } and how they group
footer-label = About this { -dossier }
footer-editors = Editing: { $editors }
footer-version = Version { $version }
footer-published = Published { $date }
footer-updated = Updated { $date }
footer-licence = Licence: { $licence }
footer-report = Report a mistake
cite-version = Version { $version }
footer-cite = How to cite this page
footer-feed = News feed
footer-generator = Made with { $generator }
page-title = { $page } · { $site }
permalink = Link to this

## Lists

pagination-label = Pages of this list
pagination-previous = Previous
pagination-next = Next
pagination-page = Page { $n }
letters-label = By first letter
list-and = { $first } and { $last }
list-separator = ,{" "}
open-in-full = In full
and-more = and { $n } more

## What a source does with a claim

stance-asserts = says so
stance-qualifies = says it differently
stance-disputes = says otherwise
stance-silent = does not mention it
stance-not-examined = not yet read for this
stance-of = { $source }: { $stance }
counts-as-support = counts as support
counts-not-as-support = does not count as support

## How it is said

modality-stated = stated
modality-reported = reported
modality-planned = planned
modality-possible = possible
modality-needed = needed
reported-by = reported by { $speaker }
one-speaker = one speaker

## Kinds and statuses

kind-checkable = can be checked
kind-contestable = a matter of judgement
kind-prediction = prediction
kind-happening = happening
kind-statement = statement
kind-period = period
kind-person = person
kind-organisation = body
kind-place = place
kind-document = document
kind-initiative = initiative
kind-concept = concept
kind-people = People
kind-bodies = Bodies
kind-places = Places
kind-documents = Documents
kind-initiatives = Initiatives
kind-concepts = Concepts
status-happened = happened
status-planned = planned
status-proposed = proposed
status-unclear = unclear
status-draft = draft
status-withdrawn = withdrawn
status-background = background
withdrawn-on = Withdrawn on { $date }
draft-notice = A draft: not published, and not to be cited.

## How something is known

how-stated = stated
how-inferred = inferred
how-borrowed = from another { -source }
how-label = Plain: the document says so. Dotted: the editor infers it.
confidence-certain = certain
confidence-high = high confidence
confidence-medium = medium confidence
confidence-low = low confidence
basis = Basis
note = Note
unknown = not known
none = none
line = line { $line }
line-short = l.{"\u00A0"}{ $line }
lines-short = ll.{"\u00A0"}{ $lines }
lines = lines { $lines }

## What two texts share

degree-verbatim = the same words
degree-near-verbatim = nearly the same words
degree-paraphrase = the same in other words
degree-shared-quotation = the same quotation
discrepancy-number = number
discrepancy-date = date
discrepancy-name = name or term
discrepancy-polarity = opposite sense
discrepancy-modality = how it is said
# $n is how many sources have the passage.
discrepancy-omission = { $n ->
    [2] only in one
   *[other] only in some
}
discrepancy-other = wording
verdict-related = related
verdict-not-related = not related
relation-shared-text = one text
relation-part = part
relation-apart = apart
shared-wording-note = These texts share wording. Which of them was written first is not known, nor whether the authors knew of each other. Usual reasons are an agency text, a press release, syndication, a translation, or one author or desk.
separate-wording-note = Separate wording does not prove separate knowledge: two authors may have heard the same speaker.
unreviewed-note = Computed, and not yet looked at by an editor.
only-here-note = A marked word is not in the other text. That says nothing about which came first.

## The comparison: all sources, a pair, one passage in all that carry it

percent = { $n } %
compare-title-none = What the { -sources } share
compare-title = { $count } of the { $of } { -sources } share passages
# $n passages ($count in words) of $pairs pairs ($pairwords in words)
compare-passages = { $n ->
    [one] One passage is shared
   *[other] The { -sources } share { $count } passages
}{ $pairs ->
    [one] { " " }by one pair of { -sources }.
   *[other] , counted for { $pairwords } pairs of { -sources }: what three of them carry counts three times.
}
compare-verbatim = { $n ->
    [0] None is the same to the letter.
    [one] One is the same to the letter.
   *[other] Of these, { $count } are the same to the letter.
}
compare-apart = { $n ->
    [one] None recurs in { $sources }.
   *[other] None recurs in any of these: { $sources }.
}
# The editors hold $source to be of the shared text $lineage; nothing can be found that it shares.
compare-other-language = { $source } is held by the editors to have the same text as others ({ $lineage }), in another language; wording is not compared across languages.
compare-opposed = { $n ->
    [one] On one { -claim }, one passage is told in two ways.
   *[other] On { $count } { -claims }, one passage is told in two ways.
}
# Here and below, $count is $n in words.
compare-unreviewed-all = { $n ->
    [one] One pair was found and is not shown: no editor has looked at it yet.
   *[other] { $count } pairs were found and are not shown: no editor has looked at them yet.
}
compare-unreviewed = { $n ->
    [one] One more pair was found and is not shown: no editor has looked at it yet.
   *[other] { $count } more pairs were found and are not shown: no editor has looked at them yet.
}
compare-not-compared = The texts have not been compared yet.
compare-who = Who shares with whom
compare-who-note = The number is that of passages; a bar’s length, too, its strength how close the wording is. Below: how much of the text of which more is covered.
compare-list-note = Those pairs first whose passages cover most of a text.
compare-who-caption = { -Passages } of every pair
compare-nothing = nothing
compare-tongues = other languages
compare-tongues-note = “{ compare-tongues }”: wording is not compared across them. A flat line: compared, and nothing is shared that is shown.
# Where there is no room for the words.
compare-dash-note = A dash: wording is not compared across languages. A flat line: compared, and nothing is shared that is shown.
compare-passages-of = { $n ->
    [one] passage that { $a } and { $b } share
   *[other] passages that { $a } and { $b } share
}
compare-differing = { $n ->
    [one] one differs
   *[other] { $n } differ
}
compare-pair = Pair
compare-count = passages
compare-covered = Covered
compare-covered-both = { $a } % and { $b } %
compare-differ = differ
compare-differs = What differs
compare-differs-note = Inside passages that several { -sources } share, the most telling first: each answer with who gives it. Underlined: it differs for sure. Readings, not corrections: none is the standard for the others.
compare-two-ways = told in two ways
compare-more-passages = { $n ->
    [one] One more passage is on the page of its pair.
   *[other] { $count } more passages are on the pages of their pairs.
}
compare-lineages = { -Lineages }
compare-lineages-note = Lines say what belongs together. They have no direction: no order is known.
compare-apart-list = { $n ->
    [one] Shares nothing that is shown:
   *[other] These share nothing that is shown:
}
compare-groups = The same to the letter
compare-groups-note = { -Sources } that share whole sentences to the letter were compared with the others as one.
compare-group = { $n } { -sources }, with
compare-where = Where the passages lie
compare-where-note = Each text from its first line to its last, and under it a track for each { -source } that it shares with. An empty stretch is the text’s own.
compare-where-elsewhere = With so many { -sources }, this is drawn on the page of each.
compare-synopses = One passage in several { -sources }
compare-synopses-note = What three or more of them carry, in the order of the first.
compare-note = What this says, and what not
lineage-drawing = { $title }: its members, and which of them share passages
lineage-drawing-computed = Which of these share passages: { $sources }
lineage-arc = { $a } and { $b } share { $n ->
    [one] one passage,
   *[other] { $n } passages,
} { $covered } % at most.
lineage-arcs = An arc joins two that share passages; its width is how much they cover.
lineage-unseen = perhaps a text that is not here
lineage-supposed = Supposed
lineage-computed = By the wording
lineage-agreement-same = The comparison finds the same { -sources } to be of one text.
lineage-agreement-differs = The comparison sees it otherwise.
lineage-agreement-none = The comparison finds no { -lineage } among these.
lineage-agreement-unreviewed = What the comparison finds is not shown: no editor has looked at all pairs yet.
lineage-only-editors = In the editors’ judgement only:
lineage-only-computed = In the comparison only:
lineage-verdict = { $computed ->
    [split] The editors have split what was found.
    [joined] The editors have joined what was found apart.
   *[agrees] The editors agree.
}
lineage-unknown = Found, and not judged by the editors
lineage-unknown-note = Their wording suggests one text behind them:
tracks-text = The text
tracks-passages = { $n ->
    [one] one passage,
   *[other] { $n } passages,
} { $covered } %
ribbon-title = { $n }, { $degree }: { $about }
ribbon-red = differs in substance
reading-missing = not here
reading-withheld = worded otherwise
difference-unsure = perhaps
about-separator = {"; "}
column-number = No.
column-kind = Kind
column-about = On
column-degree = Wording
column-differs = What differs
passage-number = passage { $n }
passage-place = { $source }, l.{"\u00A0"}{ $lines }
passage-place-nth = { $source }, l.{"\u00A0"}{ $lines }, no.{"\u00A0"}{ $n }
passage-title = One passage: { $title }
passage-no-claim = no { -claim } is quoted from it
passage-moved = elsewhere in the order
passage-in-all = in { $n } { -sources }
passage-alone = only here
passage-in-both = in both
passage-nothing = nothing
passage-carried = { $count } { -sources } carry this passage.
passage-opposed = { $n ->
    [one] It is told in two ways: one says so, another says otherwise.
   *[other] On { $count } { -claims }, it is told in two ways.
}
passage-kinds = What differs: { $kinds }.
passage-retold = What each makes of it
passage-retold-note = The { -claims } that stand in the passage, with each { -source }’s quoted words.
passage-where = Where it stands
passage-where-note = In each text, from its first line to its last. The small numbers are positions in the archived text.
passage-texts = In their own words
passage-texts-note = Of the { -sources } whose rights allow it.
passage-differs-note = Each answer with who gives it; none is the standard for the others. Underlined: it differs for sure.
passage-pairs = Pair by pair
passage-pairs-note = How close the wording is.
passage-beside = Passages before and after
passage-previous = Before it:
passage-next = After it:
pair-title = { $a } and { $b } share { $n ->
    [one] one passage
   *[other] { $count } passages
}
pair-covered = Passages cover { $inA } % of { $a } and { $inB } % of { $b }.
# $list says how many passages there are of each of $n sorts.
pair-degrees = { $n ->
    [one] { $list }.
   *[other] Of the passages, { $list }.
}
pair-verbatim = { $n ->
    [one] one is in the same words
   *[other] { $count } are in the same words
}
pair-near = { $n ->
    [one] one is in nearly the same words
   *[other] { $count } are in nearly the same words
}
pair-paraphrase = { $n ->
    [one] one says the same in other words
   *[other] { $count } say the same in other words
}
pair-quotations = { $n ->
    [one] One is a quotation that both have, which says nothing of the texts.
   *[other] { $count } are quotations that both have, which say nothing of the texts.
}
pair-order = { $n ->
    [0] They stand in the same order.
    [one] All but one stand in the same order.
   *[other] All but { $count } stand in the same order.
}
pair-order-another = They stand in another order.
pair-differing = { $n ->
    [0] Nothing differs for sure.
    [one] In one passage they differ in substance.
   *[other] In { $count } passages they differ in substance.
}
pair-drawing = The passages, drawn
pair-two-ways = One passage, told in two ways
pair-two-ways-note = { $n ->
    [one] In a passage that both share, one says so and the other says otherwise.
   *[other] In passages that both share, one says so and the other says otherwise.
}
pair-differs-note = Readings, not corrections: neither text is the standard for the other.
pair-untold = { $n ->
    [one] Of one more that may differ, nothing may be shown.
   *[other] Of { $count } more that may differ, nothing may be shown.
}
pair-differences-caption = What differs in the shared passages
pair-texts = The texts side by side
pair-texts-note = In the order of the first. Grey: words that the other passage lacks. Red and numbered: a difference in substance.
pair-texts-caption = Both texts, passage by passage
pair-passages = All passages
pair-passages-note = The texts are withheld. Each passage is given by its lines, and by the { -claims } that the editors quote from it. The small numbers are positions in the archived text, counted in characters.
pair-passages-caption = The { -passages }
pair-more-passages = { $n ->
    [one] One more is in the file to download.
   *[other] { $count } more are in the file to download.
}
pair-only = Only in { $source }
pair-only-note = { $n } % of its text is in no passage.
pair-only-claims = { -Claims } that it makes and { $other } does not.
pair-only-summary = From our { -digest }, by line
pair-review = Looked at
pair-reviewed = by an editor, { $date }
standing-related = by an editor
standing-stale = by an editor, before the findings changed
standing-unreviewed = by no editor yet
pair-hidden = { $n ->
    [one] One passage that was found is not shown: the editors don’t take it for one.
   *[other] { $count } passages that were found are not shown: the editors don’t take them for any.
}
pair-one-text = One text?
pair-editors-one-text = The editors count both as versions of:
pair-editors-no-text = The editors name no text that both would be of.
pair-computed-one-text = By the wording, the comparison finds one text behind both.
pair-computed-no-text = By the wording alone, the comparison finds too little for that.
pair-rights-record = Its rights allow no quotation.
pair-rights-excerpt = Its rights allow short quotations only.
pair-rights-full = Its rights allow the whole text.
stale-note = The findings have changed since an editor looked at them.
home-map = Shared text
home-map-note = A bar is a text, from its first line to its last; a ribbon is a passage that both have.
home-map-more = All comparisons
home-map-differing = { $n ->
    [one] in one they differ
   *[other] in { $n } they differ
}
home-map-drawn = Texts below each other, joined by the passages that neighbours share: { $sources }.
home-map-pair = { $n ->
    [one] one passage
   *[other] { $n } passages
}
claim-passages = { $n ->
    [one] It stands in a passage that several { -sources } share:
   *[other] It stands in passages that several { -sources } share:
}
claim-step-passage = { $sources } have it in a passage that they share: as far as the wording shows, they are one { -account }.
claim-computed = { $n ->
    [one] By the shared passages alone, it would be one { -separate-account }.
   *[other] By the shared passages alone, it would be { $n } { -separate-accounts }.
}
claim-overruled = The editors judge otherwise, and their judgement counts.
claim-step-passages = { $n ->
    [one] They have it in one shared passage:
   *[other] They have it in shared passages:
}
note-stated = stated
note-reported = reported
note-planned = planned
note-possible = possible
note-needed = needed
note-proposed = proposed
note-certain = certain
note-exactly = exactly
note-about = about
note-at-least = at least
note-more-than = more than
note-at-most = at most
note-less-than = less than
note-at-the-earliest = at the earliest
note-at-the-latest = at the latest
note-from = from
note-until = until
note-opposites = opposites
note-denied = denied
note-not-denied = no negation

## Counting

number-word = { $n ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
    [9] nine
    [10] ten
    [11] eleven
    [12] twelve
    [13] thirteen
    [14] fourteen
    [15] fifteen
    [16] sixteen
    [17] seventeen
    [18] eighteen
    [19] nineteen
    [20] twenty
   *[other] { $n }
}
count-sources = { $n ->
    [one] { $n } { -source }
   *[other] { $n } { -sources }
}
count-claims = { $n ->
    [one] { $n } { -claim }
   *[other] { $n } { -claims }
}
count-events = { $n ->
    [one] { $n } { -event }
   *[other] { $n } { -events }
}
count-range = { $min }–{ $max }
# $text is the number or range as shown, $max chooses the plural.
accounts-at-most = { $max ->
    [0] no { -separate-account }
    [one] at most { $text } { -separate-account }
   *[other] at most { $text } { -separate-accounts }
}
accounts-column = { -separate-accounts }
# $sources and $accounts are numbers in words; $n and $max choose the plurals.
finding = { $n ->
    [0] no { -sources } yet
    [one] { $sources } { -source }, { finding-accounts }
   *[other] { $sources } { -sources }, { finding-accounts }
}
finding-accounts = { $max ->
    [one] at most { $accounts } { -separate-account }
   *[other] at most { $accounts } { -separate-accounts }
}
accounts-caveat = as far as the wording shows

## Dates. $day and $year are text; $month is one of month-1 to month-12; $date, $start and $end are dates in words.

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
date-day = { $day } { $month } { $year }
date-day-no-year = { $day } { $month }
date-month = { $month } { $year }
date-year = { $year }
date-year-bc = { $year } BC
date-decade = the { $year }s
date-about = about { $date }
date-perhaps = perhaps { $date }
date-between = between { $start } and { $end }
date-from-to = { $start } to { $end }
date-from = from { $start } on
date-on-or-after = { $date } or later
date-on-or-before = { $date } or earlier
date-either = { $first } or { $last }
date-all-of = { $first } and { $last }
date-undated = no date

## Prose

footnotes = Notes
footnote-back-to = Back to the text, note { $n }
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
table-scroll = Table { $n }; scroll it sideways

## Pages without a record

missing-title = There is no such page
missing-text = The address may have been mistyped, or the page may have been renamed.
redirect-title = Moved
redirect-text = This page is now at { $link }.


## Home

home-kicker = A { -dossier }
# $words is the number in words, $n the same as a number.
home-sources = { $n ->
    [one] { $words } { -source }
   *[other] { $words } { -sources }
}
home-more = { $n } more
home-more-sources = { $n ->
    [one] and { $n } more { -source }
   *[other] and { $n } more { -sources }
}
# $n sources ($words in words) share one text; $part ($partwords) more share passages with it.
home-one-text = { $n ->
    [one] { $part ->
        [0] one of them has a text that others may share
       *[other] one of them has a text as a whole
    }
   *[other] { $words } of them share one text
}{ $part ->
    [0] .
    [one] {""}; { $partwords } more shares passages with { $n ->
        [one] it.
       *[other] them.
    }
   *[other] {""}; { $partwords } more share passages with { $n ->
        [one] it.
       *[other] them.
    }
}
home-shared-texts = { $texts ->
    [one] { $words } of them share passages of one text.
   *[other] { $words } of them go back to { $textwords } { -lineages }.
}
# $n of $total claims have one account behind them.
home-single = { $n ->
    [0] Of { $total ->
        [one] { $total } { -claim }
       *[other] { $total } { -claims }
    }, none rests on one { -account } alone.
    [one] Of { $total ->
        [one] { $total } { -claim }
       *[other] { $total } { -claims }
    }, { $words } rests on one { -account } alone.
   *[other] Of { $total } { -claims }, { $words } rest on one { -account } alone.
}
# $n claims are disputed, $both of them within one shared text.
home-disputed = { $n ->
    [one] { $words } is disputed
   *[other] { $words } are disputed
}{ $both ->
    [0] .
   *[other] { $n ->
        [one] {""}, and { -sources } that share one text stand on both sides.
       *[other] {""}; for { $bothwords } of them, { -sources } that share one text stand on both sides.
    }
}
reckoning-title = The reckoning
reckoning-note = { -Sources } that share one text are tied together and counted once. The same shape is the same text.
reckoning-more = All { -sources }
reckoning-caption = How many { -separate-accounts } there are
reckoning-who = { -Sources }
reckoning-what = What they share
# $names is a list of short titles, $n how many.
reckoning-shared = { $n ->
    [one] { $names } has the text as a whole:
   *[other] { $names } share one text:
}
reckoning-lineage = { $lineage }.
reckoning-lost = { $lost } may stand behind this { -lineage }.
reckoning-part = { $n ->
    [one] { $names } shares some of its passages. Whether this is an { -account } of its own is judged { -claim } by { -claim }.
   *[other] { $names } share some of its passages. Whether these are { -accounts } of their own is judged { -claim } by { -claim }.
}
reckoning-rest = { $names }: other { -lineages }.
reckoning-apart = { $n ->
    [one] { $names } shares no text with the others.
   *[other] { $names } share no text with each other or the rest.
}
# Over the columns of sources that share a text, share a part of one, or stand apart: very short.
column-shared = one text
column-part = part
column-apart = apart
reckoning-total = { -Separate-accounts }, as far as the wording shows
retold-title = One { -claim }, retold
retold-more = The { -claim } in full
retold-red = Underlined in red: where the { -sources } part.
retold-gloss = “{ $gloss }”
# $accounts is the number of separate accounts in words, $n how many sources say otherwise.
retold-accounts = Behind it: { $accounts }.{ $n ->
    [0] {""}
    [one] {" "}One { -source } says otherwise.
   *[other] {" "}{ $n } { -sources } say otherwise.
}
retold-both-ways = One { -lineage } stands on both sides.
introduction-title = What it is about
home-events-title = What is told, and when
home-events-note = Those that most { -sources } tell of; where equally many do, the earlier ones. The signs say which.
home-events-more = All { -events }, with their evidence
home-events-rest = { $n ->
    [one] { $n } more { -event } has a date.
   *[other] { $n } more { -events } have a date.
}
home-events-undated = { $n ->
    [one] { $n } is undated.
   *[other] { $n } are undated.
}
disputed-title = What is disputed
disputed-note = And what is told in different ways. A flat line is silence: the { -source } was read and does not mention it.
disputed-more = { $n ->
    [one] The { -claim }
   *[other] All { $n } { -claims }
}
disputed-caption = { $n ->
    [0] No { -claim } is disputed outright; these are key { -claims }, where a difference matters most. The number under a mark is the line of the { -source }.
    [one] One { -claim } is disputed outright; the others are key { -claims }, where a difference matters most. The number under a mark is the line of the { -source }.
   *[other] { $n } { -claims } are disputed outright. The number under a mark is the line of the { -source }.
}
disputed-by = { $n ->
    [one] { $n } { -source } says otherwise
   *[other] { $n } { -sources } say otherwise
}
figures-title = In figures
figure-sources = { $n ->
    [one] { -source }
   *[other] { -sources }
}
figure-accounts = { $n ->
    [one] { -separate-account }, at most
   *[other] { -separate-accounts }
}
figure-claims = { $n ->
    [one] { -claim }
   *[other] { -claims }
}, of which { $of } { $of ->
    [one] rests
   *[other] rest
} on one { -account }
figure-two-in-full = { $of ->
    [one] { -claim } that two { -accounts } support in full
   *[other] { -claims } that two { -accounts } support in full
}
figure-events = { $n ->
    [one] { -event }
   *[other] { -events }
}{ $of ->
    [0] {""}
   *[other] {""}, of which { $of } undated
}{ $more ->
    [0] {""}
   *[other] ; { $more } more only around the { -sources }
}
figure-names = { $n ->
    [one] { -name }
   *[other] { -names }
}
made-title = Who made this, and how
made-editors = { $n ->
    [one] Editor
   *[other] Editors
}
made-publisher = Publisher
made-version = Version
made-published = Published
made-updated = Updated
made-change = Last change
made-changes = all changes
made-licence = Licence
made-licence-of = { $licence }, for the editors’ own words
made-funding = Funding
made-how = Read more
made-data = the data
made-contact = Mistakes

## Sources and a source

# $n is how many state their date, $all how many there are, $number the same in words.
sources-dated = { $n ->
    [0] { $all ->
        [one] It does not state its date.
       *[other] None of the { $number } states its date.
    }
   *[other] { $n } of { $all } { $n ->
        [one] states its date
       *[other] state their date
    }.
}
# $inferred is sources-dotted, underlined with dots.
sources-how = What a document shows is set plainly; what the editors conclude is { $inferred }.
sources-dotted = dotted
sources-column-source = { -Source }
sources-column-kind = Kind
sources-column-window = Published
sources-column-words = Words
sources-column-claims = { -Claims }
sources-unit-words = { $n ->
    [one] word
   *[other] words
}
sources-unit-claims = { $n ->
    [one] { -claim }
   *[other] { -claims }
}
sources-alone = { $n } alone
sources-alone-note = “Alone” counts the { -claims } that no other { -source } here speaks to.
sources-scale = Each line runs from { $first } to { $last }; a full stretch is the day, month or year of publication, a hatched one when the { -source } may have been published. An end without a bracket is about then; one with an arrow head, nothing bounds.
sources-reading = How to read the tables
sources-apart-note = They share no text with another { -source } here. Each is counted as an account.
sources-list = All by date
sources-list-note = In the order of the earliest day on which each may have been published.
sources-shares = Shares { $lineage }
sources-dates = Why these dates
sources-dates-note = Each bound has its own evidence. A dotted one is concluded by the editors, or rests on another { -source }.
# $number is $n in words, capitalised.
lineage-counts = { $n ->
    [one] One { -source }.
   *[other] { $number } { -sources }, tied by their shape. Those that have the text as a whole, or from its beginning, count as one account.
}
lineage-lost = { $lost } may stand behind this { -lineage }.
lineage-partial = Shares passages with it
lineage-more = { $n ->
    [one] One more { -source } shares it; it is in the list by date.
   *[other] { $n } more { -sources } share it; they are in the list by date.
}
lineage-reviewed = Reviewed
lineage-computed-agrees = The editors agree with what the comparison of the texts shows.
lineage-computed-split = The editors keep apart what the comparison of the texts takes for one.
lineage-computed-joined = The editors take for one what the comparison of the texts keeps apart.
lineage-reviewed-by = { $by }, { $date }
part-whole = The whole text
part-beginning = The beginning
part-passages = Passages

# $authors and $publisher are names, $window a date in words.
source-who = By { $authors }.
source-who-unsigned = No author is named.
source-where = Published by { $publisher }, { $window }.
source-where-undated = Published by { $publisher }; when is not known.
source-when = The publisher is not stated; published { $window }.
source-when-unknown = Neither the publisher nor a date is known.
# $number is $n in words; $lineage is the title of the shared text.
source-shares-whole = { $n ->
    [one] It has a text that others may share: { $lineage }.
   *[other] One of { $number } { -sources } with a shared text: { $lineage }.
}
source-shares-passages = { $n ->
    [0] It has passages of a text that others may share: { $lineage }.
    [one] Shares passages with one other { -source }: { $lineage }.
   *[other] Shares passages with { $number } other { -sources }: { $lineage }.
}
source-shares-none = No text is known that it shares with another { -source } here.
# What the last paragraph of a summary begins with where it tells what no other source has, as editors write it.
source-only-here-begins = Only here:
source-only-here = Only here:
source-record = The record
# $inferred is sources-dotted, underlined with dots.
source-how = Plain: the document says so. The editors’ conclusions are { $inferred }.
source-window-drawing = When it was published
source-published = Published
bound-date = dated
bound-not-before = not before
bound-not-after = not after
bound-no-lower = nothing bounds it below
bound-no-upper = nothing bounds it above
bound-contradictory = These cannot all be right.
source-title = Title
source-no-title = None; here called
source-authors = { $n ->
    [0] Author
    [one] Author
   *[other] Authors
}
source-no-author = no author named
source-credits = Also credited
source-publisher = Publisher
source-no-publisher = publisher not stated
source-printed = printed
source-language = Language
source-spelling = Spelling:
source-open = Left open
source-paragraph = paragraph { $n } of { $all }
source-abstract = In brief
source-summary = { -Digest }
source-summary-note = In the editors’ own words, by line of the { -source }. Beside it, the { -claims } that rest on these lines.
source-summary-whole-note = In the editors’ own words.
source-text = The text
source-text-note = As published, by line. Lines that are not part of the { -source } itself are grey. Beside it, the { -claims } that rest on each line.
source-line = line
source-says = What it says
source-all-claims = All { -claims }
# $n is how many statements it makes, $alone how many of them no other source makes.
source-says-note = { $n ->
    [0] It speaks to none of the { -claims }.
    [one] One { -claim }, by line.
   *[other] { $n } { -claims }, by line.
} { $alone ->
    [0] { "" }
    [one] One stands in no other { -source } here.
   *[other] { $alone } stand in no other { -source } here.
}
source-alone = in no other { -source } here
source-wording = Calls it
figure-about = about { $value }
stance-shares-none = From { $lineage }, by the editors’ judgement.
stance-shares-likely = Probably from { $lineage }, by the editors’ judgement.
stance-shares-possible = Perhaps from { $lineage }, by the editors’ judgement.
stance-shares-own = Counted as its own, by the editors’ judgement.
source-more-statements = { $n ->
    [one] One more { -claim } is on the page of { -claims }.
   *[other] { $n } more { -claims } are on the page of { -claims }.
}
source-silent = Not mentioned, with a remark
source-silent-count = { $n ->
    [one] It was read for one more { -claim }, and does not mention it.
   *[other] It was read for { $n } { -claims } that it does not mention.
} Silence is not denial.
source-not-examined-count = { $n ->
    [one] It has not yet been read for one { -claim }.
   *[other] It has not yet been read for { $n } { -claims }.
} Nothing follows from that.
source-events = { -Events } it tells of
source-events-note = With the dates and words of this { -source } alone.
source-event = { -Event }
source-event-date = Its date and place
source-event-where = Its words
source-event-undated = gives no date
source-more-events = { $n ->
    [one] One more { -event } is on the timeline.
   *[other] { $n } more { -events } are on the timeline.
}
source-shared = { -Lineage }
source-shared-not-worded = That it is of this { -lineage } is the editors’ judgement: no passage is shown that it shares. Wording is not compared across languages.
source-shared-with = With
source-subjects = Subjects
source-subjects-note = The number says how often a name stands in the { -source }.
source-tagged = About
source-mentions = { -Names }
source-replies = Replies
source-reply = { $from }, { $date }
source-contacted = Asked for comment:
source-provenance = Provenance
source-url = Address
source-archived = Archived copy
source-captured = Copy taken
source-hash = Hash of the file
source-extent = Length
source-extent-words = { $words ->
    [one] { $words } word in the { -source }
   *[other] { $words } words in the { -source }
}, { $lines ->
    [one] { $lines } line in the file
   *[other] { $lines } lines in the file
}
source-parts = Lines of the file
part-of-body = the { -source }:
part-of-headline = headline:
part-of-front = before the text:
part-of-captions = captions:
part-of-back = after the text:
part-of-boilerplate = menus and teasers, left out:
part-of-copies = { $lines } repeat { $of }, and are left out
source-loss = Suspected gap
source-read = Read
source-read-by = { $date }, by { $by }, against every { -claim } that existed then
source-not-read = not yet read against the { -claims }
source-quotations = { -Anchor }
source-quotations-found = { $found ->
    [0] { $n } in all; the text was not at hand to look them up.
   *[other] { $found } of { $n } found in the text
}
source-rights = Rights
rights-record = Only the record is shown, no words of the text.
rights-excerpt = { $words ->
    [one] Single words are quoted; the text is not published here.
   *[other] Quotations of at most { $words } words; the text is not published here.
}
rights-full = The whole text may be shown.
source-cite = To cite the { -source }
inferred-publisher = Publisher
inferred-country = Country
inferred-translation = Translation
inferred-genre = Genre
inferred-captured = Copy taken
inferred-title = Title
inferred-author = Author
inferred-date = Date
inferred-language = Language
language-ar = Arabic
language-de = German
language-en = English
language-es = Spanish
language-fr = French
language-it = Italian
language-kk = Kazakh
language-pl = Polish
language-pt = Portuguese
language-ru = Russian
language-tr = Turkish
language-uk = Ukrainian
language-uz = Uzbek
language-zh = Chinese


## Timeline and an event

timeline-title = What happened, and when
timeline-drawn = Drawn
timeline-item = { $name }, { $date }
timeline-published = Published (once)
timeline-lane-other = Other
timeline-lane-happened = What happened
timeline-lane-said = What was said
timeline-lane-planned = What was planned
timeline-drawing-title = When it happened, and when it was written about
# $lanes are the names of the lanes.
timeline-drawing-desc = Lanes from top to bottom: { $lanes }. The list of { -events } has every mark in words.
# $events, $days_words … are numbers in words, those that begin a sentence capitalised; $n, $days … choose the plurals.
timeline-deck = { $events } { $n ->
    [one] { -event }
   *[other] { -events }
}: { $days ->
    [0] none can be dated to the day
   *[other] { $days_words } dated to the day
}{ $plans ->
    [0] { "" }
    [one] , one told only as a plan
   *[other] , { $plans_words } told only as plans
}{ $undated ->
    [0] { "" }
   *[other] , { $undated_words } without any date
}.
timeline-deck-loosely = What is known loosely is drawn loosely.
timeline-deck-sources = { $dated ->
    [0] { $n ->
        [one] The { -source } does not say when it was written; its window follows from what it tells.
       *[other] None of the { $sources } { -sources } says when it was written; their windows follow from what they tell.
    }
   *[other] { $all ->
        [1] { $n ->
            [one] The { -source } states its date.
            [2] Both { -sources } state their dates.
           *[other] All { $sources } { -sources } state their dates.
        }
       *[other] { $dated_words } of the { $sources } { -sources } { $dated ->
            [one] states its date
           *[other] state their dates
        }; the others have a window that follows from what they tell.
    }
}
timeline-legend-signs = Signs beside a name are the { -sources } that tell of it. Where they give dates that exclude each other, each date has its own mark and its own signs.
# Under a drawing where some marks have the colour of a source's sign.
timeline-legend-hues = Marks in colour are the { -sources } themselves, each in the colour of its sign.
timeline-legend-break = At the two strokes the scale changes.
# How many more signs there would be.
signs-more = +{ $n }
timeline-mark-day = a day
timeline-mark-borrowed = a part of the date is borrowed
timeline-mark-bar = once, in this month, season or year
timeline-mark-span = from its start to its end
timeline-mark-about = about then
timeline-mark-window = once, somewhere in between
timeline-mark-open = no bound on this side
timeline-mark-plan = planned
timeline-mark-vague = planned, and vague
timeline-in-order = In order
timeline-undated = Without a date
timeline-undated-note = Listed, never placed.
timeline-outside = Outside the { -sources }
timeline-outside-note = Background, and what is known only from menus and teasers around the { -sources }. It may date the saved page, not the text.
timeline-density-decades = By decade
timeline-density-years = By year
timeline-density-note = Too much for one drawing. A decade has its own.
timeline-density-caption = How many { -events } begin in it
timeline-density-time = Time
timeline-density-count = { -Events }
timeline-disputed = Dates disputed
timeline-more-sources = { $n ->
    [one] and one more { -source }
   *[other] and { $n } more { -sources }
}
timeline-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
timeline-claims = { -Claims }:
timeline-neighbours = Decades
event-when = When
event-where = Where
event-record = When and where
event-status = Status
event-names = Who and what
event-topics = { -Topics }
event-known = How that is known
event-background = Background: it lies outside the story.
event-around = Known only from what stands around the { -sources } (menus, teasers, captions of other pieces).
event-undated = No { -source } gives a date.
# $sources is a number in words, capitalised; $dated, $undated and $n choose the words.
event-deck = { $n ->
    [0] No { -source } tells of it directly
    [one] One { -source } tells of it
   *[other] { $sources } { -sources } tell of it
}{ $n ->
    [0] .
   *[other] { $dated ->
        [0] { $n ->
            [1] , without a date.
           *[other] , none with a date.
        }
       *[other] { $undated ->
            [0] { $n ->
                [1] , with a date.
                [2] , both with a date.
               *[other] , all with a date.
            }
           *[other] , { $dated_words } with a date.
        }
    }
}
event-deck-disputed = { $sources } { -sources } tell of it, and their dates exclude each other.
event-edtf = Beside a date in words it stands in EDTF (ISO 8601-2), as the files to download have it: ~ is about, ? uncertain, / from and to, [..] once in between.
event-bounds = Some time from { $first } to { $last }.
event-bounds-about = Some time near { $first } to { $last }.
event-bounds-lasting = Lasting from { $first } at the earliest to { $last } at the latest.
event-bounds-lasting-about = Lasting from about { $first } to about { $last }.
event-bounds-from = Not before { $first }; there is no later bound.
event-bounds-until = Not after { $last }; there is no earlier bound.
event-disputed = The dates that { -sources } give
event-disputed-note = Each mark is a date, its signs are the { -sources } that give it; one without signs is the editors’. They cannot all be right.
event-accounts = What each { -source } says
event-accounts-note = Its own date, place and wording.
event-account-date = Date
event-account-no-date = gives no date
event-account-differs = another date than the { -event }’s
event-account-place = Place
event-account-speaker = Speaker
event-account-wording = Calls it
event-joined = Only together
event-joined-note = No single place says all of it.
event-differs = What differs
event-open = Left open
event-note = Note
event-claims = { -Claims } about it
event-changes = Changes
event-near = Before and after
event-previous = Before
event-next = After
event-tells-of-it-as = tells of it as

## Claims and a claim

# $n is a number; $text is the same in words.
claims-heading-empty = No { -claims } yet
claims-heading = { $one ->
    [0] Of { $n } { -claims }, none rests on a single { -account }
    [one] Of { $n } { -claims }, one rests on a single { -account }
   *[other] Of { $n } { -claims }, { $one } rest on a single { -account }
}
claims-heading-page = { -Claims }, page { $n } of { $total }
claims-glance-several = { $n ->
    [one] { $text } has two or more for sure.
   *[other] { $text } have two or more for sure.
}
claims-glance-perhaps = { $n ->
    [one] { $text } has one, perhaps more.
   *[other] { $text } have one, perhaps more.
}
claims-glance-none = { $n ->
    [one] { $text } has none behind it.
   *[other] { $text } have none behind them.
}
claims-glance-disputed = { $n ->
    [one] { $text } is disputed.
   *[other] { $text } are disputed.
}
claims-caveat = { -Sources } that share one text count once.
claims-stacks-title = { -Separate-accounts } behind each { -claim }
claims-stacks-note = A column a { -claim }, a dot an { -account }. Full: it agrees in full. Half: with a difference. Broken: it may be part of another. Red, below the line: it says otherwise.
claims-stack-several = two or more for sure
claims-stack-perhaps = one, perhaps more
claims-stack-one = one only
claims-stack-none = none
claims-selections = Lists
claims-select-disputed = disputed
claims-select-key = marked as key
claims-select-several = with two { -accounts } or more for sure
claims-select-perhaps = with one { -account }, perhaps more
claims-select-one = on one { -account } only
claims-select-none = without support
claims-select-checkable = that can be checked
claims-select-contestable = { $n ->
    [one] that is a matter of judgement
   *[other] that are a matter of judgement
}
claims-select-prediction = { $n ->
    [one] that is a prediction
   *[other] that are predictions
}
claims-selected-title = { $n ->
    [one] { -Claim }
   *[other] { -Claims }
} { $which }
claims-selected-more = { $n } more are not listed here.
claims-back-to-matrix = Back to all { -claims }
claims-matrix-title = Who says what
claims-matrix-note = The number under a mark is the line of the { -source }. A flat line is silence: it was read, and does not mention it. An empty place was not yet read for it.
claims-matrix-caption = What each { -source } does with each { -claim }, and how many { -separate-accounts } stand behind it
claims-matrix-scroll = The matrix; scroll it sideways
claims-relation-shared-text = one text
claims-relation-part = part
claims-relation-apart = apart
claims-no-topic = Without a topic
claims-speaking = Who speaks of it
claims-key = key
claims-disputed = disputed
claims-dots-note = “Key” marks a { -claim } where a difference matters most. In the last column: a full dot is an { -account } that agrees in full, a half dot one that agrees with a difference, a broken dot one that may be part of another.
claims-more-marks = and { $n } more

# A claim. $n is how many sources, $count the same in words; $text is how many accounts they are.
claim-kicker = A { -claim }, in the editors’ words
claim-kicker-disputed = {"; "}disputed
claim-glance-for = { $n ->
    [0] No { -source } says so.
   *[other] For it: { $text }.
}
claim-glance-otherwise = Otherwise: { $text }.
claim-glance-otherwise-same = { $n ->
    [one] Otherwise: one, from the same { -lineage }.
   *[other] Otherwise: one, in { $count } { -sources }, from the same { -lineage }.
}
claim-glance-withdrawn = { $n ->
    [one] { $count } { -source } that speaks of it was withdrawn and is not counted.
   *[other] { $count } { -sources } that speak of it were withdrawn and are not counted.
}
claim-glance-both-ways = One { -lineage } goes both ways.
claim-from-the-same = from the same { -lineage }
claim-backing-alone = one { -account }
claim-backing-shared = one { -account }, in { $count } { -sources } that share one text
claim-backing-range = at most { $max } { -separate-accounts }, perhaps only { $min }, in { $count } { -sources }
claim-backing = at most { $max } { -separate-accounts }, in { $count } { -sources }
claim-glance-one-speaker = { $n ->
    [one] It reports one speaker: { $text }.
   *[other] All of them report one speaker: { $text }.
}
claim-glance-neither-one = { $source } { $modality ->
    [needed] says that it is needed
    [planned] speaks of it as planned
    [possible] speaks of it as possible
    [reported] reports something near it
   *[stated] says something near it
}, which counts for neither.
claim-neither-says = { $modality ->
    [needed] says that it is needed: counts for neither
    [planned] speaks of it as planned: counts for neither
    [possible] speaks of it as possible: counts for neither
    [reported] reports something near it: counts for neither
   *[stated] says something near it: counts for neither
}
claim-glance-neither = { $n ->
    [one] { $count } { -source } says it differently and counts for neither.
   *[other] { $count } { -sources } say it differently and count for neither.
}
claim-glance-silent = { $n ->
    [one] { $count } { -source } does not mention it.
   *[other] { $count } { -sources } do not mention it.
}
claim-glance-not-examined = { $n ->
    [one] { $count } { -source } has not yet been read for it.
   *[other] { $count } { -sources } have not yet been read for it.
}
claim-glance-rest = { $n ->
    [one] { $count } other { -source } does not mention it, or has not yet been read for it.
   *[other] { $count } other { -sources } do not mention it, or have not yet been read for it.
}
claim-standing-title = Where they stand
claim-standing-note = Signs under one tie share one text and count once; a broken tie is in doubt. Support and contradiction are counted apart.
claim-standing-caption = Where the { -sources } stand, and how many { -separate-accounts } that makes
claim-standing-who = { -Sources }
claim-standing-what = What they do with the { -claim }
claim-side-for = For it
claim-side-otherwise = Otherwise
claim-side-neither = Differently
claim-side-silent = No mention:
claim-side-not-examined = Not yet read for it:
claim-nobody = nobody
claim-with-a-difference = with a difference: { $sources }
claim-and = {" "}and{" "}
claim-total = { -Separate-accounts } for it
claim-total-note = at most, as far as the wording shows
claim-total-otherwise = otherwise { $count }
claim-says-title = What each says
claim-says-note = The quoted words find the place; the line is that of the { -source } as archived.
claim-says-note-red = The quoted words find the place; the line is that of the { -source } as archived. Underlined in red: where the { -sources } part.
claim-says-more = { $n } more speak of it. Their own pages have their words.
claim-reported = reported by { $speaker }
claim-neither-tag = counts for neither side
claim-own-term = Its own term:
claim-figure-about = about { $value }
claim-figure-printed = printed:
# $count is the number of figures in words, capitalised.
claim-figures-part = { $count } figures:
claim-basis = Why it is read so:
claim-confidence = { $confidence ->
    [low] The editors are not sure of this reading.
    [medium] The editors are fairly sure of this reading.
    [high] The editors are sure of this reading.
   *[certain] The editors are certain of this reading.
}
claim-not-verified = not checked against the text
claim-silent-line = Read, and does not mention it:
claim-not-examined-line = Not yet read for this { -claim }:
claim-not-examined-help = The { -claim } was added to the { -dossier } after these were last read against its { -claims }. Nothing follows from that.
claim-differs-title = What differs
claim-text-title = More on it
claim-why-title = Why that number
claim-why-note = { -Accounts } are counted over texts, not over bylines. Every step says what is counted as one.
claim-why-for = For it
claim-why-otherwise = Otherwise
# $count is the number, or a range from $min to $max.
claim-step-count = { $max ->
    [0] no { -account }
    [one] { $min ->
        [0] { $count } { -accounts }
       *[other] { $count } { -account }
    }
   *[other] { $count } { -accounts }
}
claim-step-shared = { $n ->
    [one] { $sources } has the shared text ({ $lineage }).
   *[other] { $sources } share one text ({ $lineage }) and are counted once.
}
claim-step-doubtful = { $n ->
    [one] { $sources } { $doubt ->
        [likely] probably shares
       *[possible] perhaps shares
    } this with a text that others have ({ $lineage })
   *[other] { $sources } { $doubt ->
        [likely] probably share
       *[possible] perhaps share
    } this with a text that others have ({ $lineage })
}{ $min ->
    [0] : then it adds nothing; if not, it counts for itself.
   *[other] , of which nothing else stands here: one { -account } at least.
}
claim-step-elsewhere = { $n ->
    [one] { $sources } shares passages of a text that others have ({ $lineage }), but nothing shows that this is one of them: it counts for itself.
   *[other] { $sources } share passages of a text that others have ({ $lineage }), but nothing shows that this is one of them: each counts for itself.
}
claim-step-own = { $n ->
    [one] { $sources } shares no text with another { -source } here: it counts for itself.
   *[other] { $sources } share no text with each other or with another { -source } here: each counts for itself.
}
claim-step-alone = { $n ->
    [one] { $sources } stands on its own here, in the editors’ judgement.
   *[other] { $sources } each stand on their own here, in the editors’ judgement.
}
claim-step-neither = { $n ->
    [one] { $sources } says it differently, and the editors do not count that as support.
   *[other] { $sources } say it differently, and the editors do not count that as support.
}
claim-step-withdrawn = { $n ->
    [one] { $sources } was withdrawn: it is shown, and counts for nothing.
   *[other] { $sources } were withdrawn: they are shown, and count for nothing.
}
claim-step-rest = { $n ->
    [one] One more { -source }, counted in the same way.
   *[other] { $n } more { -sources }, counted in the same way.
}
claim-step-editor = The editors decided this for { $source }, beyond what the texts as wholes show.
claim-step-total = Together
claim-in-full = In full agreement: { $count }; the rest agree with a difference.
claim-both-ways-note = One { -lineage } stands on both sides: in one version it says so, in another it says otherwise. The sides are counted apart and never set off against each other.
claim-speaker-note = { $n ->
    [one] It rests on the word of one speaker, { $speaker }, as one { -source } reports it.
   *[other] All { -sources } that support it report one speaker, { $speaker }: however they word it, that is not separate knowledge.
}
claim-not-comparable = These figures must not be added to, or compared with, those of:
claim-joined-title = Only together
claim-joined-note = No { -source } says all of it. These places give it only when they are read together.
claim-open-title = Left open
claim-open-note = The wording is left ambiguous on purpose.
claim-record-title = About this { -claim }
claim-kind = Kind
claim-key = Weight
claim-key-help = key: a difference matters most here
claim-topics = { -Topics }
claim-events = { -Events }
claim-names = { -Names }
claim-added = Added
claim-changes = Changes
claim-among = Others on { $topic }
claim-previous = Before it:
claim-next = After it:



## Topics and a topic

topics-title = { -Topics }
topics-tree = The tree
topics-tree-note = Numbers include what is on narrower { -topics }; one { -claim } or { -event } may stand under several.
topics-cut = Deeper { -topics } stand on the page of the { -topic } above them.
topics-hidden = { $n ->
    [one] { $n } narrower { -topic } on its page
   *[other] { $n } narrower { -topics } on its page
}
# $words, $below-words and $disputed-words are the numbers in words.
topics-finding = { $roots ->
    [one] One { -topic }
   *[other] { $words } { -topics }
}{ $below ->
    [0] {""}
    [one] , and one below it
   *[other] , and { $below-words } below them
}. { $disputed ->
    [0] None of the { $claims } { -claims } is disputed.
    [one] One of the { $claims } { -claims } is disputed.
   *[other] { $disputed-words } of the { $claims } { -claims } are disputed.
}
topic-counts = { $claims ->
    [0] No { -claim }
    [one] { $claims } { -claim }
   *[other] { $claims } { -claims }
} and { $events ->
    [0] no { -event }
    [one] { $events } { -event }
   *[other] { $events } { -events }
}, in { $sources ->
    [0] no { -source }
    [one] { $sources } { -source }
   *[other] { $sources } { -sources }
}.
topic-all-on-one-account = { $claims ->
    [one] It rests on one { -separate-account } at most, as far as the wording shows.
   *[other] Each { -claim } rests on one { -separate-account } at most, as far as the wording shows.
}
# $words is the number in words, $n chooses the plural.
topic-some-on-one-account = { $n ->
    [one] One { -claim } rests on one { -separate-account } at most, as far as the wording shows.
   *[other] { $words } of the { -claims } rest on one { -separate-account } each at most, as far as the wording shows.
}
topic-none-on-one-account = No { -claim } rests on one { -account } alone, as far as the wording shows.
topic-disputed = { $n ->
    [one] One is disputed.
   *[other] { $words } are disputed.
}
topic-disputed-mark = { $n } disputed
topic-disputed-title = What is disputed
topic-disputed-note = Support and contradiction are counted apart, each by { -separate-accounts }.
disputed = disputed
# $for and $otherwise are numbers of separate accounts, or ranges.
disputed-in-one-text = For { $for } · otherwise { $otherwise }; one { -lineage } stands on both sides
# $n is how many sources stand on that side.
disputed-say-so = { $n ->
    [one] says so
   *[other] say so
}
disputed-say-otherwise = { $n ->
    [one] says otherwise
   *[other] say otherwise
}
disputed-in-several = For { $for } · otherwise { $otherwise }
topic-narrower = Narrower { -topics }
topic-related = Related { -topics }
topic-statements-caption = { -Claims } on { $topic }
topic-names-note = Tied to most of these { -claims } and { -events }; with the number of these.
topic-names-by-source = What these { -sources } are about most often; with the number of { -sources }.

## Lists on several pages

title-of-page = { $title }, page { $n }
stretch = { $first } to { $last } of { $total }
more-claims = { $n ->
    [one] { $n } more { -claim }
   *[other] { $n } more { -claims }
}
more-events = { $n ->
    [one] { $n } more { -event } on the timeline
   *[other] { $n } more { -events } on the timeline
}
column-claim = { -Claim }
matrix-note = A flat line is silence; the number under a mark is the line of the { -source }. An empty place: not yet read for this.
events-title = { -Events }
events-note = In order of time; those without a date come last.
change-publication = published
change-correction = correction
change-update = update
change-reply = reply
change-withdrawal = withdrawal


## Names and a name

names-title = What things are called, and by whom
# $words is the number in words, $n chooses the plural.
names-finding = { $n ->
    [one] { $words } { -name }
   *[other] { $words } { -names }
}: people, bodies, places, documents, and what they are called.
names-changing = { $n ->
    [one] One has no form that is common to the { -sources } that write it in one script.
   *[other] { $words } have no form that is common to the { -sources } that write them in one script.
}
names-changing-title = { -Names } that differ
names-changing-note = No form of them is common to all { -sources } that write them in one script. Underlined: words that stand in one row only. The { -dossier } doesn’t choose.
names-more-changing = { $n ->
    [one] and { $n } more { -name }, below
   *[other] and { $n } more { -names }, below
}
names-index = A to Z
names-index-note = Counts are mentions in the { -source }. In brackets: only around it, in a headline, a caption, a note or a menu. Letters after a form: who uses it.
names-index-note-totals = How many { -sources } mention it, and how often. In brackets: only around them.
names-unsearched = { $n ->
    [one] One { -source } could not be searched: its text isn’t here.
   *[other] { $n } { -sources } could not be searched: their texts aren’t here.
}
names-kinds = By kind
names-all-kinds = All kinds
names-caption = { -Names }, with mentions in each { -source }
names-around-title = Only around the { -sources }
names-around-note = In headlines, captions, notes and menus, never in { -sources } themselves.
column-name = { -Name }
column-form = Form
column-forms = Forms
column-mentions = Mentions
not-searched = not searched
mentions-note = Counts are mentions in the { -source }. In brackets: only around it.
# $all is how many articles could be searched; $forms-words the number of forms in words.
name-mentioned = Mentioned { $n ->
    [one] once
    [2] twice
   *[other] { $n } times
} in { $sources } of { $all } { -sources }{ $forms ->
    [one] , in one form.
   *[other] , in { $forms-words } forms.
}
name-changes = No form is common to all that write it in one script.
name-only-around = Never mentioned in the { -sources } themselves, only around them: in headlines, captions, notes or menus.
name-not-mentioned = No { -source } has one of its forms.
name-record = What is known of it
name-forms = Forms
name-no-preferred = No form is the right one.
name-stands-for = Stands for something else
name-stood-for-by = Other names stand for it
name-related = Related
name-same-as = The same elsewhere
name-statements-caption = { -Claims } with { $name }
name-beside = Beside it
name-beside-note = Met most often on the same lines; with the number of lines.
around-times = { $n } around it
role-author = author
role-publisher = publisher
role-speaker = speaker
role-credited = credited
role-subject = subject
inferred-expansion = In full


## Changes, data and pages of prose

contents-label = On this page
changes-deck = { $n ->
    [0] Nothing has been changed yet.
    [one] One entry: what was published, corrected, added, answered or withdrawn.
   *[other] { $n } entries: what was published, corrected, added, answered or withdrawn, the newest first.
}
changes-count = { $n ->
    [0] No changes yet
    [one] One entry
   *[other] { $n } entries
}: what was published, corrected, added, answered or withdrawn.
changes-about = On
changes-more = { $n ->
    [one] { $n } older entry stands in
   *[other] { $n } older entries stand in
}
method-title = In figures
method-note = Computed from the records of this { -dossier }, each time that it is built.
method-read = Read
method-read-text = { $n } of { $of ->
    [one] { $of } { -source }
   *[other] { $of } { -sources }
} read against every { -claim } that there was
method-reader = { $n } by { $name }
method-reader-unknown = { $n } by nobody who is named
method-texts = Texts
method-hashed = { $n } of { $of } fixed by a hash
method-hashed-why = A hash changes with every letter: anybody with the same text can check that it is the one that was read.
method-anchors = { -Anchor }
method-quotes = { $n } of { $of } that are cited for { -claims } found on their line; those cited for { -events } and dates are counted on the pages of the { -sources }
method-claims = { $n ->
    [one] { $n } { -claim }
   *[other] { $n } { -claims }
}, of which { $single } { $single ->
    [one] rests
   *[other] rest
} on one { -account }
method-lineages = { -Lineages }
method-lineages-text = { $n ->
    [0] none is known
   *[other] { $n }, of which { $reviewed } { $reviewed ->
        [one] has
       *[other] have
    } been looked at by an editor
}
method-accounts = { $range } among all { -sources }, as far as the wording shows
method-rule = { -Sources } of one { -lineage } count as one. One that shares passages only counts by itself where a { -claim } lies outside them; where that is in doubt, there are two numbers. Those that say otherwise are counted apart.
differences-title = All differences
differences-note = Computed from what is recorded of each { -source }.
differences-more = All { -claims }
differences-disputed = { $n ->
    [one] Disputed: one says so, another says otherwise
   *[other] Disputed: { $n } { -claims }
}
differences-differing = { $n ->
    [one] Told in different ways: one { -claim }
   *[other] Told in different ways: { $n } { -claims }
}
differences-rest = { $n ->
    [one] { $n } more is among all { -claims }.
   *[other] { $n } more are among all { -claims }.
}
missing-start = Start from here
missing-names = Looking for a person, a body or a place? All of them are under { $names }.
missing-report = Tell us about the link that led here
data-deck = Everything on these pages, as files for spreadsheets and programs.
data-files = Files
data-files-note = Each is made anew with the pages and says the same as they do.
data-file = File
data-holds = What it holds
data-rows = records
data-size = Size
data-fields-of = fields
data-dossier = Everything: records, readings, quoted words, shared texts, changes
data-claims = { -Claims }, and how many { -separate-accounts } stand behind each
data-stances = What each { -source } does with each { -claim }
data-events = { -Events } with their dates
data-sources = { -Sources } with their dates and where they were published
data-names = { -Names } with their forms and how often they are mentioned
data-passages = { -Passages }: where they stand in both texts, and how close the wording is
data-discrepancies = What differs inside them
data-terms = Terms
data-texts = Texts
data-texts-text = The { -sources } belong to their authors and publishers, and are not in the files. Quoted words are there as far as the rights of each { -source } allow.
data-cite = How to cite
data-form = Form
data-form-text = UTF-8. In tables, the first row has the headings; ids in one cell are parted by spaces, other words by semicolons; dates are in EDTF (ISO 8601-2). In dossier.json, “format” is { $format }: it is raised when a field changes its meaning or goes; new ones may come.
data-apostrophe = Apostrophes
data-apostrophe-text = A cell that begins with =, +, - or @ has an apostrophe put before it, so that no spreadsheet takes it for a formula.
data-silence = Silence
data-silence-text = Where no row stands for one { -source } and one { -claim }: the { -source } does not mention it if it was read (read_on) no earlier than the { -claim } was added, and has not been read for it otherwise.
size-kb = { $n } kB
size-mb = { $n } MB
list-format = Version of this form.
list-dossier = Title, editors, version, dates, licence.
list-finding = The number of sources and of separate accounts among them (min, max), and the sentence that says so.
list-sources = Besides what sources.csv has: credits; published (with date, not_before and not_after, each with how it is known, where and why); lines of the file; abstract; digest; inferred, by field; losses; replies; rights; topics and names; lineages with the part of the text that is shared. claims is what it does with each claim: stance, supports, modality, speaker, at (source, lines as first and last, quote, lang, gloss), figures, shares (the shared text, where the editors overrule the count), wording, note, basis, confidence. events is what it says of each event: status, date, how, place, speaker, at, wording, note, basis.
list-claims = Besides what claims.csv has: short, aliases, not_comparable (figures not to be added or compared), joined (places that only together give it), text, note, open (what is left ambiguous on purpose). accounts has the counts, and support and dispute by source: the shared text that it is counted with, or null, and whether that is in doubt.
list-events = Besides what events.csv has: date with how it is known, where and why; joined; note; open.
list-names = Besides what names.csv has: sort, preferred (whether one form is the right one), forms with counts, mentions by source with a count for each form in that order, inferred, related, text.
list-topics = id, title, short, text, broader, narrower, related, claims, events.
list-lineages = Shared texts: id, title, short, text, lost (a text not in the dossier, where one is supposed), members with part (whole, beginning or passages), confidence, relation and basis; reviewed.
list-pairs = What two { -sources } share: a and b (ids in order), coverage (how much of each, from 0 to 1), standing (related, stale or unreviewed: whether an editor looked at it), and passages with degree, a and b (position in the archived text: first code point and one past the last), claims whose quoted words stand there, opposed (those that one supports and the other contradicts), and discrepancies with kind, tier (differs or possibly-differs), a and b, said_a and said_b (numbers, dates and names, as far as the rights allow).
list-changes = id, on, kind (publication, correction, update, reply, withdrawal), about (kind:id), text.
field-id = Stable; stands in addresses.
field-title = Title; of { -sources }, the one that each has itself.
field-label = What stands in for the title of { -sources } that have none.
field-short = Short title, made by the editors.
field-kind = What kind; the words of the pages.
field-key = Whether it is one of those where a difference matters most: yes or no.
field-added = When it was added.
field-topics = Ids of { -topics }.
field-events = Ids of { -events }.
field-names = Ids of { -names }.
field-claims = Ids of { -claims }.
field-sources = Ids of the { -sources } that tell of it.
field-accounts-min = { -Separate-accounts } behind it, the lower number.
field-accounts-max = The upper number: “at most”.
field-full-min = Of these, in full agreement: the lower number.
field-full-max = The upper number.
field-dispute-min = { -Separate-accounts } that say otherwise, counted apart: the lower number.
field-dispute-max = The upper number.
field-asserts = How many { -sources } say so.
field-qualifies = How many say it differently.
field-disputes = How many say otherwise.
field-differs = What differs, in the editors’ words.
field-address = Its page.
field-a = Id of one { -source }; it comes before the other’s.
field-b = Id of the other.
field-passage = Its number on the page of the pair.
field-degree = How close the wording is: verbatim, near-verbatim, paraphrase, or shared-quotation.
field-a-start = First code point in the archived text of the first.
field-a-end = One past the last.
field-a-lines = Lines of the first, counted from 1.
field-a-said = What it says, where that is a number, a date or a name and the rights allow it.
field-b-start = First code point in the archived text of the other.
field-b-end = One past the last.
field-b-lines = Lines of the other.
field-b-said = What the other says.
field-standing = Whether an editor looked at the pair as it is: related, stale (before it changed) or unreviewed.
field-discrepancy = What differs: number, date, name, polarity, modality, omission or other.
field-tier = differs, or possibly-differs.
field-claim = Id of the { -claim }.
field-source = Id of the { -source }.
field-stance = asserts (says so), qualifies (says it differently), disputes (says otherwise) or silent (does not mention it).
field-supports = Whether it counts as support: yes or no.
field-modality = How it is said: stated, reported, planned, possible or needed.
field-speaker = Who says so, where the { -source } reports it.
field-lines = Lines of the file, counted from 1.
field-quote = { -Anchor }, as far as the rights allow.
field-lineage = The { -lineage } that it is counted with here, where the editors say so.
field-doubt = How surely: none, likely or possible.
field-figures = Figures with their units; ~ is about. Not to be added.
field-note = A remark of the editors.
field-date = In EDTF; empty is undated.
field-earliest = The first day that it can be.
field-latest = The last day that it can be.
field-how = stated, inferred, or borrowed from another { -source }.
field-status = happened, planned, proposed or unclear.
field-background = Whether it lies outside the story: yes or no.
field-place = Where.
field-text = What it is, in the editors’ words.
field-language = BCP 47.
field-publisher = As far as the { -source } shows it.
field-authors = As far as the { -source } shows them.
field-published = When it was published, in words.
field-url = Where it was published.
field-archived-url = A copy in a web archive.
field-captured = When the copy was taken that was read.
field-read-on = When it was read against every { -claim } that there was.
field-read-by = Which editor read it.
field-lineages = Ids of the { -lineages } that it belongs to.
field-words = Words of the text itself.
field-hash = BLAKE3 of the file that was read.
field-rights = What may be shown of the text: record (none of it), excerpt (a few words) or full.
field-forms = The forms that find it in texts.
field-mentions = How often it is mentioned.
field-same-as = The same thing elsewhere.

## Feed, exports and machine-readable files

