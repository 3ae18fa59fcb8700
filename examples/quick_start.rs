//! Loads the shipped scheme, scores one applicant, and prints the verdict, the total and one screen of text.

use chengxin::{Language, Record, RuleSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::load("rules/beijing-2023")?;
    let json = std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?;
    let record = Record::from_json(&json)?;
    let breakdown = rules.evaluate(&record, "2023-10-31".parse()?)?;
    println!("{} {}", breakdown.verdict(), breakdown.total());
    println!("{}", breakdown.to_summary(Language::Chinese));
    Ok(())
}
