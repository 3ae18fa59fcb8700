//! S18: the tables of three-valued truth.

use chengxin::value::Truth::{self, False, True, Unknown};

#[test]
fn s18_the_tables() {
    let table = [
        (True, True, True, True),
        (True, False, False, True),
        (True, Unknown, Unknown, True),
        (False, False, False, False),
        (False, Unknown, False, Unknown),
        (Unknown, Unknown, Unknown, Unknown),
    ];
    for (left, right, and, or) in table {
        assert_eq!((left.and(right), right.and(left)), (and, and), "{left:?} 且 {right:?}");
        assert_eq!((left.or(right), right.or(left)), (or, or), "{left:?} 或 {right:?}");
    }
    assert_eq!([True, False, Unknown].map(Truth::not), [False, True, Unknown]);
    assert_eq!([True, False, Unknown].map(Truth::possible), [true, false, true]);
    assert_eq!((Truth::from(true), Truth::from(false)), (True, False));
}
