//! The two packs that are compared, and how records are evaluated under both.

use std::path::Path;

use chengxin::{Language, Mode, Options, RuleSet};

use crate::arguments::Diff;
use crate::failure::Failure;
use crate::phrase::phrase;
use crate::rules;

/// Both packs, loaded.
pub(crate) struct Sides {
    /// As it was.
    pub(crate) old: RuleSet,
    /// As it is to be.
    pub(crate) new: RuleSet,
    /// The same for both: the as-of date, open or closed, and the key of the one track that is asked about.
    pub(crate) options: Options,
}

impl Sides {
    /// Loads both packs; the as-of date is by default the first day of the new rules.
    pub(crate) fn load(arguments: &Diff, language: Language) -> Result<Self, Failure> {
        let (old, new) = (rules::load(&arguments.old, language)?, rules::load(&arguments.new, language)?);
        let (first, _) = new.effective();
        let as_of = arguments.as_of.or(first).ok_or_else(|| no_date(&arguments.new, language))?;
        let mode = if arguments.closed { Mode::Closed } else { Mode::Open };
        let track = match arguments.track.as_deref() {
            Some(name) => {
                let key = rules::track(&old, name, language)?;
                rules::track(&new, &key, language)?;
                Some(key)
            }
            None => None,
        };
        Ok(Self { old, new, options: Options { as_of, mode, track } })
    }
}

fn no_date(new: &Path, language: Language) -> Failure {
    let path = new.display();
    Failure::Usage(phrase!(
        language,
        "{path} 没有写有效期（effective.from），要用 --as-of 写明基准日",
        "{path} does not say from when it is in force (effective.from): name the date with --as-of"
    ))
}
