//! Markdown in, HTML and notes out.

use super::*;
use crate::diagnostic::Code;

fn read(markdown: &str, settings: &ProseSettings, context: Context) -> Noted<Prose> {
    parse(markdown, 0, &File::new("content/pages/a.md", markdown), settings, context)
}

fn plain(markdown: &str, context: Context) -> Plain {
    read(markdown, &ProseSettings::default(), context).value.plain(&File::new("content/pages/a.md", markdown))
}

/// Fills the slots so that each can be told: records whose id starts with `draft` aren't published.
fn fill(prose: &Prose) -> String {
    fill_with(prose, "p-")
}

fn fill_with(prose: &Prose, prefix: &str) -> String {
    let published = |reference: &Reference| !reference.id.starts_with("draft");
    let filling = Filling {
        resolve: &|reference| {
            let fragment = reference.fragment.as_ref().map(|f| format!("#{f}")).unwrap_or_default();
            let kind = format!("{:?}", reference.kind).to_lowercase();
            published(reference).then(|| format!("/{kind}/{}/{fragment}", *reference.id))
        },
        title: &|reference| format!("<{}>", *reference.id),
        cite: &|citation, reference| {
            if reference.is_some_and(|r| !published(r)) {
                return Html::default();
            }
            let source = reference.map_or("here", |reference| &reference.id);
            Html::from_trusted(match citation.lines {
                Some((first, last)) => format!("<cite>{source} {first}-{last}</cite>"),
                None => format!("<cite>{source}</cite>"),
            })
        },
        local: &|link| format!("../{}", link.value),
        label: &|label| format!("{label:?}"),
        prefix,
        heading_shift: 1,
    };
    prose.html(&filling).into_string()
}

#[track_caller]
fn check_with(settings: &ProseSettings, context: Context, markdown: &str, expected: &str) {
    let prose = read(markdown, settings, context);
    assert_eq!(fill(&prose.value).trim_end(), expected.trim_end(), "{markdown}");
    assert_eq!(prose.notes, [], "{markdown}");
}

/// Markdown without mistakes, and its HTML.
#[track_caller]
fn check(markdown: &str, expected: &str) {
    check_with(&ProseSettings::default(), Context::Block, markdown, expected);
}

#[track_caller]
fn check_inline(markdown: &str, expected: &str) {
    check_with(&ProseSettings::default(), Context::Inline, markdown, expected);
}

#[track_caller]
fn check_raw(markdown: &str, expected: &str) {
    let settings = ProseSettings { raw_html: true, ..ProseSettings::default() };
    check_with(&settings, Context::Block, markdown, expected);
}

/// Markdown with mistakes: the code of each, and the words it points at. The HTML is that of the second.
#[track_caller]
fn check_notes(markdown: &str, notes: &[(Code, &str)], html: &str) {
    let prose = read(markdown, &ProseSettings::default(), Context::Block);
    let found: Vec<_> = prose
        .notes
        .iter()
        .map(|note| {
            let span = note.place.as_ref().and_then(|place| place.span).unwrap_or_default();
            (note.code, &markdown[span.start as usize..span.end as usize])
        })
        .collect();
    assert_eq!(found, notes, "{markdown}");
    assert_eq!(fill(&prose.value).trim_end(), html, "{markdown}");
}

#[test]
fn blocks() {
    check("", "");
    check("One\ntwo  \nthree\\\nfour", "<p>One\ntwo<br>\nthree<br>\nfour</p>");
    check("One\r\n\r\nTwo\r\n", "<p>One</p>\n<p>Two</p>");
    check("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>");
    check("3. a\n\n4. b", "<ol start=\"3\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ol>");
    check("1.\ta\n2.\tb", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>");
    check("- [x] a\n- [ ] b", "<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>");
    check("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>");
    check("***", "<hr>");
    check("*a* **b** ~~c~~ `d < e`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code></p>");
    check("a & b < c > d \"e\"", "<p>a &amp; b &lt; c &gt; d “e”</p>");
    check("&copy; &lt;b&gt; \\<b>", "<p>© &lt;b&gt; &lt;b&gt;</p>");
    check("term\n: what it is", "<dl>\n<dt>term</dt>\n<dd>what it is</dd>\n</dl>");
    check("---", "<hr>");
    check("<!-- for us -->\n\na <!-- b --> c", "<p>a  c</p>");
}

#[test]
fn typography() {
    check("\"a\" -- 'b' --- don't...", "<p>“a” – ‘b’ — don’t…</p>");
    let plain = ProseSettings { smart: false, ..ProseSettings::default() };
    check_with(&plain, Context::Block, "\"a\" -- b...", "<p>\"a\" -- b...</p>");
}

#[test]
fn alerts() {
    check(
        "> [!WARNING]\n> a",
        "<div class=\"alert warning\" role=\"note\">\n<p class=\"alert-title\">Alert(Warning)</p>\n<p>a</p>\n</div>",
    );
}

#[test]
fn tables() {
    check(
        "| | a |\n|---|--:|\n| b `|` | *c* \\| d |\n",
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table(1)\"><table>\n\
         <thead><tr><td></td><th scope=\"col\" class=\"right\">a</th></tr></thead>\n<tbody>\n\
         <tr><td>b `</td><td class=\"right\">`</td></tr>\n</tbody></table></div>",
    );
}

#[test]
fn code() {
    check(
        "```rust\nlet x = \"<\";\n```",
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-rust\"><span class=\"k\">let</span> x <span class=\"o\">=</span> <span class=\"s\">\"&lt;\"</span><span class=\"p\">;</span>\n</code></pre>",
    );
    check("    a\tb\n", "<pre class=\"code\" tabindex=\"0\"><code>a\tb\n</code></pre>");
    check(
        "```x\"y z\n[@a] [b](event:c) [^1]\n```",
        "<pre class=\"code\" tabindex=\"0\"><code class=\"language-x&quot;y\">[@a] [b](event:c) [^1]\n</code></pre>",
    );
}

#[test]
fn headings() {
    check(
        "# A\n## *B* c!\n## B c\n### D {#own .x .y}\nE\n===",
        "<h2 id=\"p-a\">A</h2>\n<h3 id=\"p-b-c\"><em>B</em> c!</h3>\n<h3 id=\"p-b-c-2\">B c</h3>\n\
         <h4 id=\"p-own\" class=\"x y\">D</h4>\n<h2 id=\"p-e\">E</h2>",
    );
    // The id that an editor gave stays, wherever it comes.
    check("# A\n# B {#a}", "<h2 id=\"p-a-2\">A</h2>\n<h2 id=\"p-a\">B</h2>");
    check("###### A", "<h6 id=\"p-a\">A</h6>");
    check("# Вода", "<h2 id=\"p-вода\">Вода</h2>");
    check(
        "# A\n[there](#a) [far](#b)",
        "<h2 id=\"p-a\">A</h2>\n<p><a href=\"#p-a\">there</a> <a href=\"../#b\">far</a></p>",
    );
    let prose = read("# A `b` [c](event:d)[@e]\n", &ProseSettings::default(), Context::Block).value;
    assert_eq!(prose.headings[0].text, "A b c");
    check_notes("# A {#x}\n# B {#x}", &[(Code::DuplicateId, "x")], "<h2 id=\"p-x\">A</h2>\n<h2 id=\"p-b\">B</h2>");
    check_notes("# A {#x:y}", &[(Code::BadId, "x:y")], "<h2 id=\"p-a\">A</h2>");
    check_notes("# A {onclick=x}", &[(Code::UnknownKey, "# A {onclick=x}")], "<h2 id=\"p-a\">A</h2>");
}

#[test]
fn footnotes() {
    let back = |number: &str, of: u32| {
        format!(
            " <a href=\"#p-fnref:{number}\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"Back({of})\">↩\u{FE0E}</a>"
        )
    };
    let reference = |number: u32, id: &str| {
        format!(
            "<sup class=\"footnote\"><a href=\"#p-fn:{number}\" id=\"p-fnref:{id}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    };
    let section = |notes: &str| {
        format!(
            "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n{notes}</ol>\n</section>"
        )
    };
    check(
        "a[^x] b[^Y] c[^X]\n\n[^y]: second\n[^x]: first\n\n    more",
        &format!(
            "<p>a{} b{} c{}</p>\n{}",
            reference(1, "1"),
            reference(2, "2"),
            reference(1, "1-2"),
            section(&format!(
                "<li id=\"p-fn:1\"><p>first</p>\n<p>more{}{}</p>\n</li>\n<li id=\"p-fn:2\"><p>second{}</p>\n</li>\n",
                back("1", 1),
                back("1-2", 1),
                back("2", 2)
            )),
        ),
    );
    // After what isn't a paragraph.
    check(
        "a[^1]\n\n[^1]: - b",
        &format!(
            "<p>a{}</p>\n{}",
            reference(1, "1"),
            section(&format!("<li id=\"p-fn:1\"><ul>\n<li>b</li>\n</ul>\n{}</li>\n", back("1", 1)))
        ),
    );
    check_notes("a[^1] `[^2]` \\[^3]", &[(Code::BadFootnote, "[^1]")], "<p>a[^1] <code>[^2]</code> [^3]</p>");
    check_notes("é *ü*[^ü]", &[(Code::BadFootnote, "[^ü]")], "<p>é <em>ü</em>[^ü]</p>");
    let note = &read("a[^1]", &ProseSettings::default(), Context::Inline).notes[0];
    assert!(note.help[0].contains("no room"), "{note:?}");
    check_notes(
        "a[^1]\n\n[^1]: b\n\n[^1]: c",
        &[(Code::BadFootnote, "[^1]")],
        &format!(
            "<p>a{}</p>\n{}",
            reference(1, "1"),
            section(&format!("<li id=\"p-fn:1\"><p>b{}</p>\n</li>\n", back("1", 1)))
        ),
    );
    check_notes(
        "a\n\n[^1]: b",
        &[(Code::BadFootnote, "[^1]")],
        &format!("<p>a</p>\n{}", section("<li><p>b</p>\n</li>\n")),
    );
}

#[test]
fn references() {
    check("[the *council*](event:almaty#x)", "<p><a href=\"/event/almaty/#x\">the <em>council</em></a></p>");
    check("[](source:alimov)", "<p><a href=\"/source/alimov/\">&lt;alimov&gt;</a></p>");
    check("<source:alimov>", "<p><a href=\"/source/alimov/\">&lt;alimov&gt;</a></p>");
    check("[a](page:)", "<p><a href=\"/page//\">a</a></p>");
    check(
        "[a][b] [c][] [d]\n\n[b]: claim:e\n[c]: <topic:f>\n[d]: lineage:g",
        "<p><a href=\"/claim/e/\">a</a> <a href=\"/topic/f/\">c</a> <a href=\"/lineage/g/\">d</a></p>",
    );
    // Not published: the text stays.
    check("[a *b*](event:draft-x)[](event:draft-x)", "<p>a <em>b</em></p>");
    check("`[a](event:b)` \\[a](event:b)", "<p><code>[a](event:b)</code> [a](event:b)</p>");
    check_notes("[a](event:)", &[(Code::BadId, "[a](event:)")], "<p>a</p>");
}

/// The ids of references and the addresses of links, as the file has them at their spans, each with the character
/// before it, since the same word may stand in the text too.
#[track_caller]
fn check_spans(markdown: &str, context: Context, expected: &[&str]) {
    let before = "+++\ntitle = \"é\"\n+++\n";
    let text = format!("{before}{markdown}");
    let file = File::new("a.md", text.as_str());
    let prose = parse(markdown, before.len(), &file, &ProseSettings::default(), context).value;
    let spans = prose.references.iter().map(|r| r.id.span).chain(prose.links.iter().map(|l| l.span));
    let found: Vec<_> = spans.map(|span| &text[span.start as usize - 1..span.end as usize]).collect();
    assert_eq!(found, expected, "{markdown}");
}

#[test]
fn spans_of_references() {
    for context in [Context::Block, Context::Inline] {
        let check = |markdown: &str, expected: &[&str]| check_spans(markdown, context, expected);
        check("a [b](event:x) [b](event:x)", &[":x", ":x"]);
        check("[event:y](event:y \"event:y\")", &[":y"]);
        check("[b.html](b.html \"b.html\")", &["(b.html"]);
        check("[a *b.html*](b.html)", &["(b.html"]);
        check("[`b.html`](\nb.html)", &["\nb.html"]);
        check("[![b.html](b.html)](b.html) ![b.html](b.html)", &["(b.html", "(b.html", "(b.html"]);
        check("[a **b** `c`](<event:x> 't')", &[":x"]);
        check("[](event:x) <claim:yy> ä", &[":x", ":yy"]);
        check("Ü\u{301} \u{202e}[б](event:вода)", &[":вода"]);
        check("[@aa, l. 1; @bb, ll. 2-3; @aa]", &["@aa", "@bb", "@aa"]);
        check("yes![@aa]", &["@aa"]);
        check("[a](b/c.html \"b\") ![d](d \"](d\")", &["(b/c.html", "(d"]);
        // Not written as it is read: the whole link.
        check(" [a](event:a&amp;b)", &[" [a](event:a&amp;b)"]);
    }
    let check = |markdown: &str, expected: &[&str]| check_spans(markdown, Context::Block, expected);
    check("[a][event:x]\r\n\r\n[event:x]: event:x \"t\"", &[":x"]);
    check("[b.html]\n\n[b.html]: b.html", &[" b.html"]);
    check("> - [a](\n>   event:x)", &[":x"]);
    check("| a | b |\n|---|---|\n| [c](name:d) | [@e] |", &[":d", "@e"]);
    check("a[^1]\n\n[^1]: [c](name:d)", &[":d"]);
    let prose = read("é [b](event:x)", &ProseSettings::default(), Context::Block).value;
    let place = crate::diagnostic::Place::at(&File::new("a", "é [b](event:x)"), prose.references[0].id.span);
    assert_eq!(place.line_column(), Some((1, 13)));
}

#[test]
fn citations() {
    let cite = |inside: &str| format!("<p>a <span class=\"cite\">[{inside}]</span>.</p>");
    check("a [@alimov].", &cite("<cite>alimov</cite>"));
    check("a [@alimov, l. 13].", &cite("<cite>alimov 13-13</cite>"));
    check("a [@alimov, ll. 13--15].", &cite("<cite>alimov 13-15</cite>"));
    check("a [@alimov,\nl. 13].", &cite("<cite>alimov 13-13</cite>"));
    check("a [@alimov, l. 13; @raza, l. 7].", &cite("<cite>alimov 13-13</cite>; <cite>raza 7-7</cite>"));
    check(
        "a [@alimov, ll. 1, 3-4; l. 9].",
        &cite("<cite>alimov 1-1</cite>; <cite>alimov 3-4</cite>; <cite>alimov 9-9</cite>"),
    );
    check("a [l. 1].", &cite("<cite>here 1-1</cite>"));
    check("a [ll. 3–5].", &cite("<cite>here 3-5</cite>"));
    check("a [@draft-x; @raza].", &cite("<cite>raza</cite>"));
    check("a [@draft-x].", "<p>a .</p>");
    check("a![@b]", "<p>a!<span class=\"cite\">[<cite>b</cite>]</span></p>");
    check("[a][@b]", "<p>a<span class=\"cite\">[<cite>b</cite>]</span></p>");
    check(
        "[l. 1][^1]\n\n[^1]: x",
        &fill(&read("[l. 1][^1]\n\n[^1]: x", &ProseSettings::default(), Context::Block).value),
    );
    check("**[l. 1]**", "<p><strong><span class=\"cite\">[<cite>here 1-1</cite>]</span></strong></p>");
    // Not meant.
    check(
        "\\[@b] \\[l. 1] `[@b]` [l. of it] [@] [@ b] [b]",
        "<p>[@b] [l. 1] <code>[@b]</code> [l. of it] [@] [@ b] [b]</p>",
    );
    check("a@b.example [l. 1](event:c)", "<p>a@b.example <a href=\"/event/c/\">l. 1</a></p>");
    check("[l. 1]: event:c\n\n[l. 1]", "<p><a href=\"/event/c/\">l. 1</a></p>");
    check_notes("a [@b, p. 3]", &[(Code::BadPlace, "[@b, p. 3]")], "<p>a [@b, p. 3]</p>");
    check_notes("a [@b, ll. 3-1]", &[(Code::BadPlace, "[@b, ll. 3-1]")], "<p>a [@b, ll. 3-1]</p>");
}

#[test]
fn links() {
    check(
        "[a](https://example.org/?a=b&c \"t\")",
        "<p><a href=\"https://example.org/?a=b&amp;c\" rel=\"external\" title=\"t\">a</a></p>",
    );
    check(
        "<https://example.org> <a@example.org>",
        "<p><a href=\"https://example.org\" rel=\"external\">https://example.org</a> <a href=\"mailto:a@example.org\" rel=\"external\">a@example.org</a></p>",
    );
    check("[a](<b c.html> \"\\\"t\\\"\")", "<p><a href=\"../b%20c.html\" title=\"&quot;t&quot;\">a</a></p>");
    check("![*a* \"b\"](c.png)", "<p><img src=\"../c.png\" alt=\"a “b”\" loading=\"lazy\"></p>");
    check(
        "[![a](b.png)](event:c)",
        "<p><a href=\"/event/c/\"><img src=\"../b.png\" alt=\"a\" loading=\"lazy\"></a></p>",
    );
    check_notes("[a]()", &[(Code::BrokenLink, "[a]()")], "<p>a</p>");
    check_notes(
        "![a](https://example.org/b.png)",
        &[(Code::ForbiddenScheme, "![a](https://example.org/b.png)")],
        "<p>a</p>",
    );
    check_notes("![a](//example.org/b.png)", &[(Code::ForbiddenScheme, "![a](//example.org/b.png)")], "<p>a</p>");
    check_notes("[a](//example.org/b)", &[(Code::ForbiddenScheme, "//example.org/b")], "<p>a</p>");
    let note = &read("[a](evnt:b)", &ProseSettings::default(), Context::Block).notes[0];
    assert_eq!(note.help[0], "did you mean `event`?");
}

#[test]
fn inline() {
    check_inline("a", "a");
    check_inline("  a\n\nb", "a  b");
    for text in ["1991. a", "- a", "# a", "+ 5", "> a", "    a", "| a |\n|---|", "a\n---", "a\n===", "[a]: b", ": a"] {
        let prose = read(text, &ProseSettings::default(), Context::Inline);
        assert!(!fill(&prose.value).contains('<'), "{text}: {}", fill(&prose.value));
        assert_eq!(prose.notes, []);
    }
    check_inline("*a* _b_ \"c\"", "<em>a</em> <em>b</em> “c”");
    check_inline("_a_", "<em>a</em>");
    check_inline("\"a\"", "“a”");
    check_inline("[@b, l. 2]", "<span class=\"cite\">[<cite>b 2-2</cite>]</span>");
    check_inline("[](event:b)", "<a href=\"/event/b/\">&lt;b&gt;</a>");
    check_inline("", "");
    assert!(read(" \n ", &ProseSettings::default(), Context::Inline).value.is_empty());
    assert!(read(" \n ", &ProseSettings::default(), Context::Block).value.is_empty());
}

#[test]
fn raw_html_is_refused() {
    check_notes("a <b>c</b>", &[(Code::RawHtml, "<b>")], "<p>a &lt;b&gt;c&lt;/b&gt;</p>");
    check_notes(
        "<div>\na\n</div>\n\nb",
        &[(Code::RawHtml, "<div>\na\n</div>")],
        "&lt;div&gt;\na\n&lt;/div&gt;\n<p>b</p>",
    );
    check_notes("<!-- a --><b>", &[(Code::RawHtml, "<!-- a --><b>")], "&lt;!-- a --&gt;&lt;b&gt;");
}

/// What tries to run a script, by whichever way: nothing of it may come out as markup.
const ATTACKS: &[&str] = &[
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](<  javascript:alert(1)>)",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a]: javascript:alert(1)\n\n[a]",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![a\" onerror=\"alert(1)](b.png)",
    "![a](b.png \"c\\\" onerror=\\\"alert(1)\")",
    "[a](https://example.org/\"onmouseover=alert\\(1\\))",
    "[a](<https://example.org/\" onmouseover=\"alert(1)>)",
    "[a](b \"c\\\"><script>alert(1)</script>\")",
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "a <img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    "<a href=\"javascript:alert(1)\">a</a>",
    "<a href=\"//example.org\" onclick=alert(1)>a</a>",
    "<img src=\"https://example.org/track.png\">",
    "<p style=\"background:url(https://example.org)\">a</p>",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea>\n\n[a](event:b)\n\n</textarea><script>alert(1)</script>",
    "<div title=\"\n\n[a](event:b) onmouseover=alert(1) x=\n\n<div \">",
    "<div title=\"\n\n[@a] onmouseover=alert(1)\n\n<div \">",
    "<div title=\"\n\n# b\n\nonmouseover=alert(1)\n\n<div \">",
    "<a id=\"&#xFDD0;0&#xFDD2;\" href=\"&#xFDD1;0&#xFDD2;\">[a](event:b)</a>",
    "&#xFDD1;0&#xFDD2; \u{FDD0}0\u{FDD2} <b>[a](event:b) \u{FDD1}99999999999999999999\u{FDD2} \u{FDD1}",
    "<a href=\"&#xFDD0;0&#xFDD2;javascript:alert(1)\">a</a>[^1]\n\n[^1]: b",
    "<a href=\"&#xFDD0;9&#xFDD2;javascript:alert(1)\">a</a>",
    "<a href=\"&#xFDD0;javascript:alert(1)\">a</a>",
    "<a href=\"&#xFDD2;javascript:alert(1)\">a</a>",
    "<a href=\"&#xFDD0;0&#xFDD2;&#xFDD0;0&#xFDD2;javascript:alert(1)&#xFDD2;\">a</a>[^1]\n\n[^1]: b",
    "<b title=\"&#xFDD0;\">a</b> onmouseover=alert(1) x=\" [a](event:b)",
    "<img src=\"&#xFDD0;0&#xFDD2;https://example.org/track.png\">a[^1]\n\n[^1]: b",
    "<img src=\"/\\example.org/track.png\">",
    "<base href=https://example.org>",
    "<form action=javascript:alert(1)><input type=submit>",
    "<object data=x></object><embed src=x>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=https://example.org>",
    "<style>@import 'https://example.org'</style>",
    "# a {onclick=alert(1)}",
    "# a {#\"onclick=alert(1)}",
    "# a {.\"onclick=alert(1)}",
    "```\"onclick=alert(1)\na\n```",
    "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: a",
    "[a](event:\"onclick=alert\\(1\\))",
    "[@\"><script>alert(1)</script>]",
];

#[test]
fn attacks_come_to_nothing() {
    for raw_html in [false, true] {
        let settings = ProseSettings { raw_html, ..ProseSettings::default() };
        for context in [Context::Block, Context::Inline] {
            for attack in ATTACKS {
                let prose = read(attack, &settings, context).value;
                check_tags(attack, &fill_with(&prose, ""));
            }
        }
    }
}

/// Every tag of the HTML is one of ours, with attributes of ours, whose values are whole.
fn check_tags(markdown: &str, html: &str) {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let end = after.find('>').unwrap_or_else(|| panic!("{markdown}\n{html}"));
        let tag = after[..end].trim_start_matches('/');
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let names = "a b h1 h2 h3 p img span cite section ol li sup pre code div em strong br";
        assert!(names.split(' ').any(|n| n == name), "<{name}> of {markdown}\n{html}");
        // Values have no quotes and no `>`, so every second piece is a value.
        for (i, piece) in attributes.split('"').enumerate() {
            if i % 2 == 1 || piece.is_empty() {
                let value = piece.trim().to_lowercase();
                assert!(!value.starts_with("javascript:") && !value.starts_with("data:"), "{markdown}\n{html}");
                assert!(!value.contains("example.org/track"), "{markdown}\n{html}");
                continue;
            }
            let name = piece.trim().trim_end_matches('=');
            let names = "href rel title src alt loading class id role aria-label tabindex";
            assert!(names.split(' ').any(|n| n == name), "{name}= of {markdown}\n{html}");
        }
        rest = &after[end..];
    }
}

#[test]
fn raw_html_is_sanitised() {
    check_raw("a <b>c</b> <kbd>d", "<p>a <b>c</b> <kbd>d</kbd></p>");
    check_raw(
        "<div class=\"x\" style=\"y\" id=\"z\">\n\n*a* [b](event:c) [@d]\n\n</div>",
        "<div class=\"x\">\n<p><em>a</em> <a href=\"/event/c/\">b</a> <span class=\"cite\">[<cite>d</cite>]</span></p>\n</div>",
    );
    // What it leaves open doesn't reach into the page.
    check_raw("<div>\n\na", "<div>\n<p>a</p>\n</div>");
    check_raw("</div></main>\n\na", "\n<p>a</p>");
    // All that we write passes.
    let all = "# A {.x}\n\n> [!TIP]\n> a[^1] [b](c.html) ![d](e.png \"f\") <https://example.org>\n\n| | g |\n|-|:-|\n| h | i |\n\n```rust\nfn f() {}\n```\n\n3. j\n\nk\n: l\n\n~~m~~ [](event:n) [l. 1]\n\n[^1]: o\n";
    let expected = fill(&read(all, &ProseSettings::default(), Context::Block).value);
    check_raw(&format!("{all}\n<br>\n"), &expected.replace("<section", "<br>\n<section"));
}

#[test]
fn plain_text() {
    let cases = [
        ("*a* b\n\nc `d`", "a b\nc d"),
        ("# A\n- b\n- c\n\n| d | e |\n|---|---|\n| f | g |", "A\nb\nc\nd\ne\nf\ng"),
        ("a [@b, l. 1] [c](event:d) [](event:e)", "a  c "),
        ("a\n```\ncode\n```\nb", "a\nb"),
        ("\"a\" &amp; b--c...", "“a” & b–c…"),
        ("a![b](c.png)d<!-- e -->f", "adf"),
        ("a  \nb\nc", "a b c"),
        ("", ""),
    ];
    for (markdown, expected) in cases {
        assert_eq!(plain(markdown, Context::Block).text, expected, "{markdown}");
    }
}

/// The words of the plain text, and what the file has at their spans.
#[test]
fn spans_of_plain_text() {
    let cases = [
        ("one *two* three", "two", "two"),
        ("one *two* three", "one two", "one *two"),
        ("x “é” \"quoted words\" y", "“quoted words”", "\"quoted words\""),
        ("x \"quoted words\" y", "“quoted", "\"quoted"),
        ("x \"quoted words\" y", "“", "\""),
        ("a &amp; b", "&", "&amp;"),
        ("a &amp; b", "& b", "&amp; b"),
        ("a -- b", "– b", "-- b"),
        ("one\r\ntwo", "one two", "one\r\ntwo"),
        ("> one\n> two", "one two", "one\n> two"),
        ("a\\*b", "a*b", "a\\*b"),
        ("a\\*b", "*b", "*b"),
        ("# A\n\nwater b", "water", "water"),
        ("| a | b \\| c |\n|---|---|", "b | c", "b \\| c"),
        ("- a\n- wasser", "wasser", "wasser"),
        ("-\twater", "water", "water"),
        ("a\n\twater", "a water", "a\n\twater"),
        ("x `y z` w", "y z", "`y z`"),
        ("e\u{301} \u{202e}abc", "abc", "abc"),
        ("[a](b) water", "water", "water"),
        ("a b", "", ""),
    ];
    for context in [Context::Block, Context::Inline] {
        for (markdown, words, expected) in cases {
            if context == Context::Inline && markdown.contains(['>', '#', '|', '\n']) {
                continue;
            }
            let plain = plain(markdown, context);
            let start = plain.text.find(words).unwrap_or_else(|| panic!("{words} in {:?}", plain.text));
            let span = plain.span(start..start + words.len());
            assert_eq!(&markdown[span.start as usize..span.end as usize], expected, "{markdown} {words} {plain:?}");
        }
    }
}

/// No stack overflow, and no step so slow that the test would not end.
#[test]
fn deep_nesting() {
    type Case = (&'static str, fn(usize) -> String);
    let cases: [Case; 14] = [
        ("brackets", |n| "[".repeat(n)),
        ("pairs of brackets", |n| "[".repeat(n) + "@a" + &"]".repeat(n)),
        ("citations", |n| "[@a, l. 1] ".repeat(n)),
        ("unclosed citations", |n| "[@a ".repeat(n)),
        ("unclosed footnotes", |n| "[^".repeat(n)),
        ("undefined footnotes", |n| "[^a]".repeat(n)),
        ("footnotes", |n| "[^a]".repeat(n) + "\n\n[^a]: b"),
        ("quotes", |n| ">".repeat(n) + "a"),
        ("lists", |n| "- ".repeat(n) + "a"),
        ("emphasis", |n| "*a **b ".repeat(n)),
        ("links", |n| "[a](event:b) ".repeat(n)),
        ("nested pictures", |n| "![".repeat(n) + "a" + &"](b)".repeat(n)),
        ("headings", |n| "# a\n".repeat(n)),
        ("tables", |n| format!("{}\n{}\n", "|a".repeat(n), "|-".repeat(n))),
    ];
    let settings = ProseSettings::default();
    let raw = ProseSettings { raw_html: true, ..ProseSettings::default() };
    for (_, make) in cases {
        fill(&read(&make(10_000), &settings, Context::Block).value);
        fill(&read(&format!("{}\n\n<br>", make(2_000)), &raw, Context::Block).value);
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Pieces that mean something, in any order, so that strange combinations come up often.
    fn markdown() -> impl Strategy<Value = String> {
        let pieces = [
            "[",
            "](",
            ")",
            "]",
            "[@a",
            ", l. 1",
            "[^1]",
            "[^1]: ",
            "event:x",
            "#",
            "# ",
            "{#a}",
            "> ",
            "> [!NOTE]\n",
            "- ",
            "1. ",
            "|",
            "|-|\n",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "`",
            "```rust\n",
            "*",
            "_",
            "~~",
            "<b>",
            "</b>",
            "<div title=\"",
            "\">\n",
            "<!--",
            "-->",
            "&amp;",
            "\"",
            "'",
            "--",
            "...",
            "\\",
            "!",
            "é",
            "e\u{301}",
            "\u{202e}",
            "水",
            "\u{a0}",
            "\0",
            "\u{FDD0}0\u{FDD2}",
            "a",
            " ",
            "    ",
            ": ",
            "javascript:",
        ];
        let piece = prop_oneof![9 => proptest::sample::select(pieces.to_vec()).prop_map(String::from), 1 => any::<char>().prop_map(String::from)];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn anything_goes(text in markdown(), raw_html: bool, smart: bool, inline: bool) {
            let settings = ProseSettings { raw_html, smart, ..ProseSettings::default() };
            let context = if inline { Context::Inline } else { Context::Block };
            let before = "ß ";
            let whole = format!("{before}{text}");
            let file = File::new("a.md", whole.as_str());
            let Noted { value: prose, notes } = parse(&text, before.len(), &file, &settings, context);
            fill(&prose);
            let plain = prose.plain(&file);
            let mut spans: Vec<Span> = notes.iter().filter_map(|n| n.place.as_ref().and_then(|p| p.span)).collect();
            spans.extend(prose.references.iter().map(|r| r.id.span));
            spans.extend(prose.links.iter().map(|l| l.span));
            spans.extend(prose.headings.iter().map(|h| h.span));
            for start in 0..=plain.text.len() + 1 {
                spans.push(plain.span(start..start + 3));
                spans.push(plain.span(start..start));
            }
            for span in spans {
                let range = span.start as usize..span.end as usize;
                prop_assert!(range.start >= before.len() || plain.map.is_empty(), "{span:?}");
                prop_assert!(whole.get(range).is_some(), "{span:?} of {whole:?}");
            }
            // A stretch that is as long as its text is its text.
            for (i, stretch) in plain.map.iter().enumerate() {
                let end = plain.map.get(i + 1).map_or(plain.text.len(), |next| next.text as usize);
                prop_assert!((stretch.text as usize) < end);
                let file = &whole[stretch.file.start as usize..stretch.file.end as usize];
                prop_assert!(file.len() != end - stretch.text as usize || !file.is_empty());
            }
        }
    }
}
