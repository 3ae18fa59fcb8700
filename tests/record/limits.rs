//! What cannot be kept as a file: size, depth, count, the digest, and the cap on errors.

use chengxin::diagnostic::Language;
use chengxin::facts::read;
use chengxin::record::Record;
use proptest::prelude::*;

use super::declarations;

fn code(text: &str) -> &'static str {
    Record::from_json(text).map_or_else(|errors| errors.iter().next().unwrap().code, |_| "fits")
}

fn digest(text: &str) -> String {
    Record::from_json(text).unwrap().digest()
}

fn nested(levels: usize) -> String {
    format!("{{\"_\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1))
}

#[test]
fn a_record_is_at_most_16_mib_long() {
    let long = |length: usize| format!("{{\"_\":\"{}\"}}", "x".repeat(length - 8));
    assert_eq!(code(&long(16 * 1024 * 1024)), "fits");
    assert_eq!(code(&long(16 * 1024 * 1024 + 1)), "R0002");
}

#[test]
fn a_record_is_at_most_32_levels_deep() {
    assert_eq!(code(&nested(32)), "fits");
    assert_eq!(code(&nested(33)), "R0003");
    assert_eq!(code(&nested(500_000)), "R0003");
    assert_eq!(code(&"[".repeat(1_000_000)), "R0001");
    assert_eq!(code(&"{\"a\":".repeat(200_000)), "R0001");
}

#[test]
fn a_record_holds_at_most_a_million_values() {
    let many = |values: usize| format!("{{\"_\":[{}]}}", vec!["1"; values - 2].join(","));
    assert_eq!(code(&many(1_000_000)), "fits");
    assert_eq!(code(&many(1_000_001)), "R0004");
    assert_eq!(code(&many(1_500_000)), "R0004");
    let shared = format!("{{\"_\":[{}]}}", vec!["[1,1]"; 400_000].join(","));
    assert_eq!(code(&shared), "R0004");
}

#[test]
fn two_hundred_errors_are_listed_and_the_rest_counted() {
    let members: Vec<String> = (0..250).map(|number| format!("\"unknown{number}\": 1")).collect();
    let record = Record::from_json(&format!("{{{}}}", members.join(","))).unwrap();
    let errors = read(&record, &declarations::all(), None, "2023-10-31".parse().unwrap()).unwrap_err();
    assert_eq!((errors.iter().count(), errors.more(), errors.len()), (200, 50, 250));
    assert!(errors.render(Language::Chinese, "a.json").ends_with("另有 50 处错误未列出\n"));
    assert!(errors.to_string().ends_with("\nand 50 more"));
}

/// Where a misfit stands is worked out only for those listed: this took minutes once.
#[test]
fn many_misfits_on_one_long_line_are_counted_quickly() {
    let rows = vec![r#"{"decided_on":"2024-05-01"}"#; 50_000].join(",");
    let record = Record::from_json(&format!("{{\"penalties\":[{rows}]}}")).unwrap();
    let errors = read(&record, &declarations::all(), None, "2023-10-31".parse().unwrap()).unwrap_err();
    assert_eq!(errors.len(), 50_000);
}

#[test]
fn a_record_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>(_: &T) {}
    shared(&Record::from_json("{}").unwrap());
    let errors = Record::from_json("").unwrap_err();
    let _: &dyn std::error::Error = &errors;
    shared(&errors);
}

#[test]
fn the_digest_does_not_depend_on_how_the_record_is_written() {
    let plain = digest(r#"{"a":1.5,"b":[1,"x"]}"#);
    for same in ["{ \"b\" : [ 1.0, \"\\u0078\" ],\n \"a\": 1.50 }", "\u{FEFF}{\"a\":15e-1,\"b\":[10E-1,\"x\"]}"] {
        assert_eq!(digest(same), plain);
    }
    for other in [r#"{"a":"1.5","b":[1,"x"]}"#, r#"{"a":1.5,"b":["x",1]}"#, r#"{"a":1.51,"b":[1,"x"]}"#] {
        assert_ne!(digest(other), plain);
    }
}

#[test]
fn numbers_are_canonical_in_full() {
    let canonical = |number: &str| Record::from_json(&format!("{{\"_\":{number}}}")).unwrap().canonical();
    let cases = [
        ("0.10", "0.1"),
        ("-0.0", "0"),
        ("-0", "0"),
        ("1e2", "100"),
        ("120e-1", "12"),
        ("0.000", "0"),
        ("-12.5e-3", "-0.0125"),
        ("0e999999999999999999999", "0"),
        ("10e99", "1e100"),
        ("1e100", "1e100"),
        ("1e-100", "1e-100"),
        ("123456789012345678901234567890.10", "123456789012345678901234567890.1"),
    ];
    for (written, expected) in cases {
        assert_eq!(canonical(written), format!("{{\"_\":{expected}}}"), "{written}");
    }
}

fn document() -> impl Strategy<Value = serde_json::Value> {
    let text =
        prop_oneof!["[\\PC\u{0}-\u{1F}\"\\\\]{0,6}", "[\u{FF00}-\u{FFFF}\u{1F600}-\u{1F610}]{1,3}", "[a-c]{0,2}"];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        text.clone().prop_map(serde_json::Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map(text.clone(), inner, 0..5)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Objects whose keys and values are those that the reader looks for, in any order and depth.
fn record() -> impl Strategy<Value = serde_json::Value> {
    let key = prop::sample::select(vec![
        "enterprise",
        "enterprise.name",
        "企业名称",
        "established_on",
        "成立日期",
        "penalties",
        "行政处罚",
        "ratings",
        "doc_no",
        "fine",
        "items",
        "decided_on",
        "tax_paid",
        "satisfaction",
        "fulfilled",
        "passed",
        "trained",
        "channels",
        "site",
        "score",
        "value",
        "值",
        "state",
        "状态",
        "source",
        "as_of",
        "evidence",
        "verified",
        "provenance",
        "来源信息",
        "assessments",
        "评分",
        "indicator",
        "layer",
        "得分",
        "track",
        "申报渠道",
        "_",
        "kitchen",
        "filter",
        "platform",
        "year",
        "note",
        "party",
        "x",
    ]);
    let text = prop::sample::select(vec![
        "",
        "无",
        "不适用",
        "-",
        "5万元",
        "98%",
        "2023-01-01",
        "2022年度",
        "是",
        "given",
        "none_on_record",
        "有争议",
        "未提交",
        "self",
        "final",
        "C1-1",
        "construction",
        "通知、照片",
        "长期",
        "45217",
        "３０人",
        "某某",
    ]);
    let number = prop::sample::select(vec!["0", "-1", "98", "0.5", "2022", "45217", "911100001234567000"]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        text.prop_map(serde_json::Value::from),
        number.prop_map(|number| serde_json::from_str(number).unwrap()),
    ];
    let members = move |inner: BoxedStrategy<serde_json::Value>| {
        prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..6)
            .prop_map(|members| serde_json::Value::Object(members.into_iter().collect()))
    };
    let inner = {
        let members = members.clone();
        leaf.prop_recursive(4, 40, 6, move |inner| {
            prop_oneof![members(inner.clone().boxed()), prop::collection::vec(inner, 0..4).prop_map(Into::into)]
        })
    };
    members(inner.boxed())
}

proptest! {
    /// Without numbers the canonical form is that of RFC 8785.
    #[test]
    fn the_canonical_form_agrees_with_jcs(inner in document()) {
        let whole = serde_json::json!({ "": inner });
        let ours = Record::from_json(&whole.to_string()).unwrap().canonical();
        prop_assert_eq!(ours, serde_jcs::to_string(&whole).unwrap());
    }

    /// No text makes the reader panic.
    #[test]
    fn any_text_is_read_or_refused(text in "[\\[\\]{}:,\"0-9a-z\\\\ \n：，“]{0,40}") {
        let _ = Record::from_json(&text);
    }

    /// No shape of a record makes the facts panic, and what is misfit is rendered in both languages.
    #[test]
    fn any_record_is_read_or_refused(whole in record()) {
        let record = Record::from_json(&whole.to_string()).unwrap();
        for track in [None, Some(0), Some(1)] {
            match read(&record, &declarations::all(), track, "2023-10-31".parse().unwrap()) {
                Ok(facts) => prop_assert_eq!(facts.entries.len(), declarations::all().len()),
                Err(errors) => {
                    prop_assert!(!errors.is_empty());
                    for language in [Language::Chinese, Language::English] {
                        prop_assert!(!errors.render(language, "a.json").is_empty());
                    }
                }
            }
        }
    }

    /// No value of any kind makes the facts panic.
    #[test]
    fn any_value_is_read_or_refused(value in "[-0-9.,e%元万年月日/ －５￥a]{0,12}") {
        let declarations = declarations::all();
        for declaration in &declarations {
            let text = serde_json::json!({ &declaration.key: value }).to_string();
            let record = Record::from_json(&text).unwrap();
            let _ = read(&record, &declarations, Some(0), "2023-10-31".parse().unwrap());
        }
    }
}
