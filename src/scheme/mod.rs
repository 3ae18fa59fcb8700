//! `scheme.toml`: what is configured rather than written as a rule.

mod file;
mod misread;
mod read;

use crate::plan::Dimension;
use crate::source::Span;
use crate::value::{Date, Number, Rounding};

#[cfg(feature = "schema")]
pub use file::scheme_schema;
pub use read::read;

/// A value with its place in `scheme.toml`.
#[derive(Clone, Debug)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A scheme as configured.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whether an authority issued it.
    pub official: bool,
    /// What must be said wherever a result is shown.
    pub disclaimer: String,
    /// The same in English.
    pub disclaimer_en: String,
    /// The rule files of the scheme itself, in order.
    pub files: Vec<Placed<String>>,
    /// 达线.
    pub pass_mark: Number,
    /// Places of the published total, and how it is rounded.
    pub rounding: (u32, Rounding),
    /// Whether an item not submitted counts nothing in closed evaluation (else its lowest score).
    pub unsubmitted_counts_nothing: bool,
    /// In force from, to.
    pub effective: (Option<Date>, Option<Date>),
    /// Names of the facts that hold the applicant's name and code.
    pub applicant: (Option<Placed<String>>, Option<Placed<String>>),
    /// Sheets of the scheme itself.
    pub sheets: Vec<SheetEntry>,
    /// What a track fills.
    pub slot: Option<SlotEntry>,
    /// What decides between equal totals: codes of indicators or keys of sheets, in order.
    pub tie_breaks: Vec<Placed<String>>,
    /// What an applicant hands in.
    pub documents: Vec<Document>,
    /// Yearly figures published from outside.
    pub parameters: Vec<ParameterEntry>,
}

/// A sheet of the scheme itself.
#[derive(Clone, Debug)]
pub struct SheetEntry {
    /// Its key.
    pub key: Placed<String>,
    /// Its weight, relative to the other weights.
    pub weight: Placed<Number>,
    /// Its points.
    pub points: Placed<Number>,
    /// How many indicators there are at each level.
    pub levels: Option<Placed<Vec<u32>>>,
}

/// What a track fills.
#[derive(Clone, Debug)]
pub struct SlotEntry {
    /// Its title.
    pub title: String,
    /// Its weight, relative to the other weights.
    pub weight: Placed<Number>,
    /// The points of a track's sheet.
    pub points: Placed<Number>,
    /// The directory whose rule files are tracks.
    pub directory: String,
}

/// A document that an applicant hands in.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its key among the choices of the fact that lists what was handed in.
    pub key: Placed<String>,
}

/// A yearly figure published from outside.
#[derive(Clone, Debug)]
pub struct ParameterEntry {
    /// Its name.
    pub name: Placed<String>,
    /// What it measures.
    pub dimension: Dimension,
    /// Year and value.
    pub values: Vec<(i32, Number)>,
}
