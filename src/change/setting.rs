//! Settings of the scheme that differ: shares, pass mark, rounding, periods, published figures.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Message, say};
use crate::plan::Plan;
use crate::value::Date;

/// A setting that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SettingChange {
    /// Its name in Chinese.
    pub zh: String,
    /// Its name in English.
    pub en: String,
    /// As it was; empty where there was none.
    pub old: String,
    /// As it is to be; empty where there is none.
    pub new: String,
    /// Whether results depend on it.
    pub decides: bool,
}

struct Setting {
    name: Message,
    value: String,
    decides: bool,
}

/// Every setting that differs, in a fixed order.
pub(super) fn differences(old: &Plan, new: &Plan) -> Vec<SettingChange> {
    let (old, new) = (settings(old), settings(new));
    let gone = old.iter().filter(|setting| !new.iter().any(|other| other.name == setting.name));
    let gone = gone.map(|setting| change(setting, &setting.value, ""));
    let changed = new.iter().filter_map(|setting| {
        let before = old.iter().find(|other| other.name == setting.name).map_or("", |other| &other.value);
        (before != setting.value).then(|| change(setting, before, &setting.value))
    });
    changed.chain(gone).collect()
}

fn change(setting: &Setting, old: &str, new: &str) -> SettingChange {
    let Message { zh, en } = setting.name.clone();
    SettingChange { zh, en, old: old.to_owned(), new: new.to_owned(), decides: setting.decides }
}

fn settings(plan: &Plan) -> Vec<Setting> {
    let scheme = &plan.scheme;
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut found = vec![
        said(say!("方案编号", "id"), scheme.id.clone()),
        said(say!("方案名称", "title"), scheme.title.clone()),
        said(say!("版本", "version"), scheme.version.clone()),
        said(say!("正式发布", "official"), scheme.official.to_string()),
        said(say!("施行日期", "effective from"), day(scheme.effective.0)),
        said(say!("失效日期", "effective to"), day(scheme.effective.1)),
        decides(say!("达线分", "pass mark"), scheme.pass_mark.to_string()),
        decides(say!("得分小数位", "places of the total"), scheme.places.to_string()),
        decides(say!("舍入办法", "rounding"), format!("{:?}", scheme.rounding)),
        decides(
            say!("截止后未提交计零分", "not submitted counts nothing"),
            scheme.unsubmitted_counts_nothing.to_string(),
        ),
        said(say!("同分先后", "tie breaks"), scheme.tie_breaks.join("、")),
    ];
    if let Some(slot) = &scheme.slot {
        found.push(decides(say!("行业指标占比", "share of the track's sheet"), slot.share.to_string()));
        found.push(decides(say!("行业指标满分", "points of the track's sheet"), slot.points.to_string()));
    }
    let tracks = plan.tracks.iter().map(|track| &track.sheet);
    for sheet in plan.sheets.iter().chain(tracks) {
        let key = &sheet.root.code;
        found.push(decides(say!("指标表 {key} 占比", "share of sheet {key}"), sheet.share.to_string()));
    }
    for parameter in &plan.parameters {
        for (year, value) in &parameter.values {
            let name = &parameter.name;
            found.push(decides(say!("{name} {year} 年", "{name} of {year}"), value.to_string()));
        }
    }
    found
}

fn said(name: Message, value: String) -> Setting {
    Setting { name, value, decides: false }
}

fn decides(name: Message, value: String) -> Setting {
    Setting { name, value, decides: true }
}
