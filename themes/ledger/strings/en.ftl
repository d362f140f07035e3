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

# $n is how many state their date, $all how many there are.
sources-dated = { $n ->
    [0] { $all ->
        [one] It does not state its date.
       *[other] None of the { $all } states its date.
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
sources-scale = Each line runs from { $first } to { $last }; the hatched stretch is when the { -source } may have been published. An arrow head is an end that nothing bounds.
sources-reading = How to read the tables
sources-apart-note = They share no text with another { -source } here. Each is counted as an account.
sources-list = All by date
sources-list-note = In the order of the earliest day on which each may have been published.
sources-shares = Shares { $lineage }
sources-dates = Why these dates
sources-dates-note = Each bound has its own evidence. A dotted one is concluded by the editors, or rests on another { -source }.
lineage-counts = { $n ->
    [one] One { -source }.
   *[other] { $n } { -sources }, tied by their shape. Those that have the text as a whole count as one account.
}
lineage-lost = Supposed behind it:
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
source-wording = It says
figure-about = about { $value }
stance-shares-none = Counted with { $lineage }, by the editors’ judgement.
stance-shares-likely = Probably from { $lineage }, and counted as a range.
stance-shares-possible = Perhaps from { $lineage }, and counted as a range.
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
source-shared-with = With
and-more = and { $n } more
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
field-publisher = Publisher
field-country = Country
field-translation = Translation
field-genre = Genre
field-captured = Copy taken
field-title = Title
field-author = Author
field-date = Date
field-language = Language
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

timeline-item = { $name }, { $date }
timeline-published = Published
timeline-lane-other = Other
timeline-lane-happened = What happened
timeline-lane-said = What was said
timeline-lane-planned = What was planned
timeline-drawing-title = When it happened, and when it was written about
# $lanes are the names of the lanes.
timeline-drawing-desc = Lanes from top to bottom: { $lanes }. The list of { -events } has every mark in words.



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
claims-stack-one = one
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
claims-key-help = a difference matters most here
claims-disputed = disputed
claims-dots-note = In the last column: a full dot is an { -account } that agrees in full, a half dot one that agrees with a difference, a broken dot one that may be part of another.
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
claim-standing-note = Signs that are tied share one text and count once; a broken tie is in doubt. Support and contradiction are counted apart.
claim-standing-caption = Where the { -sources } stand, and how many { -separate-accounts } that makes
claim-standing-who = { -Sources }
claim-standing-what = What they do with the { -claim }
claim-side-for = For it
claim-side-otherwise = Otherwise
claim-side-neither = Differently
claim-side-silent = Does not mention it
claim-side-not-examined = Not yet read for it
claim-nobody = nobody
claim-with-a-difference = with a difference: { $sources }
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
claim-figures-in = Figures in { $source }
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
claim-step-rest = { $n ->
    [one] One more { -source }, counted in the same way.
   *[other] { $n } more { -sources }, counted in the same way.
}
claim-step-editor = The editors decided this for { $source }, beyond what the texts as wholes show.
claim-step-why = Why:
claim-step-total = Together
claim-in-full = In full agreement: { $count }; the rest agree with a difference.
claim-both-ways-note = One { -lineage } stands on both sides: in one version it says so, in another it says otherwise. The sides are counted apart and never set off against each other.
claim-speaker-note = { $n ->
    [one] The { -source } that supports it reports one speaker, { $speaker }: it knows it from there.
   *[other] All { -sources } that support it report one speaker, { $speaker }. However they are worded, they are not separate knowledge.
}
claim-figures-title = Figures
claim-not-comparable = These figures must not be added to, or compared with, those of:
claim-joined-title = Only together
claim-joined-note = No { -source } says all of it. These places give it only when they are read together.
claim-open-title = Left open
claim-open-note = The wording is left ambiguous on purpose.
claim-note-title = Note
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
claim-all = All { -claims }



## Topics and a topic

topics-title = { -Topics }
topics-tree = The tree
topics-tree-note = Numbers include what is on narrower { -topics }.
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
disputed-in-one-text = For { $for } · otherwise { $otherwise }, both from one { -lineage }
disputed-in-several = For { $for } · otherwise { $otherwise }
topic-narrower = Narrower { -topics }
topic-related = Related { -topics }
topic-statements-caption = { -Claims } on { $topic }
topic-names-note = Tied to most of these { -claims } and { -events }; with the number of these.
topic-names-by-source = What these { -sources } are about most often; with the number of { -sources }.

## Lists on several pages

title-of-page = { $title }, page { $n }
stretch = { $first } to { $last } of { $total }
and-more = and { $n } more
more-claims = { $n ->
    [one] { $n } more { -claim }
   *[other] { $n } more { -claims }
}
more-events = { $n ->
    [one] { $n } more { -event } on the timeline
   *[other] { $n } more { -events } on the timeline
}
column-claim = { -Claim }
relation-part-short = part
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
names-finding = { $n ->
    [one] { $n } { -name }
   *[other] { $n } { -names }
}: people, bodies, places, documents, and what they are called.
# $words is the number in words, $n chooses the plural.
names-changing = { $n ->
    [one] One has no form that all { -sources } share.
   *[other] { $words } have no form that all { -sources } share.
}
names-changing-title = { -Names } that change
names-changing-note = No form of them is common to all { -sources } that have them. Underlined: words that only one form has. The { -dossier } doesn’t choose.
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
name-changes = No form is common to all of them.
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



## Feed, exports and machine-readable files

