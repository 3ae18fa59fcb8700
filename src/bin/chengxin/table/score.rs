//! Scores a table into a table.

use std::path::Path;
use std::process::ExitCode;

use chengxin::columnar::{Evaluator, Scores};
use chengxin::{Language, RecordErrors};

use super::read::{ROWS, open, unreadable};
use super::write::Table;
use crate::arguments::Score;
use crate::failure::{Failure, tell};
use crate::phrase::{phrase, pick};
use crate::tally::Tally;
use crate::{output, rules};

/// So many misfits of rows are told; the table names all of them.
const TOLD: u64 = 20;

/// Scores every row.
pub(crate) fn run(arguments: &Score, language: Language) -> Result<ExitCode, Failure> {
    let (Some(input), Some(output)) = (arguments.records.first(), arguments.output.as_deref()) else {
        return Err(Failure::Refused);
    };
    output::refuse_overwriting(Some(output), &arguments.records, language)?;
    let batches = open(input, language)?;
    let (rules, options) = rules::evaluation(&arguments.evaluation, language)?;
    let refused = |errors: &RecordErrors| {
        tell(&placed(errors, input, pick(language, "列", "column"), language));
        Failure::Refused
    };
    let evaluator = Evaluator::new(&rules, &options).map_err(|errors| refused(&errors))?;
    let mut table = Table::create(output, &evaluator.score_schema(&batches.schema()))?;
    let mut tally = Tally::default();
    for batch in batches {
        let batch = batch.map_err(|error| unreadable(input, &error, language))?;
        let mut start = 0;
        while start < batch.num_rows() {
            let part = batch.slice(start, ROWS.min(batch.num_rows().saturating_sub(start)));
            let scores = evaluator.evaluate(&part).map_err(|errors| refused(&errors))?;
            count(&scores, &mut tally, input, language);
            table.write(scores.batch())?;
            start = start.saturating_add(ROWS);
        }
    }
    table.finish()?;
    if tally.refused > TOLD {
        let more = tally.refused.saturating_sub(TOLD);
        tell(&phrase!(
            language,
            "另有 {more} 行不符，见结果表的 errors 列",
            "and {more} more rows that do not fit: see the column errors of the result"
        ));
    }
    tell(&tally.line(language));
    Ok(ExitCode::from(tally.exit_code()))
}

/// Counts the verdicts of a batch, and tells its misfits by the numbers of their rows in the file, from 1.
fn count(scores: &Scores, tally: &mut Tally, input: &Path, language: Language) {
    let before = tally.all();
    scores.verdicts().iter().flatten().for_each(|verdict| tally.count(*verdict));
    for (row, errors) in scores.misfits() {
        tally.refused = tally.refused.saturating_add(1);
        if tally.refused <= TOLD {
            let row = before.saturating_add(u64::try_from(row).unwrap_or(0)).saturating_add(1);
            tell(&placed(errors, input, &phrase!(language, "第 {row} 行", "row {row}"), language));
        }
    }
}

/// Misfits with their place in a table instead of in a text.
fn placed(errors: &RecordErrors, input: &Path, place: &str, language: Language) -> String {
    let file = input.display().to_string();
    let alone = format!("  --> {file}:1:1");
    let rendered = errors.render(language, &file);
    let placed = rendered.trim_end().lines().map(|line| match line.strip_prefix(&alone) {
        Some(rest) => format!("  --> {file} {place}{rest}"),
        None => line.to_owned(),
    });
    placed.collect::<Vec<_>>().join("\n")
}
