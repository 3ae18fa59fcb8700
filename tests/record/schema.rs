//! The JSON Schema of the declared facts, kept beside the cases: `schema-construction.json`, `schema-catering.json`.

use std::path::Path;

use chengxin::facts::record_schema;

use super::declarations;

#[test]
fn the_schemas_of_both_tracks_are_as_kept() {
    for (track, name) in ["construction", "catering"].into_iter().enumerate() {
        let schema = record_schema(&declarations::all(), Some(track), name);
        let actual = format!("{}\n", serde_json::to_string_pretty(&schema).unwrap());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/record/schema-{name}.json"));
        if std::env::var_os("CHENGXIN_UPDATE").is_some() {
            std::fs::write(&path, &actual).unwrap();
        }
        assert_eq!(actual, std::fs::read_to_string(&path).unwrap_or_default());
    }
}

#[test]
fn every_reference_of_a_schema_leads_somewhere() {
    for track in [None, Some(0), Some(1)] {
        let schema = record_schema(&declarations::all(), track, "");
        let mut references = Vec::new();
        gather(&schema, &mut references);
        assert!(!references.is_empty());
        for reference in references {
            assert!(schema.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }
}

fn gather(schema: &serde_json::Value, references: &mut Vec<String>) {
    match schema {
        serde_json::Value::Object(members) => {
            references.extend(members.get("$ref").and_then(|reference| reference.as_str()).map(str::to_owned));
            members.values().for_each(|inner| gather(inner, references));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|inner| gather(inner, references)),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}
