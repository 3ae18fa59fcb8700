//! `chengxin test --coverage`: what the cases try out of the rules.

use std::path::Path;

use chengxin::testing::{self, Cases, Coverage};
use chengxin::{Language, Number, RuleSet};
use serde_json::Value;

use crate::arguments::CoverageArguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::phrase::phrase;

/// What the cases try out, where that was asked for, and how much is asked for.
pub(crate) struct Covered {
    coverage: Option<Coverage>,
    least: Option<Number>,
}

impl Covered {
    /// Measures what the cases of a pack try out, and writes the rules with marks where that was asked for.
    pub(crate) fn of(pack: &Path, asked: &CoverageArguments, language: Language) -> Result<Self, Failure> {
        let least = asked.coverage_min.clone();
        let wanted = asked.coverage || asked.coverage_source.is_some() || least.is_some();
        if !wanted {
            return Ok(Self { coverage: None, least });
        }
        let (rules, cases) = (RuleSet::load(pack)?, Cases::load(pack.join("cases"))?);
        let coverage = testing::coverage(&rules, &cases);
        if let Some(path) = &asked.coverage_source {
            let mut output = Output::open(Some(path))?;
            output.write(&coverage.to_source(language))?;
            output.finish()?;
        }
        Ok(Self { coverage: Some(coverage), least })
    }

    /// Whether as much is tried out as was asked for.
    pub(crate) fn suffices(&self) -> bool {
        let reaches = |coverage: &Coverage, least: &Number| coverage.share(None).reaches(least);
        self.coverage.as_ref().zip(self.least.as_ref()).is_none_or(|(coverage, least)| reaches(coverage, least))
    }

    /// The table after a text.
    pub(crate) fn after(&self, mut text: String, language: Language) -> String {
        let Some(coverage) = &self.coverage else { return text };
        text.push('\n');
        text.push_str(&coverage.to_text(language));
        if let (Some(least), false) = (&self.least, self.suffices()) {
            text.push_str(&phrase!(language, "不到要求的 {least}%\n", "less than the {least}% asked for\n"));
        }
        text
    }

    /// The same for programs.
    pub(crate) fn value(&self) -> Option<Value> {
        self.coverage.as_ref().map(Coverage::to_value)
    }
}
