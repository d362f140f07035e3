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

use std::sync::LazyLock;

use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

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
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    // One entry for each scope of the stack: the class of what stands there.
    let mut classes: Vec<Option<char>> = Vec::new();
    let mut failed = false;
    for line in code.split_inclusive('\n') {
        let operations = match failed {
            true => Vec::new(),
            false => state.parse_line(line, &SYNTAXES).unwrap_or_else(|_| {
                failed = true;
                classes.clear();
                Vec::new()
            }),
        };
        let mut done = 0;
        for (at, operation) in operations {
            if let Some(piece) = line.get(done..at) {
                spans.push(classes.last().copied().flatten(), piece);
                done = at;
            }
            let applied = stack.apply_with_hook(&operation, |change, _| match change {
                BasicScopeStackOp::Push(scope) => {
                    let around = classes.last().copied().flatten();
                    let own = CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
                    classes.push(own.map_or(around, |(_, class)| *class));
                }
                BasicScopeStackOp::Pop => {
                    classes.pop();
                }
            });
            failed |= applied.is_err();
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

    #[test]
    fn long_lines_stay_plain() {
        let line = "1".repeat(LONGEST_LINE + 1);
        assert_eq!(highlight("rust", &line), line);
    }
}
