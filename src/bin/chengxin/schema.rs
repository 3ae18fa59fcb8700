//! `chengxin schema`: the JSON Schema of a scheme, a record, a breakdown, what a check finds or what came of cases.

use std::process::ExitCode;

use chengxin::Language;

use crate::arguments::{Schema, SchemaOf};
use crate::failure::{Failure, say};
use crate::phrase::pick;
use crate::rules;

/// Prints the schema.
pub(crate) fn run(arguments: &Schema, language: Language) -> Result<ExitCode, Failure> {
    let schema = match arguments.of {
        SchemaOf::Scheme => chengxin::scheme_schema(),
        SchemaOf::Change => chengxin::change::change_schema(),
        SchemaOf::Impact => chengxin::impact::impact_schema(),
        SchemaOf::Whatif => chengxin::whatif::whatif_schema(),
        SchemaOf::Diagnostics => chengxin::diagnostic::findings_schema(),
        SchemaOf::Tests => chengxin::testing::results_schema(),
        SchemaOf::Advice => chengxin::advice::advice_schema(),
        SchemaOf::Breakdown => chengxin::breakdown_schema(),
        SchemaOf::Record => {
            let directory = arguments.rules.as_deref().ok_or_else(|| {
                let said = pick(language, "schema record 要写 --rules <目录>", "schema record needs --rules DIR");
                Failure::Usage(said.to_owned())
            })?;
            let rules = rules::load(directory, language)?;
            let track = arguments.track.as_deref().map(|name| rules::track(&rules, name, language)).transpose()?;
            rules.record_schema(track.as_deref())
        }
    };
    say(&format!("{schema:#}\n")).map(|()| ExitCode::SUCCESS)
}
