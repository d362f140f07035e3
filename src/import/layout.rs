//! Which lines of a saved page are the article, and what the others are: guesses, for an editor to check.
//!
//! A saved page has a headline, perhaps a credit and a standfirst, the article, a byline or a note on the author, and
//! then what belongs to the site: menus, teasers, calls to subscribe. Each rule below looks at shapes that many sites
//! share (a short line twice in a row, a run of single words) and at few words. Rules that need words know English
//! ones, so that other languages get fewer guesses rather than wrong ones. All of it is linear in the text, but for
//! one sort of the paragraphs' lengths.

use std::collections::BTreeMap;
use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

/// A range of lines, counted from 1, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Lines {
    /// First line.
    pub first: usize,
    /// Last line.
    pub last: usize,
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}-{}", self.first, self.last) }
    }
}

/// Words that stand on a line, and the line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The words.
    pub words: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// What the lines of a text seem to be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The headline's words.
    pub title: Option<Standing>,
    /// An author, from a byline or a note on the author.
    pub author: Option<Standing>,
    /// The article.
    pub body: Vec<Lines>,
    /// Headlines.
    pub headline: Vec<Lines>,
    /// Labels, bylines and a standfirst before the article.
    pub front: Vec<Lines>,
    /// Captions and credits of pictures.
    pub captions: Vec<Lines>,
    /// Bylines and notes on the author after the article.
    pub back: Vec<Lines>,
    /// Menus, teasers, calls to subscribe.
    pub boilerplate: Vec<Lines>,
    /// Lines that repeat others: `(lines, of)`.
    pub copies: Vec<(Lines, Lines)>,
    /// How many words the article has.
    pub words: usize,
}

/// What a paragraph was found to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Body,
    Headline,
    Front,
    Caption,
    Back,
    Boilerplate,
    Copy,
}

/// A paragraph: one line, or several of a text that was wrapped by hand.
#[derive(Debug)]
struct Paragraph {
    lines: Lines,
    text: String,
    words: usize,
    /// The words in lower case, without punctuation: equal where two lines say the same.
    key: String,
}

impl Paragraph {
    fn new(lines: Lines, text: String) -> Self {
        let words: Vec<&str> = text.unicode_words().collect();
        let key = words.join(" ").to_lowercase();
        Paragraph { lines, words: words.len(), key, text }
    }

    /// Running text: a sentence of some length, or long anyhow. A short question may be a headline.
    fn is_prose(&self) -> bool {
        self.words >= 20 || (self.words >= 8 && ends_sentence(&self.text) && !self.text.ends_with('?'))
    }
}

/// The shortest run of menu entries: three short lines may be a poem's or a signature.
const MENU_LINES_MIN: usize = 4;

/// A menu entry's words at most.
const MENU_WORDS_MAX: usize = 3;

/// A teaser's words at most; a longer line twice in a row is a copied paragraph.
const TEASER_WORDS_MAX: usize = 39;

/// A call's or a marker's words at most: "subscribe" in a sentence of the article is none.
const CALL_WORDS_MAX: usize = 8;

/// A caption's or an author note's words at most.
const NOTE_WORDS_MAX: usize = 60;

/// A byline's words at most.
const BYLINE_WORDS_MAX: usize = 6;

/// What the lines of `text` seem to be.
pub fn study(text: &str) -> Layout {
    let paragraphs = paragraphs(text);
    let mut roles: Vec<Option<Role>> = vec![None; paragraphs.len()];
    let copies = mark_copies(&paragraphs, &mut roles);
    mark_captions(&paragraphs, &mut roles);
    mark_trails(&paragraphs, &mut roles);
    let title = mark_headline(&paragraphs, &mut roles);
    mark_furniture(&paragraphs, &mut roles);
    let noted = mark_author_note(&paragraphs, &mut roles);
    let signed = mark_ends(&paragraphs, &mut roles);
    mark_standfirst(&paragraphs, &mut roles);
    for role in roles.iter_mut().filter(|role| role.is_none()) {
        *role = Some(Role::Body);
    }
    let words = paragraphs.iter().zip(&roles).filter(|(_, r)| **r == Some(Role::Body)).map(|(p, _)| p.words).sum();
    let of = |role| ranges(&paragraphs, &roles, role);
    Layout {
        title,
        author: noted.or(signed),
        body: of(Role::Body),
        headline: of(Role::Headline),
        front: of(Role::Front),
        captions: of(Role::Caption),
        back: of(Role::Back),
        boilerplate: of(Role::Boilerplate),
        copies,
        words,
    }
}

/// The paragraphs of a text. Lines are joined only where the text looks wrapped by hand: no line is long, and most
/// break off in the middle of a sentence.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<(usize, &str)> = text.lines().enumerate().map(|(i, line)| (i + 1, clean(line))).collect();
    let full = lines.iter().filter(|(_, line)| line.chars().count() >= 50);
    let (full, open) =
        full.fold((0, 0), |(full, open), (_, line)| (full + 1, open + usize::from(!ends_sentence(line))));
    let wrapped = full >= 3 && open * 2 > full && lines.iter().all(|(_, line)| line.chars().count() <= 100);
    let mut found: Vec<(Lines, String)> = Vec::new();
    let mut previous: Option<usize> = None;
    for (number, line) in lines {
        if line.is_empty() {
            continue;
        }
        match found.last_mut() {
            Some((lines, text)) if wrapped && previous == Some(number - 1) => {
                lines.last = number;
                text.push(' ');
                text.push_str(line);
            }
            _ => found.push((Lines { first: number, last: number }, line.to_string())),
        }
        previous = Some(number);
    }
    found.into_iter().map(|(lines, text)| Paragraph::new(lines, text)).collect()
}

/// A line without the spaces around it and without a byte order mark.
fn clean(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim()
}

/// Whether a sentence ends here, closing quotation marks and brackets aside.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| "\"'”’»›)]".contains(c));
    end.ends_with(|c: char| ".!?…。！？।۔؟".contains(c))
}

/// The same paragraphs again, in the same order: a page saved with two versions of its article. Two paragraphs make a
/// copy, or one long one.
fn mark_copies(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) -> Vec<(Lines, Lines)> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let original: Vec<usize> =
        paragraphs.iter().enumerate().map(|(i, p)| *first.entry(p.key.as_str()).or_insert(i)).collect();
    let mut copies = Vec::new();
    let mut i = 0;
    while i < paragraphs.len() {
        let from = original[i];
        let mut length = 0;
        // A run stops before it would run into itself.
        while from < i && from + length < i && original.get(i + length) == Some(&(from + length)) {
            length += 1;
        }
        let run = &paragraphs[i..i + length];
        let longest = run.iter().filter(|p| p.is_prose()).map(|p| p.words).max();
        if longest.is_some_and(|words| length >= 2 || words > TEASER_WORDS_MAX) {
            roles[i..i + length].fill(Some(Role::Copy));
            copies.push((spanning(run), spanning(&paragraphs[from..from + length])));
        }
        i += length.max(1);
    }
    copies
}

/// The lines from the first to the last of some paragraphs, of which there is at least one.
fn spanning(run: &[Paragraph]) -> Lines {
    Lines { first: run.first().map_or(1, |p| p.lines.first), last: run.last().map_or(1, |p| p.lines.last) }
}

/// Credits and captions: a line that begins with "Photo" or the like, or a short paragraph with "Photo:" in it.
fn mark_captions(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) {
    const CREDITS: &[&str] =
        &["photo", "photograph", "image", "picture", "illustration", "graphic", "credit", "foto", "фото"];
    for (p, role) in paragraphs.iter().zip(roles).filter(|(p, role)| role.is_none() && p.words <= NOTE_WORDS_MAX) {
        let lower = p.text.to_lowercase();
        let mut words = p.key.split(' ');
        let begins = words.next().is_some_and(|word| CREDITS.contains(&word))
            && words.next().is_some_and(|word| CREDITS.contains(&word) || ["by", "via", "courtesy"].contains(&word));
        let mut before_colons = lower.split(':');
        before_colons.next_back();
        let last_word = |part: &str| part.rsplit(|c: char| !c.is_alphanumeric()).next().map(str::to_string);
        let marked = before_colons.any(|part| last_word(part).is_some_and(|word| CREDITS.contains(&word.as_str())));
        if begins || marked {
            *role = Some(Role::Caption);
        }
    }
}

/// The headline: the first line before the text that is neither short nor a sentence. Failing that, such a line right
/// before a copy of the text. The same line once more is a headline too.
fn mark_headline(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) -> Option<Standing> {
    let fits = |p: &Paragraph| (4..=30).contains(&p.words) && !p.is_prose() && !is_call(p) && byline(&p.text).is_none();
    let top = paragraphs.iter().position(Paragraph::is_prose).unwrap_or(0);
    let before_text = (0..top).find(|&i| roles[i].is_none() && fits(&paragraphs[i]));
    let before_copy = || {
        (1..paragraphs.len())
            .find(|&i| roles[i] == Some(Role::Copy) && roles[i - 1].is_none() && fits(&paragraphs[i - 1]))
            .map(|i| i - 1)
    };
    let found = before_text.or_else(before_copy)?;
    roles[found] = Some(Role::Headline);
    let again = paragraphs.get(found + 1).is_some_and(|next| next.key == paragraphs[found].key);
    if again && roles[found + 1].is_none() {
        roles[found + 1] = Some(Role::Headline);
    }
    Some(Standing { words: paragraphs[found].text.clone(), line: paragraphs[found].lines.first })
}

/// Where a page stands in its site: "Home > News > Local".
fn mark_trails(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) {
    let is_trail = |p: &Paragraph| [" > ", " › ", " » "].iter().any(|mark| p.text.matches(mark).count() >= 2);
    for (paragraph, role) in paragraphs.iter().zip(roles) {
        if role.is_none() && !paragraph.is_prose() && is_trail(paragraph) {
            *role = Some(Role::Boilerplate);
        }
    }
}

/// What belongs to the site and not to the article: menus, running times of videos, lines twice in a row, calls; and
/// everything from where only teasers follow.
fn mark_furniture(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) {
    let mut i = 0;
    while i < paragraphs.len() {
        let is_entry = |i: &usize| {
            let p = &paragraphs[*i];
            roles[*i].is_none() && p.words <= MENU_WORDS_MAX && !ends_sentence(&p.text) && byline(&p.text).is_none()
        };
        let length = (i..paragraphs.len()).take_while(is_entry).count();
        if length >= MENU_LINES_MIN {
            roles[i..i + length].fill(Some(Role::Boilerplate));
        }
        i += length.max(1);
    }
    // Where a tail of nothing but teasers may begin.
    let mut doors = Vec::new();
    let mut teasers = 0;
    for i in 0..paragraphs.len() {
        let p = &paragraphs[i];
        let again = paragraphs.get(i + 1).is_some_and(|next| next.key == p.key) && roles[i + 1].is_none();
        let doubled = again && (1..=TEASER_WORDS_MAX).contains(&p.words);
        // A name twice, and then "NAME is a …", is a byline with its note.
        let named = paragraphs.get(i + 2).is_some_and(|after| after.text.starts_with(&p.text));
        if roles[i].is_some() {
            continue;
        } else if is_time(&p.text) {
            roles[i] = Some(Role::Boilerplate);
        } else if is_call(p) {
            roles[i] = Some(Role::Boilerplate);
            doors.push((i, usize::MAX));
        } else if doubled && !named {
            roles[i..=i + 1].fill(Some(Role::Boilerplate));
            // A video between two paragraphs is doubled as well, but has its running time before it and no blurb.
            if !i.checked_sub(1).is_some_and(|before| is_time(&paragraphs[before].text)) {
                doors.push((i, teasers));
                teasers += 1;
            }
        }
    }
    let text = |i: usize| roles[i].is_none() && paragraphs[i].is_prose();
    // The last place where the article goes on: two paragraphs of text in a row.
    let goes_on = (1..paragraphs.len()).rev().find(|&i| text(i) && text(i - 1)).unwrap_or(0);
    // And where it begins: before that there is nothing to be the tail of.
    let begins = (0..paragraphs.len()).find(|&i| text(i)).unwrap_or(paragraphs.len());
    let is_tail = |(i, nth): &&(usize, usize)| *i > goes_on.max(begins) && (*nth == usize::MAX || teasers - nth >= 2);
    let tail = doors.iter().find(is_tail);
    if let Some(&(tail, _)) = tail {
        for role in roles[tail..].iter_mut().filter(|role| role.is_none()) {
            *role = Some(Role::Boilerplate);
        }
    }
}

/// A running time: `02:25`, `1:02:25`.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// A call to do something on the site, or the heading of a list of other articles.
fn is_call(p: &Paragraph) -> bool {
    const CALLS: &[&str] = &[
        "advertisement",
        "all rights reserved",
        "comments",
        "follow us",
        "leave a reply",
        "log in",
        "more posts",
        "more stories",
        "most read",
        "newsletter",
        "read also",
        "read more",
        "read next",
        "recommended",
        "related articles",
        "related posts",
        "related stories",
        "send us a message",
        "share this",
        "sign in",
        "sign up",
        "subscribe",
        "subscribed",
        "you may also like",
    ];
    let padded = format!(" {} ", p.key);
    // A sentence of the article may well speak of a newsletter; a call says "now!" or nothing.
    let short = p.words <= CALL_WORDS_MAX && !p.text.ends_with('.');
    short && CALLS.iter().any(|call| padded.contains(&format!(" {call} ")))
}

/// A note on the author at the end: "NAME is a …", where the article itself doesn't have that name.
fn mark_author_note(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) -> Option<Standing> {
    let last = (0..paragraphs.len()).rev().find(|&i| roles[i].is_none() && paragraphs[i].is_prose())?;
    let p = &paragraphs[last];
    let name = noted_name(&p.text).filter(|_| p.words <= NOTE_WORDS_MAX)?;
    let is_text = |i: &usize| roles[*i].is_none() && paragraphs[*i].is_prose();
    let mut text = (0..last).filter(is_text).peekable();
    text.peek()?;
    if text.any(|i| paragraphs[i].text.contains(name)) {
        return None;
    }
    roles[last] = Some(Role::Back);
    Some(Standing { words: name.to_string(), line: p.lines.first })
}

/// The name of "NAME is a …", if it is written like a person's.
fn noted_name(text: &str) -> Option<&str> {
    const VERBS: &[&str] =
        &[" is a ", " is an ", " is the ", " was a ", " was an ", " was the ", " writes ", " teaches "];
    let end = VERBS.iter().filter_map(|verb| text.find(verb)).min()?;
    let name = &text[..end];
    is_name(name).then_some(name)
}

/// Two to five words, each with a capital at its start, none of them an article or the like.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let proper = |word: &&str| {
        !["The", "A", "An", "This", "That", "It", "In", "On", "More"].contains(word)
            && word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || ".-'’ʻ".contains(c))
            && word.chars().any(char::is_lowercase) | word.ends_with('.')
    };
    (2..=5).contains(&words.len()) && words.iter().all(proper)
}

/// What stands before the author's name.
const BYLINES: [&str; 8] = ["By ", "by ", "Von ", "Par ", "Por ", "Autor: ", "Автор: ", "Text: "];

/// The author of "By NAME", or of "NAME, OUTLET".
fn byline(text: &str) -> Option<&str> {
    if text.split_whitespace().count() > BYLINE_WORDS_MAX || ends_sentence(text) {
        return None;
    }
    let (name, marked) = match BYLINES.iter().find_map(|by| text.strip_prefix(by)) {
        Some(rest) => (rest, true),
        None => (text, text.contains(',')),
    };
    let name = name.split(',').next().unwrap_or(name).trim();
    (marked && is_name(name)).then_some(name)
}

/// What stands before the first and after the last paragraph of text. Short sentences that follow at once are text.
fn mark_ends(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) -> Option<Standing> {
    let is_text = |i: &usize| roles[*i].is_none() && paragraphs[*i].is_prose();
    let (Some(first), Some(mut last)) =
        ((0..paragraphs.len()).find(is_text), (0..paragraphs.len()).rev().find(is_text))
    else {
        return None;
    };
    while paragraphs.get(last + 1).is_some_and(|p| roles[last + 1].is_none() && p.words >= 2 && ends_sentence(&p.text))
    {
        last += 1;
    }
    let standing = |i: usize| {
        byline(&paragraphs[i].text).map(|name| Standing { words: name.into(), line: paragraphs[i].lines.first })
    };
    let mut author = None;
    for i in (0..first).filter(|&i| roles[i].is_none()).collect::<Vec<_>>() {
        roles[i] = Some(Role::Front);
        author = author.or_else(|| standing(i));
    }
    // Signatures stand right behind the text; what follows a menu or a teaser is the site's.
    let mut at_once = true;
    for i in last + 1..paragraphs.len() {
        at_once &= matches!(roles[i], None | Some(Role::Back));
        if roles[i].is_none() {
            let p = &paragraphs[i];
            let signature = at_once && p.words <= BYLINE_WORDS_MAX && (standing(i).is_some() || is_name(&p.text));
            roles[i] = Some(if signature { Role::Back } else { Role::Boilerplate });
            author = author.or_else(|| standing(i).filter(|_| signature));
        }
    }
    author
}

/// A standfirst: one sentence between what comes before the text and the text, at most half as long as its paragraphs
/// usually are. Where nothing comes before, a short first paragraph is just that.
fn mark_standfirst(paragraphs: &[Paragraph], roles: &mut [Option<Role>]) {
    let text: Vec<usize> = (0..paragraphs.len()).filter(|&i| roles[i].is_none() && paragraphs[i].is_prose()).collect();
    let Some((&first, rest)) = text.split_first().filter(|(_, rest)| rest.len() >= 3) else { return };
    let mut lengths: Vec<usize> = rest.iter().map(|&i| paragraphs[i].words).collect();
    lengths.sort_unstable();
    let p = &paragraphs[first];
    let something_before = roles[..first].iter().any(|r| matches!(r, Some(Role::Headline | Role::Front)));
    let short = p.words * 2 <= lengths[lengths.len() / 2];
    if something_before && short && p.text.unicode_sentences().count() == 1 {
        roles[first] = Some(Role::Front);
    }
}

/// The lines of all paragraphs with one role, neighbours joined.
fn ranges(paragraphs: &[Paragraph], roles: &[Option<Role>], role: Role) -> Vec<Lines> {
    let mut found: Vec<Lines> = Vec::new();
    let mut open = false;
    for (p, r) in paragraphs.iter().zip(roles) {
        let is = *r == Some(role);
        match found.last_mut() {
            Some(range) if is && open => range.last = p.lines.last,
            _ if is => found.push(p.lines),
            _ => {}
        }
        open = is;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The river rose in the night and by the morning it stood above the second step of the mill, as it had not done in years. Nobody was hurt, and the mill went on.";
    const OTHER: &str = "On the far bank the meadow lay under water for a week, and the people who live there went to market by boat. They say that they would do so again.";
    const THIRD: &str = "The miller has measured the water since he was a boy, and he keeps his numbers in a book that nobody else may open. He has been asked for it three times.";
    const FOURTH: &str = "What the town will do about the bank is not decided, since the masons want more money than the town has, and the town wants a wall that is higher. Both can wait.";

    /// `expected` has a line a part: `body 3-7 9`, parts without lines left out.
    fn check(lines: &[&str], expected: &str) {
        let layout = study(&lines.join("\n"));
        let mut found = Vec::new();
        let parts = [
            ("headline", &layout.headline),
            ("front", &layout.front),
            ("captions", &layout.captions),
            ("body", &layout.body),
            ("back", &layout.back),
            ("boilerplate", &layout.boilerplate),
        ];
        for (name, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
            found.push(format!("{name} {}", lines.iter().map(Lines::to_string).collect::<Vec<_>>().join(" ")));
        }
        found.extend(layout.copies.iter().map(|(lines, of)| format!("copy {lines} of {of}")));
        found.extend(layout.author.iter().map(|a| format!("author {} on {}", a.words, a.line)));
        assert_eq!(found.join("; "), expected, "{lines:#?}");
    }

    #[test]
    fn nothing_and_next_to_nothing() {
        check(&[], "");
        check(&["", "  ", ""], "");
        check(&["One word"], "body 1");
        check(&["\u{feff}"], "");
    }

    #[test]
    fn headline_and_text() {
        check(&[LONG, "", OTHER], "body 1-3");
        check(&["High water at the mill again", "", LONG, OTHER], "headline 1; body 3-4");
        check(&["High water at the mill: who pays?", "", LONG, OTHER], "headline 1; body 3-4");
        check(&["High water at the mill again", "High Water at the Mill Again", LONG, OTHER], "headline 1-2; body 3-4");
        check(&["The Lantern", "", "High water at the mill again", "", LONG, OTHER], "headline 3; front 1; body 5-6");
    }

    #[test]
    fn a_trail_is_no_headline() {
        let trail = "You are here: Home > News > Local";
        check(&[trail, "High water at the mill again", "", LONG, OTHER], "headline 2; body 4-5; boilerplate 1");
    }

    #[test]
    fn short_sentences_stay_in_the_text() {
        check(&[LONG, "But who pays?", OTHER, "Nobody knows."], "body 1-4");
    }

    #[test]
    fn standfirst_stands_between_headline_and_text() {
        let standfirst = "After a night of rain the town counts its steps.";
        check(
            &["High water at the mill again", standfirst, LONG, OTHER, THIRD, FOURTH],
            "headline 1; front 2; body 3-6",
        );
        check(&[standfirst, LONG, OTHER, THIRD, FOURTH], "body 1-5");
        // Where all paragraphs are short, the first is one of them.
        check(
            &["High water at the mill again", standfirst, standfirst, LONG],
            "headline 1; body 2-4".replace("2-4", "4; boilerplate 2-3").as_str(),
        );
    }

    #[test]
    fn bylines_and_author_notes() {
        check(
            &["High water at the mill again", "By Pim Wherrymade", LONG, OTHER],
            "headline 1; front 2; body 3-4; author Pim Wherrymade on 2",
        );
        check(
            &["High water at the mill again", "Von Pim Wherrymade, 14. März 2023", LONG, OTHER],
            "headline 1; front 2; body 3-4; author Pim Wherrymade on 2",
        );
        check(&[LONG, OTHER, "Pim Wherrymade, Lantern"], "body 1-2; back 3; author Pim Wherrymade on 3");
        let note = "Pim Wherrymade is a reporter who lives by the river and keeps two geese.";
        check(&[LONG, OTHER, note], "body 1-2; back 3; author Pim Wherrymade on 3");
        check(
            &[LONG, OTHER, "Pim Wherrymade", "Pim Wherrymade", note],
            "body 1-2; back 3-5; author Pim Wherrymade on 5",
        );
        // Not where the article speaks of that person, nor where the whole text is one paragraph.
        check(&[LONG, "The count was made by Pim Wherrymade and by nobody else.", note], "body 1-3");
        check(&[note], "body 1");
        check(&[LONG, OTHER, "The Mill Street is a good place to see it all from."], "body 1-3");
    }

    #[test]
    fn captions_and_credits() {
        check(&["Photo illustration by Tam Orrow", LONG, OTHER], "captions 1; body 2-3");
        check(&[LONG, "The mill (left) at noon on Sunday. Photo: Handout", OTHER], "captions 2; body 1 3");
        check(&["PHOTO: Tam Orrow", LONG, OTHER], "captions 1; body 2-3");
        check(&[LONG, "A photo of the mill hangs in the hall, and it shows the step.", OTHER], "body 1-3");
    }

    #[test]
    fn copies() {
        check(&[LONG, OTHER, "High water at the mill again", LONG, OTHER], "headline 3; body 1-2; copy 4-5 of 1-2");
        check(&[LONG, OTHER, LONG, OTHER, LONG, OTHER], "body 1-2; copy 3-4 of 1-2; copy 5-6 of 1-2");
        check(&["Refrain", LONG, "Refrain"], "front 1; body 2; boilerplate 3");
    }

    #[test]
    fn menus() {
        check(&[LONG, OTHER, "English", "Deutsch", "Русский", "Қазақ"], "body 1-2; boilerplate 3-6");
        let menu = ["English", "Deutsch", "Русский", "Қазақ"];
        check(
            &[&[LONG, OTHER, "Pim Wherrymade, Lantern"][..], &menu].concat(),
            "body 1-2; back 3; boilerplate 4-7; author Pim Wherrymade on 3",
        );
        check(&["Home", "News", "About us", "Contact", LONG, OTHER], "body 5-6; boilerplate 1-4");
    }

    #[test]
    fn teasers() {
        let (a, b) = ("Geese take the market square", "Why the bell rings twice");
        // A video in the midst of the text.
        check(&[LONG, OTHER, "02:25", a, "", a, THIRD, FOURTH], "body 1-2 7-8; boilerplate 3-6");
        check(&[LONG, OTHER, a, a, THIRD], "body 1-2 5; boilerplate 3-4");
        // A list of other articles with their blurbs.
        check(&[LONG, OTHER, a, a, THIRD, b, b, FOURTH], "body 1-2; boilerplate 3-8");
        check(
            &[LONG, OTHER, "More posts", THIRD, "Subscribe now!", "Every week, and free of charge!"],
            "body 1-2; boilerplate 3-6",
        );
    }

    #[test]
    fn lines_wrapped_by_hand_are_joined() {
        let wrapped = [
            "High water at the mill again",
            "",
            "The river rose in the night and by the morning it stood",
            "above the second step of the mill. Nobody was hurt, and",
            "the mill went on.",
            "",
            "On the far bank the meadow lay under water for a week,",
            "and people went by boat.",
        ];
        check(&wrapped, "headline 1; body 3-8");
    }

    #[test]
    fn time_is_a_running_time() {
        for (text, expected) in
            [("02:25", true), ("1:02:25", true), ("02:2x", false), ("2:", false), ("12", false), ("1:2:3:4", false)]
        {
            assert_eq!(is_time(text), expected, "{text}");
        }
    }

    #[test]
    fn names() {
        for (text, expected) in [
            ("Pim Wherrymade", true),
            ("P. Wherrymade-Orrow", true),
            ("The Lantern", false),
            ("Pim", false),
            ("Pim and Tam", false),
            ("NEWS DESK", false),
            ("Room 12", false),
        ] {
            assert_eq!(is_name(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        /// Every line that says something has one role, and no range leaves the text.
        #[test]
        fn every_line_has_one_role(lines in proptest::collection::vec(
            proptest::sample::select(vec!["", "One", "One", "02:25", "High water at the mill again", "By Pim Wherrymade", LONG, OTHER, "Subscribe now", "Tam Orrow is a poet who lives in a boat by the mill."]), 0..24,
        )) {
            let layout = study(&lines.join("\n"));
            let mut seen = vec![0; lines.len() + 1];
            let parts = [&layout.headline, &layout.front, &layout.captions, &layout.body, &layout.back, &layout.boilerplate];
            let ranges = parts.into_iter().flatten().copied().chain(layout.copies.iter().map(|(lines, _)| *lines));
            for range in ranges {
                proptest::prop_assert!(range.first <= range.last && range.last <= lines.len());
                for line in range.first..=range.last {
                    seen[line] += usize::from(!lines[line - 1].is_empty());
                }
            }
            for (i, line) in lines.iter().enumerate() {
                proptest::prop_assert_eq!(seen[i + 1], usize::from(!line.is_empty()), "line {} of {:?}: {:?}", i + 1, lines, layout);
            }
        }

        #[test]
        fn no_text_is_too_odd(text in ".{0,300}") {
            study(&text);
        }
    }
}
