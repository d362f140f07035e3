//! What `config.toml` says.

/// What Markdown may hold, and how its punctuation is set.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProseSettings {
    /// Schemes that links may have, in lower case.
    pub schemes: Vec<String>,
    /// Whether raw HTML is taken (and sanitised) rather than refused.
    pub raw_html: bool,
    /// Whether quotes, dashes and dots are set as typographers do.
    pub smart: bool,
}

impl Default for ProseSettings {
    fn default() -> Self {
        ProseSettings { schemes: ["https", "http", "mailto"].map(String::from).to_vec(), raw_html: false, smart: true }
    }
}
