//! Columns that are refused, and rows that do not fit, worked out by hand.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
    UInt16Array,
};
use chengxin::columnar::{Evaluator, Scores};
use chengxin::{Options, RecordErrors, RuleSet};

use super::{decimal, text, word};

const SCHEME: &str = r#"
id = "example"
title = "示例"
version = "1"
language = 1
files = ["rules.rules"]
pass_mark = "6"
[[sheets]]
key = "basic"
weight = "1"
points = "10"
"#;

const RULES: &str = r#"
事实 上年度纳税额 (tax.paid) 金额 可无记录
事实 参训人数 (trained) 整数 人 0人 至 500人
事实 满意度 (satisfaction) 百分数
事实 成立日期 (founded) 日期
事实 认证 (certified) 是否
事实 环境信用 (green) 选项 { 绿 (green)、黄 (yellow) } 可不适用
指标表 基础指标 (basic) 满分 10 {
  指标 A1 "纳税" 满分 4 { 无值 得 0 分；分档 上年度纳税额 { 100万元以上 : 满分；不足100万元 : 1 分 } }
  指标 A2 "培训" 满分 2 { 分档 参训人数 { 100人以上 : 满分；不足100人 : 0 分 } }
  指标 A3 "满意" 满分 2 { 分档 满意度 { 90%以上 : 满分；不足90% : 0 分 } }
  指标 A4 "年资" 满分 1 { 分档 成立日期 { 满 3年 : 满分；不满 3年 : 0 分 } }
  指标 A5 "信用" 满分 1 { 分档 环境信用 { 绿 : 满分；黄 : 0 分；不适用 : 满分 } }
}
"#;

fn evaluator() -> Evaluator {
    let rules = RuleSet::from_sources([("scheme.toml", SCHEME), ("rules.rules", RULES)])
        .unwrap_or_else(|error| panic!("{error}"));
    Evaluator::new(&rules, &Options::on("2023-10-31".parse().unwrap())).unwrap()
}

fn scored(columns: Vec<(&str, ArrayRef)>) -> Result<Scores, RecordErrors> {
    evaluator().evaluate(&RecordBatch::try_from_iter(columns).unwrap())
}

fn money(values: Vec<Option<i128>>, places: i8) -> ArrayRef {
    Arc::new(Decimal128Array::from(values).with_precision_and_scale(20, places).unwrap())
}

#[test]
fn floats_are_refused_and_the_message_says_what_to_do() {
    let errors = scored(vec![("tax.paid", Arc::new(Float64Array::from(vec![1.5])))]).unwrap_err();
    let error = errors.iter().next().unwrap();
    assert_eq!((errors.len(), error.code, error.path.as_str()), (1, "R0301", "tax.paid"));
    assert_eq!(error.message.en, "上年度纳税额 should be an amount of money, but a column of Float64 is given");
    assert!(error.help.as_ref().unwrap().en.contains("cast to Decimal128"));
}

#[test]
fn every_column_that_names_nothing_is_named_with_the_nearest() {
    let one: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let columns = vec![
        ("taxpaid", one.clone()),
        ("trianed", one.clone()),
        ("founded", one.clone()),
        ("trained", one.clone()),
        ("参训人数", one.clone()),
        ("_id", one),
    ];
    let errors = scored(columns).unwrap_err();
    let told: Vec<_> = errors.iter().map(|one| (one.code, one.path.as_str())).collect();
    assert_eq!(told, [("R0101", "taxpaid"), ("R0101", "trianed"), ("R0301", "founded"), ("R0102", "参训人数")]);
    let helps: Vec<_> = errors.iter().map(|one| one.help.as_ref().map(|help| help.en.as_str())).collect();
    assert_eq!(helps[1], Some("did you mean \"trained\"?"));
}

/// 1,000,000 元, 999,999.99 元, 无记录, −0.01 元, not submitted.
#[test]
fn decimals_of_any_scale_are_read_exactly() {
    let values = [100_000_000, 99_999_999, 0, -1, 0];
    let given = [true, true, false, true, false];
    let scaled =
        |factor: i128| values.iter().zip(given).map(|(value, given)| given.then_some(value * factor)).collect();
    let states: ArrayRef = Arc::new(StringArray::from(vec![None, None, Some("无记录"), None, None]));
    for (factor, places) in [(1, 2), (100, 4), (10_i128.pow(10), 12)] {
        let scores =
            scored(vec![("tax.paid", money(scaled(factor), places)), ("tax.paid__state", states.clone())]).unwrap();
        let score = |row| decimal(scores.batch(), "score:A1", row).map(|score| score.to_string());
        let all: Vec<_> = (0..5).map(score).collect();
        let expected = [Some("4"), Some("1"), Some("0"), None, None].map(|score| score.map(str::to_owned));
        assert_eq!(all, expected, "at {places} places");
        // What is not submitted may come to anything that the table gives; what does not fit has no result.
        assert_eq!(text(scores.batch(), "high:A1", 4).as_deref(), Some("4"));
        assert_eq!(text(scores.batch(), "high:A1", 3), None);
        let misfits: Vec<_> = scores.misfits().map(|(row, errors)| (row, errors.iter().next().unwrap().code)).collect();
        assert_eq!(misfits, [(3, "R0306")]);
        assert_eq!(word(scores.batch(), "verdict", 3), None);
    }
}

/// What each misfit of a row is called, worked out from the codes of docs/language.md.
#[test]
fn rows_that_do_not_fit_are_told_and_the_others_scored() {
    let hired = UInt16Array::from(vec![Some(100), Some(501), Some(7), None, Some(1), Some(1)]);
    // 2020-10-31 is three full years before; 2023-11-01 is after the as-of date.
    let founded = Date32Array::from(vec![Some(18_566), Some(18_566), Some(19_662), None, None, Some(i32::MAX)]);
    let green =
        StringArray::from(vec![Some("green"), Some("绿"), Some("yellow"), Some("绿"), Some("purple"), Some("无")]);
    let satisfied = Decimal128Array::from(vec![Some(900), Some(899), Some(1000), Some(5), None, Some(1)]);
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("trained", Arc::new(hired)),
        ("founded", Arc::new(founded)),
        ("green", Arc::new(green)),
        ("satisfaction", Arc::new(satisfied.with_precision_and_scale(5, 1).unwrap())),
        ("certified", Arc::new(BooleanArray::from(vec![true; 6]))),
        ("_id", Arc::new(Int64Array::from(vec![11, 12, 13, 14, 15, 16]))),
    ];
    let scores = scored(columns).unwrap();
    let misfits: Vec<_> = scores
        .misfits()
        .map(|(row, errors)| (row, errors.iter().map(|one| (one.code, one.path.clone())).collect::<Vec<_>>()))
        .collect();
    let told = |codes: &[(&'static str, &str)]| {
        codes.iter().map(|(code, path)| (*code, (*path).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(
        misfits,
        [
            (1, told(&[("R0306", "trained")])),
            (2, told(&[("R0316", "founded")])),
            (4, told(&[("R0319", "green")])),
            (5, told(&[("R0310", "founded"), ("R0201", "green")])),
        ]
    );
    let row = |code: &str| decimal(scores.batch(), &format!("score:{code}"), 3).map(|score| score.to_string());
    assert_eq!([row("A3"), row("A5")], [Some("0".to_owned()), Some("1".to_owned())]);
    let ids = scores.batch().column_by_name("_id").unwrap();
    assert_eq!(ids.len(), 6);
    let errors = scores.batch().column_by_name("errors").unwrap().as_list::<i32>();
    assert!(errors.is_null(3) && errors.value_length(5) == 2);
}

/// Digests of the rules, the date and the engine stand in the schema of the scores.
#[test]
fn the_schema_says_how_the_scores_came_about() {
    let scores = scored(vec![("certified", Arc::new(BooleanArray::from(vec![true])))]).unwrap();
    let schema = scores.batch().schema();
    let said = |key: &str| schema.metadata().get(key).map(String::as_str).unwrap_or_default().to_owned();
    assert_eq!(said("chengxin.as_of"), "2023-10-31");
    assert_eq!(said("chengxin.mode"), "open");
    assert_eq!(said("chengxin.engine"), format!("chengxin {}", env!("CARGO_PKG_VERSION")));
    assert_eq!(said("chengxin.SHA-256 rules.rules").len(), 64);
}

/// The schema of the facts is itself read: an empty batch of it, and one row of nulls.
#[test]
fn the_schema_of_facts_is_accepted() {
    let evaluator = evaluator();
    let schema = Arc::new(evaluator.fact_schema(None).unwrap());
    for rows in [0, 1] {
        let columns =
            schema.fields().iter().map(|field| arrow_array::new_null_array(field.data_type(), rows)).collect();
        let scores = evaluator.evaluate(&RecordBatch::try_new(Arc::clone(&schema), columns).unwrap()).unwrap();
        assert_eq!((scores.batch().num_rows(), scores.misfits().count()), (rows, 0));
    }
    assert_eq!(schema.field_with_name("tax.paid").unwrap().data_type().to_string(), "Decimal128(18, 2)");
}
