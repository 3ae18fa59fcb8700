//! The command line as clap reads it. The comments are the English help; `chinese.rs` holds the Chinese.

use std::path::PathBuf;

use chengxin::whatif::Assignment;
use chengxin::{Date, Mode, Number};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// What the exit codes mean.
const EXIT_CODES: &str = "Exit codes: 0 all well; 1 faulty rules, failed cases, or files that fmt --check would change; 2 wrong use, or a file cannot be read or written; \
                          3 some records could not be scored; 4 a breakdown does not agree with its inputs";

/// Selection rules checked, applicants scored exactly, results explained to the source line (诚信)
#[derive(Debug, Parser)]
#[command(name = "chengxin", version, disable_help_subcommand = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    /// Language of messages and reports: zh or en; by default that of the locale
    #[arg(long, global = true, value_name = "zh|en", hide_possible_values = true)]
    pub(crate) lang: Option<Tongue>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check rule files: every fault at once, with its line and the way out
    Check(Check),
    /// Score records
    Score(Score),
    /// Explain the score of one applicant, or of one indicator, step by step
    Explain(Explain),
    /// Recompute a breakdown from its inputs and say whether it agrees
    Verify(Verify),
    /// Run the cases of a rule pack against what they expect
    Test(Test),
    /// What a change of the rules means, and what it does to applicants
    Diff(Diff),
    /// What an applicant would score if some facts were otherwise
    Whatif(WhatIf),
    /// Write cases that try out what no case does: each branch, each side of each boundary, totals about the pass mark
    GenCases(GenCases),
    /// Advise an applicant: the least changes that reach the pass mark, and which documents decide
    Advise(Advise),
    /// Write what the rules mean as neutral JSON, for another program to read
    Export(Export),
    /// Print a JSON Schema
    Schema(Schema),
    /// Lay rule files out in the canonical form: indents, spaces, columns; comments and words stay
    Fmt(Fmt),
    /// Write a new rule file to start from
    New(New),
    /// Serve an editor: the language server protocol on standard input and output
    Lsp,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Rule packs (directories), or single .rules files within one
    #[arg(required_unless_present = "explain", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Also the sizes of the plan, and what evaluating a record costs at most
    #[arg(long)]
    pub(crate) stats: bool,
    /// Write what was proved as a page: HTML where the name ends with .html, else Markdown
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Explain a code, such as E0402, with a wrong and a right example; all lists every code
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "format", "limit", "all"])]
    pub(crate) explain: Option<String>,
    /// Show at most so many errors, and so many warnings, of each file; 20 by default
    #[arg(long, value_name = "N", conflicts_with = "all")]
    pub(crate) limit: Option<usize>,
    /// Show every error and warning
    #[arg(long)]
    pub(crate) all: bool,
    /// text (default) or json
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// Rule packs (directories), .rules files, or - for standard input to standard output
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing; say which files are not in the canonical form, and exit with 1 if any is not
    #[arg(long)]
    pub(crate) check: bool,
    /// Rewrite all keywords in this language: zh or en; by default each stays as written
    // What it says is read by `language::of_rules`: before `fmt` the same option means the messages.
    #[arg(id = "lang", long = "lang", value_name = "zh|en", hide_possible_values = true)]
    pub(crate) keywords: Option<Tongue>,
}

/// What an evaluation needs besides the record.
#[derive(Debug, Args)]
pub(crate) struct Evaluation {
    /// The rule pack: the directory that holds scheme.toml
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: PathBuf,
    /// The as-of date, such as 2023-10-31
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Date,
    /// The track (association or district) instead of the one each record names
    #[arg(long, value_name = "NAME")]
    pub(crate) track: Option<String>,
    /// After the deadline: what was not submitted counts as the scheme says
    #[arg(long)]
    pub(crate) closed: bool,
}

impl Evaluation {
    /// Open or closed.
    pub(crate) fn mode(&self) -> Mode {
        if self.closed { Mode::Closed } else { Mode::Open }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Score {
    #[command(flatten)]
    pub(crate) evaluation: Evaluation,
    /// Records: .json files, .jsonl or .ndjson files with one record a line, or - for such lines on standard input; or one
    /// table, .parquet or .arrow, scored into the table that -o names
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) records: Vec<PathBuf>,
    /// text (default), markdown, json, jsonl (breakdowns), or scores (compact results, a JSON line each, at speed)
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Format,
    /// With text: the whole breakdown instead of the summary
    #[arg(long)]
    pub(crate) full: bool,
    /// Write to this file, which appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) evaluation: Evaluation,
    /// The record, a .json file
    pub(crate) record: PathBuf,
    /// The code of an indicator or condition; everything without it
    pub(crate) indicator: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The breakdown, a .json file as score --format json writes it
    pub(crate) breakdown: PathBuf,
    /// The rule pack
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: PathBuf,
    /// The record, a .json file
    #[arg(long, value_name = "FILE")]
    pub(crate) record: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// The rule pack
    pub(crate) pack: PathBuf,
    /// Only the cases whose title or file name contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// List the cases that nobody has confirmed yet, with what each is there to hit
    #[arg(long)]
    pub(crate) unconfirmed: bool,
    /// Print what would have to change in the cases that fail, then rewrite what they expect
    #[arg(long, conflicts_with_all = ["format", "output", "unconfirmed", "coverage", "coverage_source", "coverage_min"])]
    pub(crate) bless: bool,
    #[command(flatten)]
    pub(crate) coverage: CoverageArguments,
    /// text (default), json or junit
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: TestFormat,
    /// Write to this file, which appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What is said of what the cases try out.
#[derive(Debug, Args)]
pub(crate) struct CoverageArguments {
    /// Also what the cases try out of the rules: branches, sides of boundaries, conditions, rules about records
    #[arg(long)]
    pub(crate) coverage: bool,
    /// Write the rules to this file, each line marked with what the cases try out of it
    #[arg(long, value_name = "FILE")]
    pub(crate) coverage_source: Option<PathBuf>,
    /// Exit with 1 where the cases try out less than so many percent, such as 90
    #[arg(long, value_name = "PERCENT")]
    pub(crate) coverage_min: Option<Number>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The rule pack as it was
    pub(crate) old: PathBuf,
    /// The rule pack as it is to be
    pub(crate) new: PathBuf,
    /// Records, each evaluated under both: .json files, .jsonl or .ndjson files, or - for lines on standard input
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) records: Vec<PathBuf>,
    /// Compare the records also where the new rules are not yet in force on the as-of date
    #[arg(long, requires = "records")]
    pub(crate) as_if_in_force: bool,
    /// The as-of date, such as 2023-10-31; by default the first day of the new rules, where they name one
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only this track (association or district), instead of the one each record names
    #[arg(long, value_name = "NAME")]
    pub(crate) track: Option<String>,
    /// After the deadline: what was not submitted counts as the schemes say
    #[arg(long)]
    pub(crate) closed: bool,
    /// text (default), markdown, json, or csv: with records one line for each applicant for whom anything changed
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: DiffFormat,
    /// Write to this file, which appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// List at most so many of each kind; 20 by default
    #[arg(long, value_name = "N", default_value_t = 20, hide_default_value = true)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct WhatIf {
    #[command(flatten)]
    pub(crate) evaluation: Evaluation,
    /// The record, a .json file
    pub(crate) record: PathBuf,
    /// What is to be otherwise: fact=value, such as hr.trained_count=240; nothing after = means not submitted
    #[arg(required = true, value_name = "FACT=VALUE")]
    pub(crate) changes: Vec<Assignment>,
    /// text (default) or json
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct GenCases {
    /// The rule pack
    pub(crate) pack: PathBuf,
    /// The directory for the case files; by default the cases of the pack
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Only for this indicator, condition or definition; may be given several times
    #[arg(long, value_name = "CODE")]
    pub(crate) only: Vec<String>,
    /// Only what the cases of the pack do not try out yet
    #[arg(long)]
    pub(crate) missing: bool,
    /// The as-of date of the cases, such as 2023-10-31; by default one for which the scheme is in force
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Replace files that are there
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Advise {
    /// The rule pack: the directory that holds scheme.toml
    #[arg(long, value_name = "DIR")]
    pub(crate) rules: PathBuf,
    /// The as-of date, such as 2023-10-31
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Date,
    /// The track (association or district) instead of the one the record names
    #[arg(long, value_name = "NAME")]
    pub(crate) track: Option<String>,
    /// The record, a .json file
    pub(crate) record: PathBuf,
    /// The total to be reached instead of the pass mark
    #[arg(long, value_name = "POINTS")]
    pub(crate) target: Option<Number>,
    /// At most so many alternatives; 5 by default
    #[arg(long, value_name = "N", default_value_t = 5, hide_default_value = true)]
    pub(crate) alternatives: usize,
    /// Write the record of each alternative into this directory, as 1.json, 2.json and so on
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
    /// text (default) or json
    #[arg(long, value_enum, default_value = "text", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: Plain,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The rule pack: the directory that holds scheme.toml
    #[arg(value_name = "PACK")]
    pub(crate) rules: PathBuf,
    /// Write to this file, which appears whole or not at all
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Of what: scheme, record, breakdown, diagnostics, tests (what test says), change and impact (what diff says),
    /// whatif or advice
    #[arg(value_enum, hide_possible_values = true)]
    pub(crate) of: SchemaOf,
    /// For record: the rule pack whose facts it declares
    #[arg(long, value_name = "DIR", required_if_eq("of", "record"))]
    pub(crate) rules: Option<PathBuf>,
    /// For record: with the facts of this track
    #[arg(long, value_name = "NAME")]
    pub(crate) track: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) what: NewWhat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewWhat {
    /// A commented sheet of an association or district, with a sample case
    Association(NewAssociation),
}

#[derive(Debug, Args)]
pub(crate) struct NewAssociation {
    /// Its Chinese name, such as 物业管理
    pub(crate) name: String,
    /// The rule pack; by default the current directory
    #[arg(long, value_name = "DIR", default_value = ".", hide_default_value = true)]
    pub(crate) rules: PathBuf,
    /// Its key in Latin letters, such as property; also the name of the file
    #[arg(long, value_name = "KEY")]
    pub(crate) key: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Tongue {
    Zh,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Plain {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Markdown,
    Json,
    Jsonl,
    Scores,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestFormat {
    Text,
    Json,
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    Scheme,
    Record,
    Breakdown,
    Advice,
    Diagnostics,
    Tests,
    Change,
    Impact,
    Whatif,
}
