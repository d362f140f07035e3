//! The thresholds of the comparison: each with the reason for its value, each to be set in `[compare]` of the config.

use std::collections::BTreeMap;

use super::evidence::Milli;
use crate::config::Compare;

/// Scores, similarities and shares are kept in thousandths, so that no machine's rounding shows.
pub(super) const ONE: i64 = 1000;

/// The thresholds, scores and shares in thousandths.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Settings {
    /// What two sentences must score above to add to an alignment. Sentences of one subject that were written apart
    /// score .05 to .15; below .2 an alignment grows through them.
    pub tau: i64,
    /// What a sentence that one side lacks costs an alignment: little enough that three may be dropped between two
    /// that are paraphrased.
    pub skip: i64,
    /// What an alignment must add up to. One sentence alone has to be alike without doubt.
    pub min_score: i64,
    /// What takes the place of `tau` where one text retells much of the other: there, a name or a number that stands
    /// nowhere else says which sentences belong together, and the other words need only agree.
    pub beside: i64,
    /// How much must speak for a shared text before anything of a pair is a passage: which share of the facts that both
    /// tell they tell together with another (`kinship.rs`), and something for how many they are, for their order and for a short
    /// text. Of the labelled families whose independent reports were written without the text, these reach .576; most
    /// retellings have more than .7.
    pub evidence: i64,
    /// How much of a sentence's words a single one must have in common with another, where no alignment took it up.
    pub containment: i64,
    /// From this share of equal words on, a passage is near-verbatim.
    pub near: i64,
    /// How many rare pairs of words two sources must share to be looked at.
    pub min_shared: usize,
    /// A pair of words is rare where so many sources or groups have it. Above, it is the subject's own vocabulary.
    pub max_df: usize,
    /// With so many others a source is compared at most: those that it shares most with.
    pub partners: usize,
    /// How much of the shorter text two sources must share, in two passages or more, to descend from one text.
    pub coverage: i64,
    /// How much a name, a number or a quoted word weighs beside another word: reports of one event share those
    /// without sharing a text.
    pub common: i64,
    /// How much of one text must stand in another to the letter for both to be of one group.
    pub copy: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            tau: 200,
            skip: 60,
            min_score: 200,
            beside: 120,
            evidence: 600,
            containment: 600,
            near: 590,
            min_shared: 5,
            max_df: 24,
            partners: 50,
            coverage: 90,
            common: 500,
            copy: 800,
        }
    }
}

impl Settings {
    /// The thresholds as the config sets them.
    pub fn new(config: &Compare) -> Self {
        let mut settings = Settings::default();
        for (key, millionths) in &config.thresholds {
            let (share, count) = (millionths / 1000, (millionths / 1_000_000).max(0) as usize);
            match *key {
                "tau" => settings.tau = share,
                "skip" => settings.skip = share,
                "min_score" => settings.min_score = share,
                "beside" => settings.beside = share,
                "evidence" => settings.evidence = share,
                "containment" => settings.containment = share,
                "near" => settings.near = share,
                "min_shared" => settings.min_shared = count,
                "max_df" => settings.max_df = count,
                "partners" => settings.partners = count,
                "coverage" => settings.coverage = share,
                "common" => settings.common = share,
                "copy" => settings.copy = share,
                _ => {}
            }
        }
        settings
    }

    /// As the evidence file keeps them.
    pub fn named(&self) -> BTreeMap<String, Milli> {
        let count = |count: usize| (count as i64).saturating_mul(ONE);
        let all = [
            ("tau", self.tau),
            ("skip", self.skip),
            ("min_score", self.min_score),
            ("beside", self.beside),
            ("evidence", self.evidence),
            ("containment", self.containment),
            ("near", self.near),
            ("min_shared", count(self.min_shared)),
            ("max_df", count(self.max_df)),
            ("partners", count(self.partners)),
            ("coverage", self.coverage),
            ("common", self.common),
            ("copy", self.copy),
        ];
        all.into_iter().map(|(name, value)| (name.to_string(), Milli(value))).collect()
    }
}
