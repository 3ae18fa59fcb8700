//! 统一社会信用代码: the standard's example, fictional codes, and what is wrong with the others.

use chengxin::value::{CreditCode, CreditCodeError};
use proptest::prelude::*;

fn read(text: &str) -> Result<CreditCode, CreditCodeError> {
    text.parse()
}

#[test]
fn the_codes_with_both_checks_are_read() {
    let codes = [
        "91350100M000100Y43",
        "91000000MA00000157",
        "91000000MA0TE5T16H",
        "91000000000000000K",
        "91000000123456788T",
        "91000000MAC1X2Y36J",
        "91000000ABCDEFGH5C",
    ];
    for code in codes {
        assert_eq!(read(code).map(|code| code.to_string()), Ok(code.to_owned()));
    }
    assert_eq!(read(codes[0]).unwrap().registration_district(), "350100");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let character = |character, at, resembles| CreditCodeError::Character { character, at, resembles };
    let district = |character, at, resembles| CreditCodeError::District { character, at, resembles };
    let cases = [
        ("91000000MA00000158", CreditCodeError::Check),
        ("9100000012345678T", CreditCodeError::Length(17)),
        ("", CreditCodeError::Length(0)),
        ("91350100M000100Y433", CreditCodeError::Length(19)),
        ("91000000MA0000015I", character('I', 18, Some('1'))),
        ("91350100M000100Y4Z", character('Z', 18, Some('2'))),
        ("91350100M0O0100Y43", character('O', 11, Some('0'))),
        ("S1350100M000100Y43", character('S', 1, Some('5'))),
        ("91350100M000100V43", character('V', 16, Some('U'))),
        ("91350100m000100Y43", character('m', 9, None)),
        ("91350100M000100Y4三", character('三', 18, None)),
        ("913501OOM000100Y43", district('O', 7, Some('0'))),
        ("91A50100M000100Y43", district('A', 3, None)),
        // Right but for one of the two checks.
        ("91350100M000100Y44", CreditCodeError::Check),
        ("91350100M000100Y34", CreditCodeError::BothChecks),
    ];
    for (text, error) in cases {
        assert_eq!(read(text), Err(error), "{text}");
    }
}

#[test]
fn the_inner_check_is_kept_even_where_the_outer_one_agrees() {
    // The one character 18 that agrees with a wrong organisation code.
    let last =
        "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().find_map(|last| read(&format!("91350100M000100Y3{last}")).err());
    assert!(last.is_some());
    let errors: Vec<_> = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .map(|last| read(&format!("91350100M000100Y3{last}")).unwrap_err())
        .collect();
    assert_eq!(errors.iter().filter(|error| **error == CreditCodeError::OrganisationCheck).count(), 1);
    assert_eq!(errors.iter().filter(|error| **error == CreditCodeError::BothChecks).count(), 30);
}

proptest! {
    /// One wrong character is always noticed: the weights are units of 31.
    #[test]
    fn one_changed_character_is_noticed(at in 0_usize..18, to in "[0-9A-HJ-NP-RTUWXY]") {
        let right = "91350100M000100Y43";
        let mut changed = right.to_owned();
        changed.replace_range(at..=at, &to);
        prop_assert_eq!(read(&changed).is_ok(), changed == right);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
        let _ = read(&text);
    }
}
