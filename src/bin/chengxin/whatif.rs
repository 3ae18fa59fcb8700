//! `chengxin whatif`: what an applicant would score if some facts were otherwise.

use std::process::ExitCode;

use chengxin::Language;
use chengxin::whatif::{WhatIfError, what_if};

use crate::arguments::{Plain, WhatIf};
use crate::failure::{Failure, say, tell};
use crate::phrase::phrase;
use crate::{record, rules, stream};

/// Evaluates the record as it is and with the changes.
pub(crate) fn run(arguments: &WhatIf, language: Language) -> Result<ExitCode, Failure> {
    let (rules, options) = rules::evaluation(&arguments.evaluation, language)?;
    let json = stream::one(&arguments.record)?;
    let found =
        what_if(&rules, &json, &arguments.changes, &options).map_err(|error| told(&error, arguments, language))?;
    let text = match arguments.format {
        Plain::Text => found.to_text(language),
        Plain::Json => format!("{}\n", found.to_json()),
    };
    say(&text).map(|()| ExitCode::SUCCESS)
}

fn told(error: &WhatIfError, arguments: &WhatIf, language: Language) -> Failure {
    let said = error.message();
    let said = said.get(language);
    match error {
        WhatIfError::UnknownFact { .. } | WhatIfError::Unchangeable(_) => Failure::Usage(said.to_owned()),
        WhatIfError::Record(errors) => record::refused(errors, &arguments.record, language),
        WhatIfError::Changed(errors) => {
            let path = arguments.record.display();
            tell(&phrase!(language, "{said}：", "{said}:"));
            tell(errors.render(language, &format!("{path}*")).trim_end());
            Failure::Refused
        }
    }
}
