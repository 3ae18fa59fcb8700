//! `chengxin new association`: a commented sheet and a sample case that check and score at once.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chengxin::{Date, Language};

use crate::arguments::{New, NewAssociation, NewWhat};
use crate::failure::{Failure, say};
use crate::output::write_new;
use crate::phrase::{phrase, pick};

/// Writes what is asked for.
pub(crate) fn run(arguments: &New, language: Language) -> Result<ExitCode, Failure> {
    match &arguments.what {
        NewWhat::Association(new) => association(new, language),
    }
}

fn association(new: &NewAssociation, language: Language) -> Result<ExitCode, Failure> {
    let scheme = Scheme::read(&new.rules, language)?;
    let name = valid_name(&new.name, language)?;
    let key = match &new.key {
        Some(key) => valid_key(key, language)?.to_owned(),
        None => free_key(name, &scheme.tracks),
    };
    let words = Words { name, key: &key, code: &free_code(&key, &new.rules, &scheme.tracks), as_of: scheme.as_of };
    let cases = new.rules.join("cases");
    let taken = scheme.tracks.join(format!("{key}.rules"));
    if taken.exists() {
        let taken = taken.display();
        return Err(Failure::Usage(phrase!(
            language,
            "{taken} 已经存在，没有改动它；另写一份请用 --key 换一个代号",
            "{taken} exists already and was left as it is; choose another --key for a new one"
        )));
    }
    let files = [
        (scheme.tracks.join(format!("{key}.rules")), words.fill(include_str!("templates/association.rules"))),
        (cases.join(format!("applicants/{key}-sample.json")), words.fill(include_str!("templates/sample.json"))),
        (cases.join(format!("{key}-sample.toml")), words.fill(include_str!("templates/sample.toml"))),
    ];
    write_new(&files)?;
    let mut said = pick(language, "写好了：\n", "Written:\n").to_owned();
    files.iter().for_each(|(path, _)| said.push_str(&format!("  {}\n", path.display())));
    let rules = new.rules.display();
    said.push_str(&phrase!(
        language,
        "接下来：\n  chengxin check {rules}\n  chengxin test {rules}\n",
        "Next:\n  chengxin check {rules}\n  chengxin test {rules}\n"
    ));
    say(&said).map(|()| ExitCode::SUCCESS)
}

/// What is needed of scheme.toml: where tracks stand, and a day within its period.
struct Scheme {
    tracks: PathBuf,
    as_of: Date,
}

impl Scheme {
    fn read(rules: &Path, language: Language) -> Result<Self, Failure> {
        let path = rules.join("scheme.toml");
        if !path.exists() {
            let here = rules.display();
            return Err(Failure::Usage(phrase!(
                language,
                "{here} 里没有 scheme.toml，这里不是规则包；用 --rules 指明规则包所在的目录，如 --rules rules/beijing-2023",
                "there is no scheme.toml in {here}, so it is no rule pack; name one with --rules, such as --rules rules/beijing-2023"
            )));
        }
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::Read(path.clone(), error))?;
        let shown = path.display();
        let table: toml::Table = toml::from_str(&text)
            .map_err(|_| Failure::Usage(phrase!(language, "{shown} 不是正确的 TOML", "{shown} is not valid TOML")))?;
        let slot = table.get("slot").and_then(toml::Value::as_table).ok_or_else(|| {
            Failure::Usage(phrase!(
                language,
                "{shown} 没有 [slot]：这个方案不收协会或区的指标表",
                "{shown} has no [slot]: this scheme takes no sheets of associations or districts"
            ))
        })?;
        let directory = slot.get("directory").and_then(toml::Value::as_str).unwrap_or("tracks");
        let from = table.get("effective").and_then(|effective| effective.get("from")).and_then(toml::Value::as_str);
        let as_of = from.and_then(|from| from.parse().ok()).or_else(|| Date::new(2023, 10, 31));
        let as_of = as_of.ok_or_else(|| Failure::Usage(shown.to_string()))?;
        Ok(Self { tracks: rules.join(directory), as_of })
    }
}

/// What stands in the templates between double braces.
struct Words<'a> {
    name: &'a str,
    key: &'a str,
    code: &'a str,
    as_of: Date,
}

impl Words<'_> {
    fn fill(&self, template: &str) -> String {
        let mut text = template.replace("{{name}}", self.name);
        text = text.replace("{{key}}", self.key).replace("{{code}}", self.code);
        text = text.replace("{{as_of}}", &self.as_of.to_string());
        for back in 1..=8 {
            let year = self.as_of.year().saturating_sub(back);
            text = text.replace(&format!("{{{{year-{back}}}}}"), &format!("{year:04}"));
        }
        text
    }
}

fn valid_name(name: &str, language: Language) -> Result<&str, Failure> {
    let starts = name.chars().next().is_some_and(char::is_alphabetic);
    let short = name.chars().count() <= 30;
    if starts && short && name.chars().all(char::is_alphanumeric) {
        return Ok(name);
    }
    Err(Failure::Usage(phrase!(
        language,
        "名称“{name}”要以文字开头，只用文字和数字，不超过 30 个字，如 物业管理",
        "the name \"{name}\" must begin with a letter, hold only letters and digits, and be at most 30 characters long"
    )))
}

fn valid_key(key: &str, language: Language) -> Result<&str, Failure> {
    if is_key(key) {
        return Ok(key);
    }
    Err(Failure::Usage(phrase!(
        language,
        "代号“{key}”要以小写字母开头，只用小写字母、数字和 _，如 property",
        "the key \"{key}\" must begin with a small letter and hold only small letters, digits and _, such as property"
    )))
}

fn is_key(key: &str) -> bool {
    let starts = key.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    starts
        && key.len() <= 40
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The name itself where it is in Latin letters, else the first free of `association`, `association2`, …
fn free_key(name: &str, tracks: &Path) -> String {
    let lower = name.to_ascii_lowercase();
    if is_key(&lower) {
        return lower;
    }
    let numbered = (2..1000).map(|number| format!("association{number}"));
    let mut keys = std::iter::once("association".to_owned()).chain(numbered);
    keys.find(|key| !tracks.join(format!("{key}.rules")).exists()).unwrap_or_else(|| "association".to_owned())
}

/// Letters for the codes of the indicators that no file of the pack uses yet: `PR` for `property`.
fn free_code(key: &str, rules: &Path, tracks: &Path) -> String {
    let used = texts(rules) + &texts(tracks);
    let letters: String = key.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_uppercase();
    let shorter = (2..=letters.len()).filter_map(|length| letters.get(..length).map(str::to_owned));
    let numbered = (2..1000).map(|number| format!("{letters}{number}X"));
    let free = |code: &String| !used.contains(&format!(" {code}1")) && !used.contains(&format!(" {code}-1"));
    shorter.chain(numbered).find(free).unwrap_or(letters)
}

/// All rule files of a directory; what cannot be read cannot clash either.
fn texts(directory: &Path) -> String {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let rules = entries.filter(|path| path.extension().is_some_and(|ending| ending == "rules"));
    rules.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}
