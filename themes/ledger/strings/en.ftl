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

timeline-title = What happened, and when
timeline-drawn = Drawn
timeline-item = { $name }, { $date }
timeline-published = Published
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
    [one] , one that was no more than a plan
   *[other] , { $plans_words } that were no more than plans
}{ $undated ->
    [0] { "" }
   *[other] , { $undated_words } without any date
}.
timeline-deck-loosely = What is known loosely is drawn as loosely.
timeline-deck-sources = { $dated ->
    [0] { $n ->
        [one] The { -source } does not say when it was written; its window follows from what it tells.
       *[other] None of the { $sources } { -sources } says when it was written; their windows follow from what they tell.
    }
   *[other] { $all ->
        [1] { $n ->
            [one] The { -source } states its date.
           *[other] All { $sources } { -sources } state their dates.
        }
       *[other] { $dated_words } of the { $sources } { -sources } { $dated ->
            [one] states its date
           *[other] state their dates
        }; the others have a window that follows from what they tell.
    }
}
timeline-legend-signs = Signs beside a name are the { -sources } that tell of it. Where they give dates that exclude each other, each date has its own mark and its own signs.
timeline-legend-break = At the two strokes the scale changes.
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
timeline-in-order-note = The complete form of the drawing.
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
# $sources is a number in words, capitalised; $dated and $n choose plurals.
event-deck = { $n ->
    [0] No { -source } tells of it directly
    [one] One { -source } tells of it
   *[other] { $sources } { -sources } tell of it
}{ $n ->
    [0] .
   *[other] { $dated ->
        [0] , without a date of its own.
       *[other] , { $dated ->
            [one] one with a date.
           *[other] { $dated_words } with a date.
        }
    }
}
event-deck-disputed = { $sources } { -sources } tell of it, and their dates exclude each other.
event-bounds = Some time from { $first } to { $last }.
event-bounds-about = Some time near { $first } to { $last }.
event-bounds-lasting = Lasting from { $first } at the earliest to { $last } at the latest.
event-bounds-lasting-about = Lasting from about { $first } to about { $last }.
event-bounds-from = Not before { $first }; there is no later bound.
event-bounds-until = Not after { $last }; there is no earlier bound.
event-disputed = The dates that { -sources } give
event-disputed-note = Each mark is a date, its signs are the { -sources } that give it. They cannot all be right.
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



## Topics and a topic



## Names and a name



## Changes, data and pages of prose



## Feed, exports and machine-readable files

