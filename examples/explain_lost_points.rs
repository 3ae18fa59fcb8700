//! Finds the indicator on which an applicant lost most points, and explains it to the source line.

use chengxin::breakdown::Node;
use chengxin::{Language, Record, RuleSet};

/// The leaves of a tree of indicators.
fn leaves(node: &Node) -> Vec<&Node> {
    if node.children.is_empty() { vec![node] } else { node.children.iter().flat_map(leaves).collect() }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::load("rules/beijing-2023")?;
    let record = Record::from_json(&std::fs::read_to_string("rules/beijing-2023/cases/applicants/construction.json")?)?;
    let breakdown = rules.evaluate(&record, "2023-10-31".parse()?)?;
    let all = breakdown.sheets.iter().flat_map(|sheet| &sheet.indicators).flat_map(leaves);
    let worst = all.max_by_key(|leaf| leaf.points.minus(&leaf.score.low));
    if let Some(leaf) = worst {
        println!(
            "{} lost {} of {} points ({})",
            leaf.code,
            leaf.points.minus(&leaf.score.low),
            leaf.points,
            leaf.origin
        );
        println!("{}", breakdown.explain(Some(&leaf.code), Language::Chinese).unwrap_or_default());
    }
    Ok(())
}
