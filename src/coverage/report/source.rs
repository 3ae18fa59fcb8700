//! The rules with marks: each line of which there is something to try out, and what is missing below it.

use std::collections::BTreeMap;

use super::super::{Coverage, CoveredTarget};
use crate::diagnostic::{Language, shown};
use crate::report::pick;

/// The code of a subject, and something to try out in it.
type Marked<'c> = (&'c str, &'c CoveredTarget);

impl Coverage {
    /// Every rule file, its lines numbered: ✓ where all is tried out that begins there, ✗ where something is not, with
    /// what is missing below the line.
    #[must_use]
    pub fn to_source(&self, language: Language) -> String {
        let mut places: BTreeMap<(&str, usize), Vec<Marked<'_>>> = BTreeMap::new();
        for subject in &self.subjects {
            for target in &subject.targets {
                let place = (target.origin.file.as_str(), target.origin.position.line);
                places.entry(place).or_default().push((subject.code.as_str(), target));
            }
        }
        let mut out = String::new();
        for source in self.sources.iter().filter(|source| source.name().ends_with(".rules")) {
            let name = source.name();
            out.push_str(&format!("{name}\n"));
            for (number, text) in (1_usize..).zip(source.text().lines()) {
                let targets = places.get(&(name, number)).map_or(&[][..], Vec::as_slice);
                out.push_str(&line(number, text, targets, language));
            }
            out.push('\n');
        }
        out
    }
}

fn line(number: usize, text: &str, targets: &[Marked<'_>], language: Language) -> String {
    let hit = targets.iter().filter(|(_, target)| target.hit).count();
    let (mark, count) = match targets.len() {
        0 => (" ", String::new()),
        all if hit == all => ("✓", all.to_string()),
        all => ("✗", format!("{hit}/{all}")),
    };
    let mut out = format!("{mark} {count:>5} {number:>4} │ {}\n", shown(text));
    for (code, target) in targets.iter().filter(|(_, target)| !target.hit) {
        let (what, missing) = (target.what.get(language), pick(language, "没有样例", "no case"));
        out.push_str(&format!("             │   ↑ {missing}: {}\n", shown(&format!("{code} {what}"))));
    }
    out
}
