//! Cases made to try out what no case does: one record for each branch, boundary side, condition and rule about records.

mod find;
mod write;

use std::collections::BTreeMap;
use std::path::Path;

use super::collect::subjects;
use super::measure::Tally;
use super::target::{Subject, Target};
use crate::RuleSet;
use crate::diagnostic::Message;
use crate::proof::attain::tracks;
use crate::source::Origin;
use crate::testing::Cases;
use crate::testing::case::of_text;
use crate::value::Date;
use find::{Finder, Found};
use write::{Sheet, Variant};

/// Which cases are to be made.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'w> {
    /// The as-of date; one within the period of the scheme where nothing is said.
    pub as_of: Option<Date>,
    /// Only for the indicators, conditions and definitions with these codes; for all where there are none.
    pub only: &'w [String],
    /// Nothing that these cases try out already.
    pub but: Option<&'w Cases>,
}

/// Cases that were made, as files.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// Case files and the records that they start from, by their names in the directory of cases.
    pub files: Vec<GeneratedFile>,
    /// How many cases there are in them.
    pub cases: usize,
    /// What no record was found for.
    pub unreached: Vec<Unreached>,
    /// Codes that were asked for and are those of nothing.
    pub unknown: Vec<String>,
}

/// A file that was made.
#[derive(Clone, Debug)]
pub struct GeneratedFile {
    /// Its name in the directory of cases.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Something to try out that no record was found for.
#[derive(Clone, Debug)]
pub struct Unreached {
    /// What it is called.
    pub name: String,
    /// The code of its subject, and what it is.
    pub what: Message,
    /// Where it stands.
    pub origin: Origin,
}

/// Makes a case for everything that can be tried out: just below, at and just above each boundary, into each branch, and
/// with a total just below the pass mark, at it and just above it.
///
/// Each is read back as a case, and is given only where its record hits what it says it hits. What it must come to is for
/// a person to say: every case is marked `confirmed = false`, and expects nothing.
///
/// ```
/// use chengxin::RuleSet;
/// use chengxin::testing::{Wanted, generate};
///
/// let rules = RuleSet::load("rules/beijing-2023")?;
/// let only = ["A1-1".to_owned()];
/// let generated = generate(&rules, &Wanted { only: &only, ..Wanted::default() });
/// for file in &generated.files {
///     println!("{}", file.name);
/// }
/// # Ok::<(), chengxin::Error>(())
/// ```
#[must_use]
pub fn generate(rules: &RuleSet, wanted: &Wanted<'_>) -> Generated {
    let plan = rules.plan();
    let as_of = wanted.as_of.unwrap_or_else(|| crate::proof::as_of(plan));
    let subjects = subjects(plan, rules.sources());
    let mut known = Tally::new(plan, &subjects);
    if let Some(cases) = wanted.but {
        cases.iter().filter_map(|case| case.input()).for_each(|(record, options)| {
            known.add(rules, record, options);
        });
    }
    let mut maker = Maker { rules, as_of, finder: Finder::new(plan, as_of, tracks(plan)), made: Generated::default() };
    let of_nothing = |code: &&String| !subjects.iter().any(|subject| subject.code == **code);
    maker.made.unknown = wanted.only.iter().filter(of_nothing).cloned().collect();
    for (subject, hit) in subjects.iter().zip(&known.hit) {
        let asked = wanted.only.is_empty() || wanted.only.contains(&subject.code);
        let open: Vec<&Target<'_>> =
            subject.targets.iter().zip(hit).filter(|(_, hit)| asked && !**hit).map(|(target, _)| target).collect();
        maker.subject(subject, &open);
    }
    maker.finish()
}

struct Maker<'p> {
    rules: &'p RuleSet,
    as_of: Date,
    finder: Finder<'p>,
    made: Generated,
}

impl<'p> Maker<'p> {
    /// One file for each track that the records of a subject are of.
    fn subject(&mut self, subject: &Subject<'p>, open: &[&Target<'p>]) {
        let mut variants: BTreeMap<Option<usize>, Vec<Variant>> = BTreeMap::new();
        self.finder.begin();
        for target in open {
            let found = self.finder.find(target, subject.track);
            let confirmed = found.iter().filter_map(|found| self.variant(subject, target, found));
            let confirmed: Vec<(Option<usize>, Variant)> = confirmed.collect();
            if confirmed.is_empty() {
                self.unreached(subject, target);
            }
            for (track, variant) in confirmed {
                let of_track = variants.entry(track).or_default();
                match of_track.iter_mut().find(|known| known.changes == variant.changes) {
                    Some(known) => known.also(variant),
                    None => of_track.push(variant),
                }
            }
        }
        for (track, variants) in variants {
            self.made.cases = self.made.cases.saturating_add(variants.len());
            let sheet = self.sheet(subject, track);
            let text = sheet.text(&variants);
            self.made.files.push(GeneratedFile { name: sheet.name, text });
        }
    }

    /// The record as a variant of the best one, where it hits the target when it is read back.
    fn variant(&self, subject: &Subject<'p>, target: &Target<'p>, found: &Found) -> Option<(Option<usize>, Variant)> {
        let sheet = self.sheet(subject, found.track);
        let variant = Variant::of(target, &sheet.base, &self.finder.json(&found.facts));
        let text = sheet.text(std::slice::from_ref(&variant));
        let records = [(sheet.record, Ok(sheet.base))].into();
        let cases = of_text(Path::new(&sheet.name), text, records);
        let hits = cases.iter().filter_map(|case| case.input()).any(|(record, options)| {
            let read = self.rules.facts(record, options);
            read.is_ok_and(|(track, facts)| track == found.track && self.finder.hits(target, track, &facts))
        });
        hits.then_some((found.track, variant))
    }

    fn sheet(&self, subject: &Subject<'p>, track: Option<usize>) -> Sheet {
        let plan = self.rules.plan();
        let key = track.and_then(|track| plan.tracks.get(track)).map(|track| track.key.as_str());
        Sheet::of(subject, key, self.as_of, self.finder.base(track))
    }

    fn unreached(&mut self, subject: &Subject<'p>, target: &Target<'p>) {
        let Message { zh, en } = &target.what;
        let what = Message { zh: format!("{} {zh}", subject.code), en: format!("{} {en}", subject.code) };
        let origin = self.rules.sources().origin(target.place);
        self.made.unreached.push(Unreached { name: target.name.clone(), what, origin });
    }

    /// The files of cases, and after them the records that they start from.
    fn finish(mut self) -> Generated {
        let plan = self.rules.plan();
        for track in tracks(plan) {
            let key = track.and_then(|track| plan.tracks.get(track)).map(|track| track.key.as_str());
            let name = write::record_name(key);
            let line = format!("record = \"{name}\"");
            if self.made.files.iter().any(|file| file.text.contains(&line)) {
                self.made.files.push(GeneratedFile { name, text: format!("{}\n", self.finder.base(track)) });
            }
        }
        self.made
    }
}
