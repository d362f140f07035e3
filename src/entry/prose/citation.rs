//! The inside of a citation's brackets: `@alimov, ll. 13-15; @raza, l. 7`, or `l. 1` in a source's own prose.

/// One source with the lines cited of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Item<'a> {
    /// The source's id; `None` goes on with the source before, which at first is that whose own prose it is.
    pub source: Option<&'a str>,
    /// First and last lines; empty for the source as a whole.
    pub lines: Vec<(u32, u32)>,
}

/// Why something between brackets isn't a citation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mistake {
    /// It isn't of the form.
    Form,
    /// It is, but its lines can't be: line 0, or a range that runs backwards.
    Lines,
}

/// Whether the label of a reference without a definition is meant as a citation. What starts with `@` always is.
pub(super) fn is_meant(label: &str) -> bool {
    match label.strip_prefix('@') {
        Some(rest) => rest.starts_with(char::is_alphanumeric),
        None => label.starts_with('l') && parse(label) != Err(Mistake::Form),
    }
}

/// Reads what stands between the brackets.
pub(super) fn parse(label: &str) -> Result<Vec<Item<'_>>, Mistake> {
    label.split(';').map(|item| parse_item(item.trim())).collect()
}

fn parse_item(item: &str) -> Result<Item<'_>, Mistake> {
    let Some(rest) = item.strip_prefix('@') else {
        return Ok(Item { source: None, lines: parse_lines(item)? });
    };
    let (id, rest) = rest.split_at(rest.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(rest.len()));
    if id.is_empty() {
        return Err(Mistake::Form);
    }
    let rest = rest.trim_start();
    let lines = match rest.strip_prefix(',').unwrap_or(rest).trim_start() {
        "" => Vec::new(),
        lines => parse_lines(lines)?,
    };
    Ok(Item { source: Some(id), lines })
}

/// `l. 13`, `ll. 13-15, 20`: hyphens and dashes of any length will do.
fn parse_lines(text: &str) -> Result<Vec<(u32, u32)>, Mistake> {
    let numbers = text.strip_prefix("ll.").or_else(|| text.strip_prefix("l.")).ok_or(Mistake::Form)?;
    let number = |digits: &str| {
        let digits = digits.trim();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Mistake::Form);
        }
        digits.parse::<u32>().map_err(|_| Mistake::Lines)
    };
    let range = |text: &str| {
        let dashes = ['-', '–', '—'];
        let (first, last) = match text.split_once(dashes) {
            Some((first, last)) => (number(first)?, number(last.trim_start_matches(dashes))?),
            None => (number(text)?, number(text)?),
        };
        if first == 0 || last < first { Err(Mistake::Lines) } else { Ok((first, last)) }
    };
    numbers.split(',').map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations() {
        let item = |source, lines: &[(u32, u32)]| Item { source, lines: lines.to_vec() };
        let cases: [(&str, Result<Vec<Item>, Mistake>); 18] = [
            ("@alimov", Ok(vec![item(Some("alimov"), &[])])),
            ("@alimov, l. 13", Ok(vec![item(Some("alimov"), &[(13, 13)])])),
            ("@alimov l.13", Ok(vec![item(Some("alimov"), &[(13, 13)])])),
            ("@alimov, ll. 13-15", Ok(vec![item(Some("alimov"), &[(13, 15)])])),
            ("@алимов-2, ll. 13 – 15", Ok(vec![item(Some("алимов-2"), &[(13, 15)])])),
            ("@a, ll. 1--2, 7", Ok(vec![item(Some("a"), &[(1, 2), (7, 7)])])),
            ("@a, l. 13; @b, l. 7", Ok(vec![item(Some("a"), &[(13, 13)]), item(Some("b"), &[(7, 7)])])),
            ("@a, l. 13; l. 7", Ok(vec![item(Some("a"), &[(13, 13)]), item(None, &[(7, 7)])])),
            ("@a; @b", Ok(vec![item(Some("a"), &[]), item(Some("b"), &[])])),
            ("l. 1", Ok(vec![item(None, &[(1, 1)])])),
            ("ll.\u{a0}3–5", Ok(vec![item(None, &[(3, 5)])])),
            ("@a, p. 3", Err(Mistake::Form)),
            ("@a, 3", Err(Mistake::Form)),
            ("@a;", Err(Mistake::Form)),
            ("@a, l. 13;", Err(Mistake::Form)),
            ("l. 0", Err(Mistake::Lines)),
            ("@a, ll. 9-7", Err(Mistake::Lines)),
            ("l. 99999999999", Err(Mistake::Lines)),
        ];
        for (label, expected) in cases {
            assert_eq!(parse(label), expected, "{label}");
        }
    }

    #[test]
    fn only_what_is_meant() {
        for label in ["@a", "@a, nonsense", "@я", "l. 1", "ll. 3-5", "l. 0"] {
            assert!(is_meant(label), "{label}");
        }
        for label in ["@", "@ a", "l", "l. 1 of the poem", "ll. x", "lines", "x, l. 1", "^1"] {
            assert!(!is_meant(label), "{label}");
        }
    }
}
