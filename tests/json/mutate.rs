//! What may be done to the text of a record.

use std::ops::Range;

use super::entropy::Entropy;

/// Values as people, programs and mistakes write them.
pub(crate) const VALUES: &[&str] = &[
    "0",
    "-0",
    "7",
    "-7",
    "00",
    "07",
    "-07",
    "-",
    "+1",
    "1.",
    ".5",
    "-.5",
    "1..2",
    "1.2.3",
    "0.5",
    "1.50",
    "-1.50",
    "98.5",
    "1e3",
    "1E+3",
    "1.5e-3",
    "0x10",
    "1_000",
    "1234567",
    "12345678",
    "123456789",
    "123456789012345",
    "1234567890123456",
    "123456789012345678",
    "12345678901234567890",
    "0.1234567",
    "0.12345678",
    "1.0000000",
    "1.00000000",
    "0.00000000001",
    "12345678.1234567",
    "00000000",
    "000000001",
    "10000000.5",
    "99999999",
    "2022",
    "2022.0",
    "1899",
    "1900",
    "2024",
    "9999",
    "10000",
    "\"5元\"",
    "\"5万元\"",
    "\"5.25万元\"",
    "\"5.123456789万元\"",
    "\"0.00000001亿元\"",
    "\"5亿元\"",
    "\"5万\"",
    "\"5亿\"",
    "\"-5元\"",
    "\"5,200万元\"",
    "\"5 元\"",
    "\" 5元\"",
    "\"5元 \"",
    "\"５元\"",
    "\"¥5\"",
    "\"05元\"",
    "\"5\"",
    "\"0\"",
    "\"-\"",
    "\"5.元\"",
    "\"12345678901元\"",
    "\"99999999999999999元\"",
    "\"5元元\"",
    "\"5人\"",
    "\"5件\"",
    "\"5小时\"",
    "\"5份\"",
    "\"35%\"",
    "\"35.5%\"",
    "\"35.55%\"",
    "\"-3%\"",
    "\"100%\"",
    "\"100.1%\"",
    "\"35 %\"",
    "\"35％\"",
    "\"0.35\"",
    "\"1.5\"",
    "null",
    "nul",
    "nullx",
    "true",
    "false",
    "truex",
    "tru",
    "True",
    "falsely",
    "\"是\"",
    "\"否\"",
    "\"yes\"",
    "\"no\"",
    "\"是 \"",
    "\"无\"",
    "\"不适用\"",
    "\"\"",
    "\"/\"",
    "\"暂无\"",
    "\"长期\"",
    "\"2023-10-31\"",
    "\"2023-11-01\"",
    "\"2023-02-29\"",
    "\"2020-02-29\"",
    "\"1900-02-29\"",
    "\"0000-01-01\"",
    "\"0001-01-01\"",
    "\"2023-00-10\"",
    "\"2023-13-10\"",
    "\"2023-12-00\"",
    "\"2023-04-31\"",
    "\"2023-1-1\"",
    "\"2023/10/18\"",
    "\"2023-10-18T00:00\"",
    "\"20231018\"",
    "\"2023-10-1x\"",
    "\"202a-10-11\"",
    "\"2023年10月18日\"",
    "\"２０２３-10-18\"",
    "\"2022年度\"",
    "[]",
    "{}",
    "[ ]",
    "[null]",
    "[{}]",
    "[{},{}]",
    "[\"finance\"]",
    "[\"finance\",\"finance\"]",
    "[\"finance\" , \"客户系统\"]",
    "[\"finance\",]",
    "[,]",
    "[\"\"]",
    "[1]",
    "\"finance\"",
    "\"财务系统、客户系统\"",
    "\"large\"",
    "\"大型\"",
    "\" 大型\"",
    "\"large",
    "\"lar\\u0067e\"",
    "\"A\"",
    "\"a\"",
    "\"绿\"",
    "{\"value\": 5}",
    "{\"value\":5,\"source\":\"账簿\"}",
    "{\"value\":\"5元\",\"as_of\":\"2023-01-01\",\"evidence\":[\"a.pdf\"]}",
    "{\"state\":\"none_on_record\"}",
    "{\"state\":\"disputed\",\"value\":1}",
    "{\"state\":\"not_submitted\"}",
    "{\"valu\":1}",
    "\"a\\tb\"",
    "\"a\tb\"",
    "\"a\nb\"",
    "\"a\u{0}b\"",
    "\"a\u{7f}b\"",
    "\"这是一段足够长的普通文字\"",
    "\"这是一段足够长的文字\u{FEFF}\"",
    "\"　这是一段足够长的普通文字\"",
    "\"这是一段足够长的普通文字　\"",
    "\"（全角）这是一段足够长的文字\"",
    "\"плохой текст здесь\"",
    "\"😀😀😀😀😀\"",
    "\"\u{200B}看不见的字符在这里面\"",
    "\"91000000MA00000157\"",
    "\"91000000MA00000158\"",
    "\"\\u\"",
    "\"\\q\"",
    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    "",
    " ",
    "1 2",
    "1}",
    "\"1\"2",
    "//",
    "nan",
    "Infinity",
];

/// Characters that mean something, and some that mean nothing.
const CHARACTERS: [&str; 40] = [
    "0", "1", "9", "-", "+", ".", "e", "E", "\"", "\\", ",", ":", "{", "}", "[", "]", " ", "\n", "\t", "\r", "\u{0}",
    "\u{1f}", "\u{7f}", "元", "万", "%", "　", "２", "é", "😀", "a", "_", "/", "null", "true", "\\u0030", "\\n",
    "\u{FEFF}", "\u{200B}", "人",
];

/// The members of an object, each as the place of its key and its value, without the comma. Of texts as records write them.
pub(crate) fn members(text: &str) -> Vec<Range<usize>> {
    let (mut depth, mut quoted, mut escaped, mut start) = (0_usize, false, false, 0);
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        if quoted {
            quoted = escaped || character != '"';
            escaped = !escaped && character == '\\';
            continue;
        }
        if depth == 1 && matches!(character, ',' | '}') && !text[start..at].trim().is_empty() {
            found.push(start..at);
        }
        match character {
            '"' => quoted = true,
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 1 && matches!(character, ',' | '{') {
            start = at + 1;
        }
    }
    found
}

/// A record with another value of one of its members.
pub(crate) fn with_value(text: &str, member: usize, value: &str) -> String {
    let place = members(text)[member].clone();
    let colon = place.start + text[place.clone()].find(':').unwrap() + 1;
    format!("{}{value}{}", &text[..colon], &text[place.end..])
}

/// A record to which some things were done.
pub(crate) fn changed(entropy: &mut Entropy, record: &str) -> String {
    let mut text = record.to_owned();
    for _ in 0..entropy.below(4) {
        text = once(entropy, &text);
    }
    text
}

fn once(entropy: &mut Entropy, text: &str) -> String {
    let way = entropy.below(12);
    let members = members(text);
    if way < 7 && !members.is_empty() {
        return of_members(entropy, text, &members, way);
    }
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = entropy.below(places.len());
    let (before, after) = text.split_at(places[at]);
    let mut rest = after.chars();
    let first = rest.next();
    match way {
        // A character put in, left out, in place of another, as an escape; the text cut off, or something after it.
        7 => format!("{before}{}{after}", entropy.one(&CHARACTERS)),
        8 => format!("{before}{}", rest.as_str()),
        9 => format!("{before}{}{}", entropy.one(&CHARACTERS), rest.as_str()),
        10 => first.map_or_else(String::new, |first| format!("{before}\\u{:04x}{}", u32::from(first), rest.as_str())),
        _ if entropy.chance(50) => before.to_owned(),
        _ => format!("{text}{}", entropy.one(&CHARACTERS)),
    }
}

/// A member given another value, left out, doubled, moved, renamed; or white space about it.
fn of_members(entropy: &mut Entropy, text: &str, members: &[Range<usize>], way: usize) -> String {
    let mut parts: Vec<String> = members.iter().map(|place| text[place.clone()].to_owned()).collect();
    let (at, to) = (entropy.below(parts.len()), entropy.below(parts.len()));
    match way {
        0 | 1 => {
            let key = parts[at].split(':').next().unwrap_or("").to_owned();
            parts[at] = format!("{key}:{}", entropy.one(VALUES));
        }
        2 => drop(parts.remove(at)),
        3 => parts.insert(to, parts[at].clone()),
        4 => parts.swap(at, to),
        5 => {
            let value = parts[at].split_once(':').map_or("", |(_, value)| value).to_owned();
            let keys = [
                "\"_remark\"",
                "\"$schema\"",
                "\"nothing\"",
                "\"\"",
                "\"staff\"",
                "\"职工人数\"",
                "\"st\\u0061ff\"",
                "staff",
            ];
            parts[at] = format!("{}:{value}", entropy.one(&keys));
        }
        _ => {
            let space = entropy.one(&[" ", "\n", "\r\n\t", "  ", "\u{b}", "\u{a0}"]);
            parts[at] = format!("{space}{}{space}", parts[at].replacen(':', &format!("{space}:{space}"), 1));
        }
    }
    format!("{{{}}}", parts.join(","))
}
