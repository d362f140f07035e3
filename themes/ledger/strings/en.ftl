### The default theme, in English.
###
### For translators: copy this file to `themes/NAME/strings/LANGUAGE.ftl` and translate what stands right of the
### equals signs; what is left out stays English. Numbers ($n) choose the plural and are grouped by themselves; years
### and days come as text. Terms (`-source`) are the words that a dossier may replace (`words.source` in its config);
### a term with a capital (`-Source`) is made from it and only needs writing where that would be wrong.
### Never say copied, plagiarised, rewritten or derived: what is known is that two texts share wording.

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
nav-search = Search
breadcrumbs-label = You are here
key-label = The { -sources } and how they group
footer-label = About this { -dossier }
footer-finding = What it finds
footer-editors = Edited by { $editors }
footer-version = Version { $version }
footer-published = Published { $date }
footer-updated = Updated { $date }
footer-licence = Licence: { $licence }
footer-report = Report a mistake
cite-version = version { $version }
footer-cite = How to cite this page
footer-feed = News feed
footer-generator = Made with { $generator }
page-title = { $page } · { $site }
permalink = Link to this
back-to-top = Back to the top

## Lists

pagination-label = Pages of this list
pagination-previous = Previous
pagination-next = Next
pagination-page = Page { $n }
pagination-of = Page { $n } of { $total }
letters-label = By first letter
list-and = { $first } and { $last }
list-separator = ,{" "}
show-all = Show all
open-in-full = In full

## What a source does with a claim

stance-asserts = says so
stance-qualifies = says it differently
stance-disputes = says otherwise
stance-silent = does not mention it
stance-not-examined = not yet read for this
stance-asserts-help = a full sign
stance-qualifies-help = a half sign
stance-disputes-help = a crossed sign, red
stance-silent-help = a flat line
stance-not-examined-help = an empty place
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
embargo-notice = Not before { $date }.

## How something is known

how-stated = stated
how-inferred = inferred
how-borrowed = from another { -source }
how-label = Plain: the document says so. Dotted: the editor infers it.
confidence-high = high confidence
confidence-medium = medium confidence
confidence-low = low confidence
basis = Basis
note = Note
untitled = without a title
unknown = not known
none = none
line = line { $line }
line-short = l. { $line }
lines-short = ll. { $lines }
lines = lines { $lines }

## What two texts share

degree-verbatim = the same words
degree-near-verbatim = nearly the same words
degree-paraphrase = the same in other words
degree-shared-quotation = the same quotation
discrepancy-number = number
discrepancy-date = date
discrepancy-name = name
discrepancy-polarity = yes or no
discrepancy-modality = how it is said
discrepancy-omission = left out
verdict-related = related
verdict-not-related = not related
relation-shared-text = one text
relation-part = shares passages
relation-apart = apart
shared-wording-note = These texts share wording. Which of them was written first is not known, nor whether the authors knew of each other. Usual reasons are an agency text, a press release, syndication, a translation, or one author or desk.
separate-wording-note = Separate wording does not prove separate knowledge: two authors may have heard the same speaker.
unreviewed-note = Computed, and not yet looked at by an editor.
only-here-note = A marked word stands on one side only. That says nothing about which came first.

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
count-topics = { $n ->
    [one] { $n } { -topic }
   *[other] { $n } { -topics }
}
count-names = { $n ->
    [one] { $n } { -name }
   *[other] { $n } { -names }
}
count-passages = { $n ->
    [0] no { -passage }
    [one] { $n } { -passage }
   *[other] { $n } { -passages }
}
count-accounts = { $n ->
    [one] { $n } { -separate-account }
   *[other] { $n } { -separate-accounts }
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
    [one] { $sources } { -source }
   *[other] { $sources } { -sources }
}, { $max ->
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
season-spring = spring { $year }
season-summer = summer { $year }
season-autumn = autumn { $year }
season-winter = winter { $year }
season-winter-two = winter { $year }–{ $next }
date-quarter = quarter { $quarter } of { $year }
date-half = half { $half } of { $year }
date-day = { $day } { $month } { $year }
date-day-no-year = { $day } { $month }
date-month = { $month } { $year }
date-year = { $year }
date-year-bc = { $year } BC
date-decade = the { $year }s
# $century is a number.
date-century = { NUMBER($century, type: "ordinal") ->
    [one] the { $century }st century
    [two] the { $century }nd century
    [few] the { $century }rd century
   *[other] the { $century }th century
}
date-about = about { $date }
date-perhaps = perhaps { $date }
date-about-perhaps = perhaps about { $date }
date-between = between { $start } and { $end }
date-from-to = { $start } to { $end }
date-from = from { $start } on
date-until = until { $end }
date-on-or-after = { $date } or later
date-on-or-before = { $date } or earlier
date-not-before = not before { $date }
date-not-after = not after { $date }
date-either = { $first } or { $last }
date-all-of = { $first } and { $last }
date-undated = no date
date-today-unknown = date not known

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



## Sources and a source



## Timeline and an event



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
claims-selections = Show only
claims-select-disputed = disputed
claims-select-key = where a difference matters most
claims-select-several = with two { -accounts } or more for sure
claims-select-perhaps = with one { -account }, perhaps more
claims-select-one = on one { -account } only
claims-select-none = without support
claims-select-checkable = that can be checked
claims-select-contestable = that are a matter of judgement
claims-select-prediction = that are predictions
claims-selected-title = { -Claims } { $which }
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
claim-for = { $n ->
    [0] No { -source } says so.
   *[other] For it: { $text }.
}
claim-otherwise = Otherwise: { $text }.
claim-otherwise-same = { $n ->
    [one] Otherwise: one, from the same { -lineage }.
   *[other] Otherwise: one, in { $count } { -sources }, from the same { -lineage }.
}
claim-both-ways = One { -lineage } goes both ways.
claim-from-the-same = from the same { -lineage }
claim-backing-alone = one { -account }
claim-backing-shared = one { -account }, in { $count } { -sources } that share one text
claim-backing-range = at most { $max } { -separate-accounts }, perhaps only { $min }, in { $count } { -sources }
claim-backing = at most { $max } { -separate-accounts }, in { $count } { -sources }
claim-one-speaker = { $n ->
    [one] It reports one speaker: { $text }.
   *[other] All of them report one speaker: { $text }.
}
claim-neither-one = { $source } { $modality ->
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
claim-neither = { $n ->
    [one] { $count } { -source } says it differently and counts for neither.
   *[other] { $count } { -sources } say it differently and count for neither.
}
claim-silent = { $n ->
    [one] { $count } { -source } does not mention it.
   *[other] { $count } { -sources } do not mention it.
}
claim-not-examined = { $n ->
    [one] { $count } { -source } has not yet been read for it.
   *[other] { $count } { -sources } have not yet been read for it.
}
claim-rest = { $n ->
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
claim-and-more = and { $n } more
claim-total = { -Separate-accounts } for it
claim-total-note = at most, as far as the wording shows
claim-total-otherwise = otherwise { $count }
claim-says-title = What each says
claim-says-note = The quoted words find the place; the line is that of the { -source } as archived. Underlined in red: readings of one text that part.
claim-says-more = { $n } more speak of it. Their own pages have their words.
claim-reported = reported by { $speaker }
claim-neither-tag = counts for neither side
claim-own-term = Its own term:
claim-figure-about = about { $value }
claim-figure-printed = printed:
claim-figure-differs = another { -source } has another figure
claim-basis = Why it is read so:
claim-confidence = { $confidence ->
    [low] The editors are not sure of this reading.
    [medium] The editors are fairly sure of this reading.
    [high] The editors are sure of this reading.
   *[certain] The editors are certain of this reading.
}
claim-not-verified = not found in the text by this build
claim-silent-line = Read, and does not mention it:
claim-not-examined-line = Not yet read for this { -claim }:
claim-not-examined-help = The { -claim } was added to the { -dossier } after these were last read against its { -claims }. Nothing follows from that.
claim-differs-title = What differs
claim-text-title = More on it
claim-why-title = Why that number
claim-why-note = { -Accounts } are counted over texts, not over bylines. Every step says what is counted as one.
claim-why-for = For it
claim-why-otherwise = Otherwise
claim-step-count = { $max ->
    [0] no { -account }
    [one] { $count } { -account }
   *[other] { $count } { -accounts }
}
claim-step-shared = { $n ->
    [one] { $sources } belongs to a text that others share, { $lineage }.
   *[other] { $sources } share one text, { $lineage }, and are counted once.
}
claim-step-doubtful = { $n ->
    [one] { $sources } { $doubt ->
        [likely] probably shares
       *[possible] perhaps shares
    } this with { $lineage }
   *[other] { $sources } { $doubt ->
        [likely] probably share
       *[possible] perhaps share
    } this with { $lineage }
}{ $min ->
    [0] : then it adds nothing; if not, it counts for itself.
   *[other] , of which nothing else stands here: one { -account } at least.
}
claim-step-elsewhere = { $n ->
    [one] { $sources } shares passages of { $lineage }, but nothing shows that this is one of them: it counts for itself.
   *[other] { $sources } share passages of { $lineage }, but nothing shows that this is one of them: each counts for itself.
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
claim-key-help = a difference matters most here
claim-topics = { -Topics }
claim-events = { -Events }
claim-names = { -Names }
claim-added = Added
claim-changes = Changes
claim-among = Others on { $topic }
claim-previous = Before it
claim-next = After it



## Topics and a topic



## Names and a name



## Changes, data and pages of prose



## Feed, exports and machine-readable files

