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
    [one] one of them has a text
   *[other] { $words } of them share one text
}{ $part ->
    [0] .
    [one] {""}, and { $partwords } more shares passages with it.
   *[other] {""}, and { $partwords } more share passages with it.
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
        [one] {""}, and by the very text that supports it.
       *[other] {""}, { $bothwords } of them by the very text that supports it.
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
    [one] { $names } has the text
   *[other] { $names } share one text:
}
reckoning-lineage = { $lineage }.
reckoning-lost = Behind it, perhaps: { $lost }.
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
retold-gloss = “{ $gloss }”
# $accounts is the number of separate accounts in words, $n how many sources say otherwise.
retold-accounts = Behind it: { $accounts }.{ $n ->
    [0] {""}
    [one] {" "}{ $n } { -source } says otherwise.
   *[other] {" "}{ $n } { -sources } say otherwise.
}
retold-both-ways = Both come from one { -lineage }.
introduction-title = What it is about
home-events-title = What is told, and when
home-events-note = The { -events } that most { -sources } tell of. The signs say which.
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
    [0] No { -claim } is disputed outright; in these, a difference matters most. The number under a mark is the line of the { -source }.
    [one] One { -claim } is disputed outright; in the others, a difference matters most. The number under a mark is the line of the { -source }.
   *[other] { $n } { -claims } are disputed outright. The number under a mark is the line of the { -source }.
}
claim-otherwise = { $n ->
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



## Timeline and an event



## Claims and a claim



## Topics and a topic



## Names and a name



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
change-publication = publication
change-correction = correction
change-update = update
change-reply = reply
change-withdrawal = withdrawal
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
method-quotes = { $n } of { $of } found on the line that is cited
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
method-rule = { -Sources } of one { -lineage } count as one. A { -source } that shares passages only counts by itself where a { -claim } lies outside them; where that is in doubt, there are two numbers. Those that say otherwise are counted apart.
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
missing-names = Looking for a person, a body or a place? They all stand among the { $names }.
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
data-terms = Terms
data-texts = Texts
data-texts-text = The { -sources } belong to their authors and publishers, and are not in the files. Quoted words are there as far as the rights of each { -source } allow.
data-cite = How to cite
data-form = Form
data-form-text = UTF-8. In tables, the first row has the headings; ids in one cell are parted by spaces, other words by semicolons; dates are in EDTF (ISO 8601-2). In dossier.json, “format” is { $format }: it is raised when a field changes its meaning or goes; new ones may come.
data-apostrophe = Apostrophes
data-apostrophe-text = A cell that begins with =, +, - or @ has an apostrophe put before it, so that no spreadsheet takes it for a formula.
data-silence = Silence
data-silence-text = Where a { -source } and a { -claim } have no row: the { -source } does not mention it if it was read (read_on) no earlier than the { -claim } was added, and has not been read for it otherwise.
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
list-changes = id, on, kind (publication, correction, update, reply, withdrawal), about (kind:id), text.
field-id = Stable; stands in addresses.
field-title = Title; of a { -source }, the one that it has itself.
field-label = What stands in for a title where a { -source } has none.
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

