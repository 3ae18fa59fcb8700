//! The rule set: loaded and checked once, then asked about any number of records.

mod cascade;
mod load;
mod page;
mod verify;

use std::path::Path;
use std::sync::Arc;

pub use load::Checked;
pub use verify::{Difference, Verification};

use crate::breakdown::{Breakdown, Digests, FileDigest, Mode};
use crate::diagnostic::{Diagnostic, say};
use crate::error::{Error, RuleErrors};
use crate::eval::{self, Circumstances};
use crate::facts::{self, Facts};
use crate::plan::Plan;
use crate::record::{Fault, Record, RecordErrors};
use crate::source::{Position, Sources};
use crate::value::Date;

/// A checked rule pack. Immutable, cheap to clone, and shared between threads freely.
///
/// ```
/// use chengxin::{Record, RuleSet};
///
/// let rules = RuleSet::load("rules/beijing-2023")?;
/// let record = Record::from_json(&std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?)?;
/// let breakdown = rules.evaluate(&record, "2023-10-31".parse()?)?;
/// println!("{} {}", breakdown.verdict(), breakdown.total());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RuleSet {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    plan: Plan,
    sources: Sources,
    digests: Vec<FileDigest>,
    warnings: Vec<Diagnostic>,
}

/// How a record is evaluated.
#[derive(Clone, Debug)]
pub struct Options {
    /// The as-of date (基准日).
    pub as_of: Date,
    /// Open, or closed after the deadline.
    pub mode: Mode,
    /// The key or name of the track; the one that the record names where nothing is said.
    pub track: Option<String>,
}

impl Options {
    /// Open evaluation on a date, with the track that the record names.
    #[must_use]
    pub fn on(as_of: Date) -> Self {
        Self { as_of, mode: Mode::Open, track: None }
    }
}

impl RuleSet {
    /// Loads and checks a pack: the directory that holds `scheme.toml`.
    ///
    /// # Errors
    /// Where a file cannot be read, or the rules are faulty: then with every fault at once.
    pub fn load(directory: impl AsRef<Path>) -> Result<Self, Error> {
        let (sources, listed) = load::from_directory(directory.as_ref())?;
        Self::build(sources, listed)
    }

    /// Checks a pack from texts, without a file system: each with its name in the pack, such as `scheme.toml`,
    /// `basic.rules`, `tracks/construction.rules`.
    ///
    /// # Errors
    /// Where a text that `scheme.toml` names is not there, or the rules are faulty.
    pub fn from_sources<N, T>(texts: impl IntoIterator<Item = (N, T)>) -> Result<Self, Error>
    where
        N: Into<String>,
        T: Into<String>,
    {
        let texts = texts.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        let (sources, listed) = load::from_texts(texts)?;
        Self::build(sources, listed)
    }

    /// Checks a pack and says everything that is found, also where it cannot be used. The path is a pack, or a rule file
    /// in one: then only what concerns that file is said.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn check(path: impl AsRef<Path>) -> Result<Checked, Error> {
        load::check(path.as_ref())
    }

    /// Checks a pack from texts, as [`RuleSet::check`] does one of files: everything that is found, and what was proved.
    ///
    /// # Errors
    /// Where `scheme.toml` is not among the texts.
    pub fn check_sources<N, T>(texts: impl IntoIterator<Item = (N, T)>) -> Result<Checked, Error>
    where
        N: Into<String>,
        T: Into<String>,
    {
        let texts = texts.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        let (sources, listed) = load::from_texts(texts)?;
        Ok(load::proved(sources, listed))
    }

    fn build(sources: Sources, listed: load::Listed) -> Result<Self, Error> {
        match load::plan(&sources, listed) {
            Ok((plan, warnings)) => {
                let digests = digests(&sources).collect();
                Ok(Self { inner: Arc::new(Inner { plan, sources, digests, warnings }) })
            }
            Err(diagnostics) => Err(Error::Rules(RuleErrors { sources, diagnostics })),
        }
    }

    /// Scores a record on a date: open, with the track that the record names.
    ///
    /// # Errors
    /// Where the record does not fit the declared facts; every misfit is named.
    pub fn evaluate(&self, record: &Record, as_of: Date) -> Result<Breakdown, RecordErrors> {
        self.evaluate_with(record, &Options::on(as_of))
    }

    /// Scores a record.
    ///
    /// # Errors
    /// Where the record does not fit the declared facts, or names a track that is not there.
    pub fn evaluate_with(&self, record: &Record, options: &Options) -> Result<Breakdown, RecordErrors> {
        let (track, facts) = self.facts(record, options)?;
        let digests =
            Digests { algorithm: "SHA-256".to_owned(), rules: self.inner.digests.clone(), record: record.digest() };
        let circumstances = Circumstances { as_of: options.as_of, mode: options.mode, track, digests };
        Ok(eval::evaluate(self.plan(), &self.inner.sources, &facts, &circumstances))
    }

    /// What comes of a record, without the words of rules and values and without digests: for comparing many.
    pub(crate) fn outline(&self, (track, facts): &(Option<usize>, Facts), options: &Options) -> Breakdown {
        let digests = Digests { algorithm: String::new(), rules: Vec::new(), record: String::new() };
        let circumstances = Circumstances { as_of: options.as_of, mode: options.mode, track: *track, digests };
        eval::outline(self.plan(), facts, &circumstances)
    }

    /// The track of a record, and what it says in the terms of the declared facts.
    pub(crate) fn facts(&self, record: &Record, options: &Options) -> Result<(Option<usize>, Facts), RecordErrors> {
        let track = self.track(options.track.as_deref().or(record.track()))?;
        Ok((track, facts::read(record, &self.plan().facts, track, options.as_of)?))
    }

    /// The digest of each file.
    pub(crate) fn digests(&self) -> &[FileDigest] {
        &self.inner.digests
    }

    /// What the rules mean.
    pub(crate) fn plan(&self) -> &Plan {
        &self.inner.plan
    }

    /// The track of this key or name.
    pub(crate) fn track(&self, named: Option<&str>) -> Result<Option<usize>, RecordErrors> {
        let Some(named) = named else { return Ok(None) };
        let tracks = &self.inner.plan.tracks;
        let found = tracks.iter().position(|track| track.key == named || track.name == named);
        if found.is_some() {
            return Ok(found);
        }
        let known = |open: &str, close: &str, comma: &str| {
            let known = tracks.iter().map(|track| format!("{}{open}{}{close}", track.key, track.name));
            known.collect::<Vec<_>>().join(comma)
        };
        let (zh, en) = (known("（", "）", "、"), known(" (", ")", ", "));
        let fault = Fault::new(
            "R0105",
            say!("没有“{named}”这个申报渠道", "there is no track “{named}”", named = crate::record::quoted(named)),
        )
        .help(say!("有这些：{zh}", "there are: {en}"));
        Err(fault.at("track".to_owned(), Position { line: 1, column: 1 }).into())
    }

    /// Key and Chinese name of each track.
    pub fn tracks(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inner.plan.tracks.iter().map(|track| (track.key.as_str(), track.name.as_str()))
    }

    /// The first and the last as-of date that the scheme is meant for, where it says so.
    #[must_use]
    pub fn effective(&self) -> (Option<Date>, Option<Date>) {
        self.inner.plan.scheme.effective
    }

    /// What the checker found worth saying.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.inner.warnings
    }

    /// The texts of the pack.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.inner.sources
    }

    /// What the rules mean as neutral JSON, for another program to read: facts, definitions, conditions, indicators and
    /// how they are scored, each with its source line. The format is that of `docs/audit.md`; the same rules give the
    /// same bytes.
    ///
    /// ```
    /// # use chengxin::RuleSet;
    /// let rules = RuleSet::load("rules/beijing-2023")?;
    /// assert!(rules.export().starts_with("{\n  \"format\": 1,"));
    /// # Ok::<(), chengxin::Error>(())
    /// ```
    #[must_use]
    pub fn export(&self) -> String {
        crate::export::export(self.plan(), self.sources())
    }

    /// The JSON Schema of a record for these rules: facts of the whole scheme, and of one track.
    #[cfg(feature = "schema")]
    #[must_use]
    pub fn record_schema(&self, track: Option<&str>) -> serde_json::Value {
        let plan = &self.inner.plan;
        let track = plan.tracks.iter().position(|known| track == Some(&known.key) || track == Some(&known.name));
        facts::record_schema(&plan.facts, track, &plan.scheme.title)
    }
}

impl Checked {
    /// The digest of each file, as in every breakdown.
    pub fn digests(&self) -> impl Iterator<Item = FileDigest> {
        digests(&self.sources)
    }
}

fn digests(sources: &Sources) -> impl Iterator<Item = FileDigest> {
    sources.iter().map(|source| FileDigest {
        file: source.name().to_owned(),
        digest: crate::record::sha256(source.text().as_bytes()),
    })
}
