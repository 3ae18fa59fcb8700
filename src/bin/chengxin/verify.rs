//! `chengxin verify`: a breakdown recomputed from its inputs, compared in every byte.

use std::path::Path;
use std::process::ExitCode;

use chengxin::{Breakdown, Language, Verification};

use crate::arguments::Verify;
use crate::failure::{DIFFERS, Failure, say, tell};
use crate::phrase::{phrase, pick};
use crate::{record, rules, stream};

/// So many differences are listed.
const LISTED: usize = 20;

/// Verifies one breakdown.
pub(crate) fn run(arguments: &Verify, language: Language) -> Result<ExitCode, Failure> {
    let text = stream::one(&arguments.breakdown)?;
    let breakdown = read(&text, &arguments.breakdown, language)?;
    let rules = rules::load(&arguments.rules, language)?;
    let read = record::read(&arguments.record, language)?;
    match breakdown.verify(&rules, &read) {
        Verification::Same => same(&breakdown, &text, language),
        Verification::Differs(differences) => {
            let count = differences.len();
            let mut out = phrase!(language, "不一致：{count} 处\n", "it differs in {count} places\n");
            let nothing = pick(language, "（无）", "(nothing)");
            for one in differences.iter().take(LISTED) {
                let said = |value: &str| if value.is_empty() { nothing.to_owned() } else { value.to_owned() };
                let (path, recorded, recomputed) = (&one.path, said(&one.recorded), said(&one.recomputed));
                out.push_str(&phrase!(
                    language,
                    "  {path}：明细中为 {recorded}，重新计算为 {recomputed}\n",
                    "  {path}: recorded {recorded}, recomputed {recomputed}\n"
                ));
            }
            if count > LISTED {
                out.push_str("  …\n");
            }
            say(&out).map(|()| ExitCode::from(DIFFERS))
        }
        Verification::Refused(errors) => {
            tell(pick(
                language,
                "不一致：按这套规则，这份记录不能计分",
                "it differs: by these rules the record cannot be scored",
            ));
            let _ = record::refused(&errors, &arguments.record, language);
            Ok(ExitCode::from(DIFFERS))
        }
    }
}

fn read(text: &str, path: &Path, language: Language) -> Result<Breakdown, Failure> {
    serde_json::from_str(text).map_err(|error| {
        let (path, line, column) = (path.display(), error.line(), error.column());
        Failure::Usage(phrase!(
            language,
            "{path}:{line}:{column} 不是得分明细（要 score --format json 写出的文件）",
            "{path}:{line}:{column}: not a breakdown (a file that score --format json writes)"
        ))
    })
}

/// The content agrees; the bytes of the file may still be others.
fn same(breakdown: &Breakdown, text: &str, language: Language) -> Result<ExitCode, Failure> {
    let bare = text.trim_end_matches(['\n', '\r']);
    if bare == breakdown.to_json() || bare == breakdown.to_json_line() {
        say(pick(language, "一致：每个字节都相同\n", "it agrees in every byte\n"))?;
        return Ok(ExitCode::SUCCESS);
    }
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    if value(text) == value(&breakdown.to_json_line()) {
        say(pick(
            language,
            "一致：内容相同，只是文件的空白或次序不同\n",
            "it agrees: the content is the same, only blanks or order in the file differ\n",
        ))?;
        return Ok(ExitCode::SUCCESS);
    }
    say(pick(
        language,
        "不一致：文件中有得分明细里没有的内容\n",
        "it differs: the file holds what does not belong to a breakdown\n",
    ))?;
    Ok(ExitCode::from(DIFFERS))
}
