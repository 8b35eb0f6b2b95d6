//! Rows of several things in one statement, so that a list costs as many statements as it has pages and not rows.

use super::Value;

/// How many things one statement asks for; of fewer, the last is asked for again.
pub const SEVERAL: usize = 24;

/// A condition on two columns, which are a thing's key: that it is one of [`SEVERAL`], from `$1` on.
#[macro_export]
macro_rules! any_pair {
    ($first:literal, $second:literal) => {
        concat!(
            "(",
            "(",
            $first,
            " = $1 AND ",
            $second,
            " = $2)",
            " OR (",
            $first,
            " = $3 AND ",
            $second,
            " = $4)",
            " OR (",
            $first,
            " = $5 AND ",
            $second,
            " = $6)",
            " OR (",
            $first,
            " = $7 AND ",
            $second,
            " = $8)",
            " OR (",
            $first,
            " = $9 AND ",
            $second,
            " = $10)",
            " OR (",
            $first,
            " = $11 AND ",
            $second,
            " = $12)",
            " OR (",
            $first,
            " = $13 AND ",
            $second,
            " = $14)",
            " OR (",
            $first,
            " = $15 AND ",
            $second,
            " = $16)",
            " OR (",
            $first,
            " = $17 AND ",
            $second,
            " = $18)",
            " OR (",
            $first,
            " = $19 AND ",
            $second,
            " = $20)",
            " OR (",
            $first,
            " = $21 AND ",
            $second,
            " = $22)",
            " OR (",
            $first,
            " = $23 AND ",
            $second,
            " = $24)",
            " OR (",
            $first,
            " = $25 AND ",
            $second,
            " = $26)",
            " OR (",
            $first,
            " = $27 AND ",
            $second,
            " = $28)",
            " OR (",
            $first,
            " = $29 AND ",
            $second,
            " = $30)",
            " OR (",
            $first,
            " = $31 AND ",
            $second,
            " = $32)",
            " OR (",
            $first,
            " = $33 AND ",
            $second,
            " = $34)",
            " OR (",
            $first,
            " = $35 AND ",
            $second,
            " = $36)",
            " OR (",
            $first,
            " = $37 AND ",
            $second,
            " = $38)",
            " OR (",
            $first,
            " = $39 AND ",
            $second,
            " = $40)",
            " OR (",
            $first,
            " = $41 AND ",
            $second,
            " = $42)",
            " OR (",
            $first,
            " = $43 AND ",
            $second,
            " = $44)",
            " OR (",
            $first,
            " = $45 AND ",
            $second,
            " = $46)",
            " OR (",
            $first,
            " = $47 AND ",
            $second,
            " = $48)",
            ")"
        )
    };
}

/// The same of a key of one column.
#[macro_export]
macro_rules! any_one {
    ($column:literal) => {
        concat!($column, " IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)")
    };
}

/// The parameters of such statements, each with [`SEVERAL`] keys.
pub fn several(keys: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let group = |keys: &[Vec<Value>]| -> Vec<Value> {
        let last = keys.last().into_iter().cycle().take(SEVERAL - keys.len());
        keys.iter().chain(last).flatten().cloned().collect()
    };
    keys.chunks(SEVERAL).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_key_fills_what_is_left() {
        let keys = |count: i64| (0..count).map(|n| vec![Value::Int(n), Value::Int(-n)]).collect();
        assert!(several(keys(0)).is_empty());
        let groups = several(keys(25));
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [48, 48]);
        assert_eq!(groups[1][..4], [Value::Int(24), Value::Int(-24), Value::Int(24), Value::Int(-24)]);
        assert!(any_pair!("a", "b").ends_with("OR (a = $47 AND b = $48))"));
        assert!(any_one!("a").ends_with("$24)"));
    }
}
