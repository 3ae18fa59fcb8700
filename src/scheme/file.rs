//! The shape of `scheme.toml`, read by serde with the place of every value kept.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// `scheme.toml`. Exact numbers are strings (`"80"`, `"0.5"`), so that none passes through a float.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "scheme.toml"))]
#[serde(deny_unknown_fields)]
pub(crate) struct SchemeFile {
    /// Stable id of the scheme, ASCII.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) id: Spanned<String>,
    /// Title as shown.
    pub(crate) title: String,
    /// Version of these rules.
    pub(crate) version: String,
    /// Version of the rules language: 1.
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub(crate) language: Spanned<u32>,
    /// Whether an authority issued these rules.
    #[serde(default)]
    pub(crate) official: bool,
    /// What must be said wherever a result is shown.
    #[serde(default)]
    pub(crate) disclaimer: String,
    /// The same in English.
    #[serde(default)]
    pub(crate) disclaimer_en: String,
    /// The rule files of the scheme itself, in order.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub(crate) files: Vec<Spanned<String>>,
    /// The pass mark (达线), included.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) pass_mark: Spanned<String>,
    /// What counts for an item that was not submitted when the evaluation is closed.
    #[serde(default)]
    pub(crate) unsubmitted: Unsubmitted,
    /// Where and how is rounded.
    #[serde(default)]
    pub(crate) rounding: Option<RoundingFile>,
    /// When the scheme is in force.
    #[serde(default)]
    pub(crate) effective: Option<EffectiveFile>,
    /// The facts that say who applies.
    #[serde(default)]
    pub(crate) applicant: Option<ApplicantFile>,
    /// Sheets of the scheme itself.
    pub(crate) sheets: Vec<SheetFile>,
    /// What a track (association, district) fills with its own sheet.
    #[serde(default)]
    pub(crate) slot: Option<SlotFile>,
    /// What decides between equal totals, in order.
    #[serde(default)]
    pub(crate) tie_breaks: Vec<TieBreakFile>,
    /// The documents an applicant submits.
    #[serde(default)]
    pub(crate) documents: Vec<DocumentFile>,
    /// How many places each track has.
    #[serde(default)]
    #[expect(dead_code, reason = "quotas are for the ranking of a cohort, which takes the number as an argument")]
    pub(crate) quotas: BTreeMap<String, u32>,
    /// Yearly figures published from outside, by name.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, ParameterFile>"))]
    pub(crate) parameters: BTreeMap<Spanned<String>, ParameterFile>,
}

/// What counts for an item that was not submitted when the evaluation is closed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unsubmitted {
    /// The item counts 0.
    #[default]
    Zero,
    /// The item counts the least it could be.
    Lowest,
}

/// Where and how is rounded.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct RoundingFile {
    /// The total, once, before it is compared with the pass mark.
    pub(crate) total: TotalRounding,
}

/// How a number is rounded.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct TotalRounding {
    /// Places after the point, at most 10.
    #[cfg_attr(feature = "schema", schemars(with = "u32"))]
    pub(crate) places: Spanned<u32>,
    /// `half_up` (四舍五入), `down`, `up`.
    pub(crate) mode: crate::value::Rounding,
}

/// When the scheme is in force.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct EffectiveFile {
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(crate) from: Option<Spanned<String>>,
    /// Last day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(crate) to: Option<Spanned<String>>,
}

/// The facts that say who applies.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicantFile {
    /// Name of the fact with the applicant's name.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(crate) name: Option<Spanned<String>>,
    /// Name of the fact with the applicant's code.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub(crate) code: Option<Spanned<String>>,
}

/// A sheet of the scheme itself.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetFile {
    /// The key of the sheet in its rule file.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) key: Spanned<String>,
    /// Its weight, relative to the other weights.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) weight: Spanned<String>,
    /// Its points.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) points: Spanned<String>,
    /// How many indicators there are at each level, from the first.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Vec<u32>>"))]
    pub(crate) levels: Option<Spanned<Vec<u32>>>,
}

/// What a track fills.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct SlotFile {
    /// Title as shown.
    pub(crate) title: String,
    /// Its weight, relative to the other weights.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) weight: Spanned<String>,
    /// The points of a track's sheet.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) points: Spanned<String>,
    /// The directory whose `.rules` files are tracks, one each.
    pub(crate) directory: String,
}

/// What decides between equal totals.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct TieBreakFile {
    /// The code of an indicator, or the key of a sheet.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) score: Spanned<String>,
}

/// A document that an applicant submits.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentFile {
    /// Its name.
    pub(crate) name: String,
    /// Its key among the choices of the fact that lists the documents.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) key: Spanned<String>,
}

/// A yearly figure published from outside.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(crate) struct ParameterFile {
    /// `金额`, `比率` or `数值`.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub(crate) kind: Spanned<String>,
    /// Year and value: `2022 = "4.5%"`.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, String>"))]
    pub(crate) values: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// The JSON Schema of `scheme.toml`, which editors use to complete it.
#[cfg(feature = "schema")]
#[must_use]
pub fn scheme_schema() -> serde_json::Value {
    schemars::schema_for!(SchemeFile).to_value()
}
