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
source-wording = It says
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



## Claims and a claim



## Topics and a topic



## Names and a name



## Changes, data and pages of prose



## Feed, exports and machine-readable files

