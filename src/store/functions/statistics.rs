//! Aggregates that SQLite lacks: `median`, `quantile`, `stddev`, `variance`, `corr`, `mode`. Each also
//! works as a window function. NULL is left out, as in `avg()`.

use std::cmp::Ordering;
use std::collections::VecDeque;

use rusqlite::functions::{Aggregate, Context, WindowAggregate};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Result};

use crate::stats::{median, pearson, quantile, standard_deviation};

use super::{FLAGS, failed};

type OfNumbers = fn(&[f64]) -> Option<f64>;

pub(super) fn register(connection: &Connection) -> Result<()> {
    let of_numbers: [(&'static str, OfNumbers); 3] = [
        ("median", median),
        ("stddev", spread),
        ("variance", |values| spread(values).map(|spread| spread * spread)),
    ];
    for (name, result) in of_numbers {
        let read = move |context: &mut Context<'_>| number(context, 0, name);
        let result = move |values: &[f64]| real(result(values));
        connection.create_window_function(name, 1, FLAGS, Gathered { read, result })?;
    }

    let read = |context: &mut Context<'_>| {
        let share = number(context, 1, "quantile")?;
        let share = share.filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| {
            failed("the second argument of quantile() is a share between 0 and 1".to_owned())
        })?;
        Ok(number(context, 0, "quantile")?.map(|value| (value, share)))
    };
    let result = |pairs: &[(f64, f64)]| {
        let values: Vec<f64> = pairs.iter().map(|(value, _)| *value).collect();
        real(pairs.last().and_then(|(_, share)| quantile(&values, *share)))
    };
    connection.create_window_function("quantile", 2, FLAGS, Gathered { read, result })?;

    let read = |context: &mut Context<'_>| {
        Ok(number(context, 0, "corr")?.zip(number(context, 1, "corr")?))
    };
    let result = |pairs: &[(f64, f64)]| real(pearson(pairs));
    connection.create_window_function("corr", 2, FLAGS, Gathered { read, result })?;

    let read = |context: &mut Context<'_>| {
        Ok(Some(context.get::<Value>(0)?).filter(|value| *value != Value::Null))
    };
    connection.create_window_function("mode", 1, FLAGS, Gathered { read, result: mode })
}

/// An argument as a number; `None` for NULL.
///
/// # Errors
/// Returns an error for a text or a blob, which SQLite itself would take for 0.
fn number(context: &Context<'_>, index: usize, function: &str) -> Result<Option<f64>> {
    match context.get_raw(index) {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(integer) => Ok(Some(integer as f64)),
        ValueRef::Real(real) => Ok(Some(real)),
        ValueRef::Text(text) => {
            let text = String::from_utf8_lossy(text);
            Err(failed(format!("{function}() takes numbers, not '{text}'")))
        }
        ValueRef::Blob(_) => Err(failed(format!("{function}() takes numbers, not a blob"))),
    }
}

/// The standard deviation; exactly 0 where all values are equal, whose mean may be a little off.
fn spread(values: &[f64]) -> Option<f64> {
    let is_constant = values.windows(2).all(|pair| pair[0].total_cmp(&pair[1]) == Ordering::Equal);
    standard_deviation(values).map(|spread| if is_constant { 0.0 } else { spread })
}

fn real(result: Option<f64>) -> Value {
    result.map_or(Value::Null, Value::Real)
}

/// The most frequent value; of several, the one that SQLite sorts first.
fn mode(values: &[Value]) -> Value {
    let mut sorted = values.to_vec();
    sorted.sort_by(order);
    let runs = sorted.chunk_by(|a, b| order(a, b) == Ordering::Equal);
    // Of equally long runs, the last one that max_by_key sees wins.
    let most = runs.rev().max_by_key(|run| run.len());
    most.map_or(Value::Null, |run| run[0].clone())
}

/// The order in which SQLite sorts values.
fn order(a: &Value, b: &Value) -> Ordering {
    let kind = |value: &Value| match value {
        Value::Null => 0,
        Value::Integer(_) | Value::Real(_) => 1,
        Value::Text(_) => 2,
        Value::Blob(_) => 3,
    };
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Integer(a), Value::Real(b)) => (*a as f64).total_cmp(b),
        (Value::Real(a), Value::Integer(b)) => a.total_cmp(&(*b as f64)),
        (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Blob(a), Value::Blob(b)) => a.cmp(b),
        (Value::Null | Value::Integer(_) | Value::Real(_) | Value::Text(_) | Value::Blob(_), _) => {
            kind(a).cmp(&kind(b))
        }
    }
}

/// An aggregate over all of its values, in the order of the rows.
struct Gathered<Read, Of> {
    /// Reads the arguments of a row; `None` leaves the row out.
    read: Read,
    result: Of,
}

impl<T, Read, Of> Aggregate<VecDeque<T>, Value> for Gathered<Read, Of>
where
    T: std::panic::RefUnwindSafe + std::panic::UnwindSafe,
    Read: Fn(&mut Context<'_>) -> Result<Option<T>>,
    Of: Fn(&[T]) -> Value,
{
    fn init(&self, _: &mut Context<'_>) -> Result<VecDeque<T>> {
        Ok(VecDeque::new())
    }

    fn step(&self, context: &mut Context<'_>, values: &mut VecDeque<T>) -> Result<()> {
        values.extend((self.read)(context)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, values: Option<VecDeque<T>>) -> Result<Value> {
        let mut values = values;
        self.value(values.as_mut())
    }
}

impl<T, Read, Of> WindowAggregate<VecDeque<T>, Value> for Gathered<Read, Of>
where
    T: std::panic::RefUnwindSafe + std::panic::UnwindSafe,
    Read: Fn(&mut Context<'_>) -> Result<Option<T>>,
    Of: Fn(&[T]) -> Value,
{
    fn value(&self, values: Option<&mut VecDeque<T>>) -> Result<Value> {
        Ok(values
            .map_or_else(|| (self.result)(&[]), |values| (self.result)(values.make_contiguous())))
    }

    /// The row that leaves a window is the one that has been in it longest.
    fn inverse(&self, context: &mut Context<'_>, values: &mut VecDeque<T>) -> Result<()> {
        if (self.read)(context)?.is_some() {
            values.pop_front();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::column;
    use crate::store::SqlValue;

    const VALUES: &str =
        "WITH t (x, y) AS (VALUES (1, 2), (2, 1), (NULL, 9), (4, 5), (4.5, 6), (10, 8))";

    #[test]
    fn figures_are_those_of_another_program() {
        // Python 3.11, module statistics, with x = [1, 2, 4, 4.5, 10] and y = [2, 1, 5, 6, 8]:
        // median(x), quantiles(x, n=10, method='inclusive')[8], stdev(x), variance(x),
        // correlation(x, y).
        for (function, expected) in [
            ("median(x)", 4.0),
            ("quantile(x, 0.9)", 7.8),
            ("stddev(x)", 3.492_849_839_314_596),
            ("variance(x)", 12.2),
            ("corr(x, y)", 0.904_320_614_194_414),
        ] {
            let found = column(&format!("{VALUES} SELECT {function} FROM t"));
            let Ok(&[SqlValue::Real(found)]) = found.as_deref() else {
                panic!("{function}: {found:?}")
            };
            assert!((found - expected).abs() < 1e-12, "{function}: {found}");
        }
    }

    #[test]
    fn no_values_give_null_and_wrong_ones_an_error() {
        for function in ["median(1)", "stddev(1)", "corr(1, 1)", "mode(1)", "quantile(1, 0.5)"] {
            let none = column(&format!("SELECT {function} WHERE 0"));
            assert_eq!(none, Ok(vec![SqlValue::Null]), "{function}");
        }
        assert!(column("SELECT median('Sở')").is_err_and(|error| error.contains("'Sở'")));
        assert!(
            column("SELECT quantile(1, 90)").is_err_and(|error| error.contains("between 0 and 1"))
        );
    }

    #[test]
    fn the_mode_is_the_most_frequent_value_and_the_first_of_several() {
        let mode = |values: &str| column(&format!("SELECT mode(column1) FROM (VALUES {values})"));
        let text = |text: &str| Ok(vec![SqlValue::Text(text.to_owned())]);
        assert_eq!(mode("('Tốt'), ('Khá'), ('Tốt'), (NULL), (NULL), (NULL)"), text("Tốt"));
        assert_eq!(mode("('Tốt'), ('Khá')"), text("Khá"));
        assert_eq!(mode("(2), ('a'), (1)"), Ok(vec![SqlValue::Integer(1)]));
    }

    #[test]
    fn windows_move_over_rows() {
        let moving = format!(
            "{VALUES} SELECT median(x) OVER (ORDER BY y ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) \
             FROM t ORDER BY y"
        );
        // By y: 2, 1, 4, 4.5, 10, NULL.
        let expected = [1.5, 2.0, 4.0, 4.5, 7.25, 10.0].map(SqlValue::Real);
        assert_eq!(column(&moving), Ok(expected.to_vec()));
    }
}
