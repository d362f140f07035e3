//! Words that say how sure a thing is, or that it isn't so.

/// What a word says of how sure or how wanted a thing is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mode {
    Certain,
    Planned,
    Possible,
    Needed,
    Proposed,
}

impl Mode {
    /// As a note has it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::Certain => "certain",
            Mode::Planned => "planned",
            Mode::Possible => "possible",
            Mode::Needed => "needed",
            Mode::Proposed => "proposed",
        }
    }
}

/// What a word says of how sure or wanted a thing is.
pub fn mode(word: &str, next: &str) -> Option<Mode> {
    // "could not come" says that somebody didn't.
    if matches!(next, "not" | "nicht") {
        return None;
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    let is = |words: &[&str]| words.contains(&word);
    if is(&[
        "may",
        "might",
        "could",
        "perhaps",
        "maybe",
        "likely",
        "vielleicht",
        "könnte",
        "könnten",
        "möglicherweise",
        "dürfte",
        "dürften",
    ]) || begins(&["possib", "potential", "posit", "hypothe"]) && !begins(&["positi", "impossib"])
    {
        return Some(Mode::Possible);
    }
    if is(&["must", "should", "essential", "necessary", "muss", "müssen", "sollte", "sollten", "nötig"])
        || begins(&["requir", "needed"])
        || (begins(&["need"]) && next == "to")
    {
        return Some(Mode::Needed);
    }
    if is(&["will", "shall", "poised", "soll", "sollen", "wird", "werden"])
        || begins(&["plan", "intend", "expect", "anticipat", "schedul"])
        || (is(&["set", "due"]) && next == "to")
    {
        return Some(Mode::Planned);
    }
    if begins(&["propos", "suggest", "recommend", "invit", "urg"]) {
        return Some(Mode::Proposed);
    }
    if begins(&["guarant", "undoubted", "certain", "definite", "confirm"]) {
        return Some(Mode::Certain);
    }
    None
}

/// Whether a word denies.
pub fn denies(word: &str, before: &str) -> bool {
    const DENY: [&str; 24] = [
        "no", "not", "never", "nobody", "none", "nothing", "nowhere", "without", "neither", "nor", "cannot", "nicht",
        "kein", "keine", "keinen", "keiner", "niemand", "nichts", "nie", "ohne", "ne", "не", "нет", "sans",
    ];
    DENY.contains(&word)
        || (word == "t"
            && matches!(
                before,
                "isn"
                    | "aren"
                    | "wasn"
                    | "weren"
                    | "don"
                    | "doesn"
                    | "didn"
                    | "won"
                    | "wouldn"
                    | "can"
                    | "couldn"
                    | "shouldn"
                    | "hasn"
                    | "haven"
                    | "hadn"
                    | "mustn"
                    | "needn"
            ))
}

/// Whether a word denies in its own meaning.
pub fn denies_softly(word: &str) -> bool {
    const STARTS: [&str; 16] = [
        "fail", "refus", "reject", "deny", "deni", "lack", "declin", "absen", "unabl", "impossib", "unlik", "undecid",
        "prevent", "hardly", "barely", "kaum",
    ];
    STARTS.iter().any(|start| word.starts_with(start))
}

/// Words of which one says the opposite of the other, by stem; `~` marks one that only counts after "within".
pub const OPPOSITES: [(&[&str], &[&str]); 16] = [
    (
        &["rise", "rose", "risen", "grow", "grew", "increas", "climb", "gain"],
        &["fall", "fell", "fallen", "drop", "decreas", "declin", "shrink", "shrank", "lose", "lost"],
    ),
    (
        &["~reach", "achiev", "attain", "feasibl", "easi", "easy", "likely"],
        &["difficult", "hard", "unlik", "remot", "doubt", "imposs"],
    ),
    (&["support", "back", "favour", "favor", "welcom"], &["oppos", "resist", "condemn"]),
    (&["accept", "approv", "adopt", "agre"], &["reject", "refus", "declin", "disagre"]),
    (&["win", "won"], &["lose", "lost"]),
    (&["open", "reopen"], &["close", "shut"]),
    (&["success", "succeed"], &["fail", "failur"]),
    (&["strengthen", "improv"], &["weaken", "worsen", "deterior"]),
    (&["allow", "permit"], &["ban", "forbid", "forbidden", "prohibit"]),
    (&["join", "enter"], &["leav", "left", "quit"]),
    (&["more"], &["less", "fewer"]),
    (&["above", "over"], &["below", "under"]),
    (&["cheaper"], &["dearer"]),
    (&["safe"], &["unsaf", "danger"]),
    (&["import"], &["export"]),
    (&["buy", "bought"], &["sell", "sold"]),
];
