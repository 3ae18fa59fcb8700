//! What a rule pack means: names resolved, types known, everything found by index.

mod condition;
mod extent;
mod fact;
mod formula;
mod indicator;
mod signature;
mod visit;
mod whole;

pub use condition::{Condition, Grade, GradeLimit, GradeLimitKind, GradeRow};
pub use extent::{Extent, Extents, Known, Subject, times_up_to};
pub use fact::{Choice, Dimension, FactDeclaration, Kind, ListDeclaration};
pub use formula::{Aggregate, AggregateKind, Formula, FormulaKind, ListReference, RowBound, Type, WindowBound};
pub use indicator::{
    Bands, Cell, Clauses, Each, EachValue, Entry, Floor, GroupCap, GroupKey, MayRepeat, Method, Node, Override, Repeat,
    Rescale, Row, Same, Score, ScoreKind, Steps,
};

use crate::source::Span;
use crate::value::{Date, Number, Rounding};

/// A checked rule pack: what the evaluator walks.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Identity, and how the total is made.
    pub scheme: SchemePlan,
    /// Declared facts; a fact is named by its index.
    pub facts: Vec<FactDeclaration>,
    /// Definitions at the top level, each using only earlier ones.
    pub definitions: Vec<Definition>,
    /// Definitions over the records of lists.
    pub row_definitions: Vec<RowDefinitions>,
    /// Tracks: associations and districts.
    pub tracks: Vec<Track>,
    /// Sheets of the scheme itself.
    pub sheets: Vec<Sheet>,
    /// Conditions, vetoes, preferences and ceilings in order.
    pub conditions: Vec<Condition>,
    /// Added to or deducted from the total directly.
    pub adjustments: Vec<Node>,
    /// Grade scales.
    pub grades: Vec<Grade>,
    /// Parameters of the scheme: name, type, and a value for each year.
    pub parameters: Vec<Parameter>,
}

/// Identity of the scheme, and how the total is made.
#[derive(Clone, Debug)]
pub struct SchemePlan {
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
    /// 达线.
    pub pass_mark: Number,
    /// Places of the published total.
    pub places: u32,
    /// How the total is rounded.
    pub rounding: Rounding,
    /// Title and share of the slot that a track fills, where there is one.
    pub slot: Option<Slot>,
    /// Whether an item that was not submitted counts nothing in closed evaluation, or its lowest score.
    pub unsubmitted_counts_nothing: bool,
    /// The fact that holds the applicant's name.
    pub applicant_name: Option<usize>,
    /// The fact that holds the applicant's code.
    pub applicant_code: Option<usize>,
    /// In force from, to.
    pub effective: (Option<Date>, Option<Date>),
    /// What decides between equal totals, in order: codes of indicators or keys of sheets.
    pub tie_breaks: Vec<String>,
    /// What an applicant hands in.
    pub documents: Vec<Document>,
}

/// A document that an applicant hands in.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its key among the choices of the fact that lists what was handed in.
    pub key: String,
    /// Where its key stands.
    pub span: Span,
}

/// What a track's sheet fills.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Its title.
    pub title: String,
    /// Its share of the total.
    pub share: Number,
    /// Its points.
    pub points: Number,
}

/// An association or district.
#[derive(Clone, Debug)]
pub struct Track {
    /// ASCII key.
    pub key: String,
    /// Chinese name.
    pub name: String,
    /// Its sheet.
    pub sheet: Sheet,
}

/// A sheet of indicators.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The tree; its code is the sheet's key.
    pub root: Node,
    /// Share of the total.
    pub share: Number,
    /// How many indicators the scheme asks for at each level, where it says so.
    pub levels: Option<Vec<u32>>,
}

/// A named formula.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub formula: Formula,
    /// What it can come to.
    pub extent: Extent,
    /// The track it belongs to.
    pub track: Option<usize>,
    /// Where its name stands.
    pub span: Span,
}

/// The definitions over the records of one list, in order; they follow the declared fields as further fields.
#[derive(Clone, Debug)]
pub struct RowDefinitions {
    /// The list: index of the fact.
    pub fact: usize,
    /// The nested list: index of the field, where the definitions are over its records.
    pub field: Option<usize>,
    /// How many definitions at the top level stand before these.
    pub after: usize,
    /// Name and formula of each.
    pub definitions: Vec<(String, Formula)>,
    /// What each can come to.
    pub extents: Vec<Extent>,
}

/// A yearly figure published from outside.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it measures.
    pub dimension: Dimension,
    /// Year and value.
    pub values: Vec<(i32, Number)>,
    /// Where its name stands.
    pub span: Span,
}

impl Plan {
    /// The definitions over the records of a list, or of a list in its records.
    #[must_use]
    pub fn row_definitions(&self, fact: usize, field: Option<usize>) -> &[(String, Formula)] {
        extent::rows_of(&self.row_definitions, fact, field).map_or(&[], |rows| rows.definitions.as_slice())
    }
}
