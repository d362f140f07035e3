//! Code in colours: classes of one letter, few enough for a theme to know them all.
//!
//! | class | for | class | for |
//! |---|---|---|---|
//! | `c` | comment | `p` | punctuation |
//! | `s` | string | `a` | attribute, key |
//! | `n` | number | `g` | tag |
//! | `k` | keyword | `i` | inserted |
//! | `f` | function | `d` | deleted |
//! | `t` | type | `h` | heading |
//! | `v` | variable | `e` | escape |
//! | `o` | operator | `l` | other literal, constant |

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use syntect::parsing::{
    BasicScopeStackOp, ParseState, ParsingError, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet,
};

use crate::html::push_text;

/// Loaded at the first block of code: a dossier without one never pays for it.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// The class of a scope is that of the first prefix that fits; `None` undoes the class of what stands around.
/// Scopes without an entry have the class of what stands around them.
static CLASSES: LazyLock<Vec<(Scope, Option<char>)>> = LazyLock::new(|| {
    [
        ("comment", Some('c')),
        ("punctuation.definition.comment", Some('c')),
        ("constant.character", Some('e')),
        ("punctuation.definition.entity", Some('e')),
        ("punctuation.terminator.entity", Some('e')),
        ("string", Some('s')),
        ("punctuation.definition.string", Some('s')),
        ("constant.numeric", Some('n')),
        ("constant", Some('l')),
        ("support.constant", Some('l')),
        ("keyword.operator.word", Some('k')),
        ("keyword.operator", Some('o')),
        ("keyword", Some('k')),
        ("storage", Some('k')),
        ("entity.name.function", Some('f')),
        ("support.function", Some('f')),
        ("variable.function", Some('f')),
        ("entity.name.tag", Some('g')),
        ("entity.other.attribute-name", Some('a')),
        ("support.type.property-name", Some('a')),
        ("entity.name.section", Some('h')),
        ("markup.heading", Some('h')),
        ("entity.name", Some('t')),
        ("entity.other.inherited-class", Some('t')),
        ("support.type", Some('t')),
        ("support.class", Some('t')),
        ("variable", Some('v')),
        ("markup.inserted", Some('i')),
        ("markup.deleted", Some('d')),
        ("punctuation.definition.inserted", Some('i')),
        ("punctuation.definition.deleted", Some('d')),
        ("punctuation", Some('p')),
        ("meta.interpolation", None),
        ("source", None),
    ]
    .into_iter()
    .filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, class)))
    .collect()
});

/// Largest block that is highlighted, and its longest line, in bytes. The grammars are regular expressions that
/// may take quadratic time on a line, and nobody reads minified code for its colours.
const LARGEST: usize = 256 * 1024;
const LONGEST_LINE: usize = 2_000;

/// How many lines, and states between them, a thread remembers.
const MOST_LINES: usize = 4096;
const MOST_STATES: usize = 64;

thread_local! {
    /// Code is full of lines that were there before, and each costs hundreds of regular expressions.
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// What lines of code are made of, by the line and the state before it. It is bounded: when it is full it starts anew with
/// the next block, and what is left of this one is not remembered.
#[derive(Default)]
struct Known {
    /// States between lines, each once: there are few, so that to compare costs less than to hash.
    states: Vec<ParseState>,
    /// The operations of a line, and the number of the state after it.
    lines: FxHashMap<(usize, String), (Operations, usize)>,
}

type Operations = Rc<[(usize, ScopeStackOp)]>;

/// A state between two lines.
enum State {
    /// One that is remembered, by its number.
    Known(usize),
    Own(ParseState),
}

impl Known {
    fn is_full(&self) -> bool {
        self.lines.len() >= MOST_LINES || self.states.len() >= MOST_STATES
    }

    fn start(&mut self, syntax: &SyntaxReference) -> State {
        if self.is_full() {
            *self = Known::default();
        }
        State::Known(self.number(ParseState::new(syntax)))
    }

    fn number(&mut self, state: ParseState) -> usize {
        let known = self.states.iter().position(|known| *known == state);
        known.unwrap_or_else(|| {
            self.states.push(state);
            self.states.len() - 1
        })
    }

    /// What the grammar says of a line, and the state after it.
    fn line(&mut self, state: State, line: &str) -> Result<(Operations, State), ParsingError> {
        let before = match state {
            State::Known(before) => before,
            State::Own(mut state) => return Ok((state.parse_line(line, &SYNTAXES)?.into(), State::Own(state))),
        };
        let key = (before, line.to_string());
        if let Some((operations, after)) = self.lines.get(&key) {
            return Ok((operations.clone(), State::Known(*after)));
        }
        let mut after = self.states[before].clone();
        let operations: Operations = after.parse_line(line, &SYNTAXES)?.into();
        if self.is_full() {
            return Ok((operations, State::Own(after)));
        }
        let after = self.number(after);
        self.lines.insert(key, (operations.clone(), after));
        Ok((operations, State::Known(after)))
    }
}

/// `code` as the HTML inside of a `<code>` element, in colours where `language` is known: a name or a file
/// extension, in any case ("Rust", "rs"). A pure function, so that its results may be remembered.
pub fn highlight(language: &str, code: &str) -> String {
    let small = code.len() <= LARGEST && code.lines().all(|line| line.len() <= LONGEST_LINE);
    let syntax = match small && !language.is_empty() {
        true => SYNTAXES.find_syntax_by_token(language),
        false => None,
    };
    let mut spans = Spans { html: String::with_capacity(code.len() * 2), ..Spans::default() };
    match syntax {
        Some(syntax) => colour(syntax, code, &mut spans),
        None => spans.push(None, code),
    }
    spans.finish()
}

/// Should a grammar fail, the rest stays plain.
fn colour(syntax: &SyntaxReference, code: &str, spans: &mut Spans) {
    KNOWN.with_borrow_mut(|known| colour_lines(syntax, code, known, spans));
}

fn colour_lines(syntax: &SyntaxReference, code: &str, known: &mut Known, spans: &mut Spans) {
    // None after a failure.
    let mut state = Some(known.start(syntax));
    let mut stack = ScopeStack::new();
    // One entry for each scope of the stack: the class of what stands there.
    let mut classes: Vec<Option<char>> = Vec::new();
    for line in code.split_inclusive('\n') {
        let parsed = state.take().and_then(|state| known.line(state, line).ok());
        let operations = match parsed {
            Some((operations, after)) => {
                state = Some(after);
                operations
            }
            None => {
                classes.clear();
                Rc::default()
            }
        };
        let mut done = 0;
        for (at, operation) in operations.iter() {
            if let Some(piece) = line.get(done..*at) {
                spans.push(classes.last().copied().flatten(), piece);
                done = *at;
            }
            let applied = stack.apply_with_hook(operation, |change, _| match change {
                BasicScopeStackOp::Push(scope) => {
                    let around = classes.last().copied().flatten();
                    let own = CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
                    classes.push(own.map_or(around, |(_, class)| *class));
                }
                BasicScopeStackOp::Pop => {
                    classes.pop();
                }
            });
            if applied.is_err() {
                state = None;
            }
        }
        spans.push(classes.last().copied().flatten(), line.get(done..).unwrap_or_default());
    }
}

/// Writes as few spans as will do: neighbours of one class share one, whatever space is between them.
#[derive(Default)]
struct Spans {
    html: String,
    class: Option<char>,
    /// Space that isn't written yet: it belongs to the span only if the span goes on after it.
    space: String,
}

impl Spans {
    fn push(&mut self, class: Option<char>, piece: &str) {
        let (piece, space_after) = piece.split_at(piece.trim_end().len());
        if piece.is_empty() {
            self.space.push_str(space_after);
            return;
        }
        if class != self.class {
            self.close();
        }
        self.html.push_str(&self.space);
        self.space.clear();
        if class != self.class {
            self.class = class;
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push(class);
                self.html.push_str("\">");
            }
        }
        push_text(&mut self.html, piece);
        self.space.push_str(space_after);
    }

    fn close(&mut self) {
        if self.class.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html + &self.space
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours() {
        let cases = [
            ("", "a < b\n", "a &lt; b\n"),
            ("no-such-language", "let x = 1;\n", "let x = 1;\n"),
            (
                "rust",
                "let x = 1; // y\n// z\n",
                r#"<span class="k">let</span> x <span class="o">=</span> <span class="n">1</span><span class="p">;</span> <span class="c">// y
// z</span>
"#,
            ),
            (
                "RS",
                "fn f() {}\n",
                "<span class=\"k\">fn</span> <span class=\"f\">f</span><span class=\"p\">() {}</span>\n",
            ),
            (
                "toml",
                "[a]\nb = \"c\\n\"\n",
                r#"<span class="p">[</span><span class="t">a</span><span class="p">]</span>
<span class="g">b</span> <span class="p">=</span> <span class="s">"c</span><span class="e">\n</span><span class="s">"</span>
"#,
            ),
            (
                "html",
                "<p class=\"x\">&amp;</p>",
                r#"<span class="p">&lt;</span><span class="g">p</span> <span class="a">class</span><span class="p">=</span><span class="s">"x"</span><span class="p">&gt;</span><span class="e">&amp;amp;</span><span class="p">&lt;/</span><span class="g">p</span><span class="p">&gt;</span>"#,
            ),
            ("diff", "-a\n-b\n+c\n", "<span class=\"d\">-a\n-b</span>\n<span class=\"i\">+c</span>\n"),
            // What stands in a string but isn't of it.
            (
                "python",
                "f\"a{b}c\"\n",
                r#"<span class="k">f</span><span class="s">"a</span><span class="p">{</span>b<span class="p">}</span><span class="s">c"</span>
"#,
            ),
        ];
        for (language, code, expected) in cases {
            assert_eq!(highlight(language, code), expected, "{language}");
        }
    }

    /// The code without its spans is the code.
    #[test]
    fn nothing_is_lost() {
        let code = include_str!("highlight.rs");
        let html = highlight("rust", code);
        let mut escaped = String::new();
        push_text(&mut escaped, code);
        let mut bare = html.replace("</span>", "");
        while let Some(at) = bare.find("<span class=\"") {
            bare.replace_range(at..at + "<span class=\"c\">".len(), "");
        }
        assert_eq!(bare, escaped);
        assert!(html.len() < code.len() * 5, "{} of {}", html.len(), code.len());
    }

    /// A line that was there before has the colours of the place where it stands now.
    #[test]
    fn what_is_remembered_changes_nothing() {
        let check = |code: &str| {
            let (mut spans, mut fresh) = (Spans::default(), Spans::default());
            let syntax = SYNTAXES.find_syntax_by_token("python").unwrap();
            colour(syntax, code, &mut spans);
            colour_lines(syntax, code, &mut Known::default(), &mut fresh);
            assert_eq!(spans.finish(), fresh.finish());
        };
        check("x = 1\nx = 1\n\"\"\"\nx = 1\n\"\"\"\nx = 1\n");
        check(&"(\n".repeat(MOST_STATES + 10));
        check(&(0..MOST_LINES + 10).map(|n| format!("{n}\n")).collect::<String>());
        check("x = 1\n");
        KNOWN.with_borrow(|known| assert!(known.states.len() <= MOST_STATES && known.lines.len() <= MOST_LINES));
    }

    #[test]
    fn long_lines_stay_plain() {
        let line = "1".repeat(LONGEST_LINE + 1);
        assert_eq!(highlight("rust", &line), line);
    }
}
