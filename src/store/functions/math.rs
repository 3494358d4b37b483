//! The mathematical functions of SQLite, which the build of SQLite in this program leaves out. Their
//! names and results are those of <https://sqlite.org/lang_mathfunc.html>: NULL where there is no
//! real result.

use rusqlite::functions::Context;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Result};

use super::FLAGS;

type OfOne = fn(f64) -> f64;
type OfTwo = fn(f64, f64) -> f64;

/// Functions of one number.
const OF_ONE: [(&str, OfOne); 23] = [
    ("acos", f64::acos),
    ("acosh", f64::acosh),
    ("asin", f64::asin),
    ("asinh", f64::asinh),
    ("atan", f64::atan),
    ("atanh", f64::atanh),
    ("cos", f64::cos),
    ("cosh", f64::cosh),
    ("degrees", f64::to_degrees),
    ("exp", f64::exp),
    ("ln", f64::ln),
    ("log", f64::log10),
    ("log10", f64::log10),
    ("log2", f64::log2),
    ("radians", f64::to_radians),
    ("sin", f64::sin),
    ("sinh", f64::sinh),
    ("sqrt", f64::sqrt),
    ("tan", f64::tan),
    ("tanh", f64::tanh),
    ("ceil", f64::ceil),
    ("floor", f64::floor),
    ("trunc", f64::trunc),
];

/// Functions that leave a whole number as it is.
const ROUNDING: [&str; 3] = ["ceil", "floor", "trunc"];

/// Functions of two numbers.
const OF_TWO: [(&str, OfTwo); 5] = [
    ("atan2", f64::atan2),
    ("log", |base, number| number.ln() / base.ln()),
    ("mod", |number, divisor| number % divisor),
    ("pow", f64::powf),
    ("power", f64::powf),
];

pub(super) fn register(connection: &Connection) -> Result<()> {
    for (name, function) in OF_ONE {
        let keeps_integers = ROUNDING.contains(&name);
        let apply = move |context: &mut Context<'_>| {
            if let ValueRef::Integer(integer) = context.get_raw(0)
                && keeps_integers
            {
                return Ok(Value::Integer(integer));
            }
            Ok(real(numeric(context, 0).map(function)))
        };
        connection.create_scalar_function(name, 1, FLAGS, apply)?;
        if name == "ceil" {
            connection.create_scalar_function("ceiling", 1, FLAGS, apply)?;
        }
    }
    for (name, function) in OF_TWO {
        connection.create_scalar_function(name, 2, FLAGS, move |context| {
            let pair = numeric(context, 0).zip(numeric(context, 1));
            Ok(real(pair.map(|(a, b)| function(a, b))))
        })?;
    }
    connection.create_scalar_function("pi", 0, FLAGS, |_| Ok(std::f64::consts::PI))
}

/// An argument as a number, also from a text that is one; `None` for anything else.
fn numeric(context: &Context<'_>, index: usize) -> Option<f64> {
    match context.get_raw(index) {
        ValueRef::Null | ValueRef::Blob(_) => None,
        ValueRef::Integer(integer) => Some(integer as f64),
        ValueRef::Real(real) => Some(real),
        ValueRef::Text(text) => std::str::from_utf8(text).ok()?.trim().parse().ok(),
    }
}

/// A result; NULL where it is not a number or not finite for lack of a real result.
fn real(result: Option<f64>) -> Value {
    result.filter(|number| !number.is_nan()).map_or(Value::Null, Value::Real)
}

#[cfg(test)]
mod tests {
    use super::super::column;
    use crate::store::SqlValue;

    fn value(sql: &str) -> Result<SqlValue, String> {
        Ok(column(&format!("SELECT {sql}"))?.swap_remove(0))
    }

    #[test]
    fn results_are_those_of_sqlite() {
        // The examples of SQLite's own documentation and tests.
        let cases = [
            ("sqrt(4)", SqlValue::Real(2.0)),
            ("log(100)", SqlValue::Real(2.0)),
            ("log(2, 8)", SqlValue::Real(3.0)),
            ("mod(11, 3.5)", SqlValue::Real(0.5)),
            ("power(2, 10)", SqlValue::Real(1024.0)),
            ("trunc(-3.9)", SqlValue::Real(-3.0)),
            ("ceiling(3.1)", SqlValue::Real(4.0)),
            ("floor(7)", SqlValue::Integer(7)),
            ("sqrt(-1)", SqlValue::Null),
            ("sqrt(NULL)", SqlValue::Null),
            ("degrees(pi())", SqlValue::Real(180.0)),
            ("sqrt('4')", SqlValue::Real(2.0)),
            ("floor('a')", SqlValue::Null),
        ];
        for (sql, expected) in cases {
            assert_eq!(value(sql), Ok(expected), "{sql}");
        }
    }
}
