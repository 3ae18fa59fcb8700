//! Reading the command line, with its errors in the reader's language.

use std::process::ExitCode;

use chengxin::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches};

use crate::arguments::Arguments;
use crate::chinese::in_chinese;
use crate::failure::{USAGE, say, tell};

/// The arguments, or the exit code where help was asked for or the command line is wrong.
pub(crate) fn parse(language: Language) -> Result<Arguments, ExitCode> {
    let command = match language {
        Language::Chinese => in_chinese(Arguments::command()),
        Language::English => Arguments::command(),
    };
    let read = command.try_get_matches().and_then(|mut matches| Arguments::from_arg_matches_mut(&mut matches));
    read.map_err(|error| refused(&error, language))
}

fn refused(error: &clap::Error, language: Language) -> ExitCode {
    if !error.use_stderr() {
        return say(&error.render().to_string())
            .map_or_else(|failure| failure.report(language), |()| ExitCode::SUCCESS);
    }
    let asks_for_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    match language {
        Language::Chinese if !asks_for_help => tell(&chinese(error)),
        Language::Chinese | Language::English => tell(error.render().to_string().trim_end()),
    }
    ExitCode::from(USAGE)
}

fn chinese(error: &clap::Error) -> String {
    let argument = context(error, ContextKind::InvalidArg);
    let value = context(error, ContextKind::InvalidValue);
    let prior = context(error, ContextKind::PriorArg);
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 缺少取值"),
        ErrorKind::InvalidValue => format!("{argument} 没有“{value}”这个取值"),
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个参数"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(error, ContextKind::InvalidSubcommand)),
        ErrorKind::NoEquals => format!("{argument} 的取值前要写 ="),
        ErrorKind::ValueValidation if argument.contains("--as-of") => {
            format!("“{value}”不是日期，写成 2023-10-31 或 2023年10月31日")
        }
        ErrorKind::ValueValidation if argument.contains("FACT=VALUE") || argument.contains("事实=值") => {
            format!("“{value}”不是 事实=值，写成 参训人数=240")
        }
        ErrorKind::ValueValidation => format!("{argument} 的取值“{value}”无效"),
        ErrorKind::TooManyValues => format!("{argument} 的取值太多：“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 的取值个数不对"),
        ErrorKind::ArgumentConflict if prior == argument => format!("{argument} 只能写一次"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能与 {prior} 同时使用"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format
        | _ => error.render().to_string(),
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let near: String = suggested.into_iter().map(|kind| context(error, kind)).collect();
    let valid = context(error, ContextKind::ValidValue) + &context(error, ContextKind::ValidSubcommand);
    let mut said = format!("错误：{what}\n");
    if !near.is_empty() {
        said.push_str(&format!("  是不是“{near}”？\n"));
    } else if !valid.is_empty() {
        said.push_str(&format!("  可以写：{valid}\n"));
    }
    said.push_str("\n用 chengxin --help 看全部用法，用 chengxin <命令> --help 看一个命令的用法。");
    said
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(many)) => many.join("、"),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
