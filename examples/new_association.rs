//! Adds an association's sheet to the shipped scheme without touching its files, and scores an applicant with it.

use chengxin::{Language, Record, RuleSet};

/// The association's own file: its facts, its condition, its sheet of 100 points.
const HOUSEKEEPING: &str = r#"
# 参考示例，非官方
事实 持证家政员人数 (housekeeping.certified) 整数 人
事实 家政员人数 (housekeeping.workers) 整数 人 1人以上
事实 服务投诉 (housekeeping.complaints) 列表 {
  投诉日期 (on) 日期
  有责 (liable) 是否
}

条件 家-1 "持证上岗过半" {
  要求 持证家政员人数 ÷ 家政员人数 达到 50%
}

指标表 家政服务业 (housekeeping) 满分 100 {
  指标 JF1 "持证上岗率" 满分 60 {
    分档 持证家政员人数 ÷ 家政员人数 {
      90%以上         : 满分
      50%以上不足90%   : 由 30 分 至 60 分
      不足50%         : 0 分
    }
  }
  指标 JF2 "有责投诉" 满分 40 {
    起始 40 分
    每条 服务投诉 {
      当 有责 且 投诉日期 在近1年内
      扣 5 分
    }
  }
}
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let shipped = ["scheme.toml", "facts.rules", "conditions.rules", "basic.rules"];
    let mut texts = Vec::new();
    for name in shipped {
        texts.push((name.to_owned(), std::fs::read_to_string(format!("rules/beijing-2023/{name}"))?));
    }
    texts.push(("tracks/housekeeping.rules".to_owned(), HOUSEKEEPING.to_owned()));
    let rules = RuleSet::from_sources(texts)?;
    let record = Record::from_json(
        r#"{ "track": "housekeeping",
             "housekeeping": { "certified": 70, "workers": "100人",
               "complaints": [ { "on": "2023-05-01", "liable": "是" }, { "on": "2021-05-01", "liable": true } ] } }"#,
    )?;
    let breakdown = rules.evaluate(&record, "2023-10-31".parse()?)?;
    for code in ["JF1", "JF2", "家-1"] {
        println!("{}", breakdown.explain(Some(code), Language::Chinese).unwrap_or_default());
    }
    println!("{}", breakdown.to_line(Language::Chinese));
    Ok(())
}
