//! Ad-hoc SQL. Queries only read, which the open flags, `query_only` and an authorizer enforce, and
//! they are limited in time and size.

use std::time::{Duration, Instant};

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use super::{Store, StoreError, functions};

/// The limits of a query.
#[derive(Debug, Clone, Copy)]
pub struct QueryLimits {
    /// The longest time that it may run; [`Duration::MAX`] means without limit.
    pub timeout: Duration,
    /// The most rows it may return.
    pub rows: usize,
}

/// Receives an answer row by row.
pub trait Answer {
    /// An error of the query, or of receiving its answer.
    type Error: From<StoreError>;

    /// Receives the names of the columns, before the first row.
    ///
    /// # Errors
    /// Returns an error if the names cannot be received.
    fn columns(&mut self, names: Vec<String>) -> Result<(), Self::Error>;

    /// Receives a row with one value per column.
    ///
    /// # Errors
    /// Returns an error if the row cannot be received.
    fn row(&mut self, values: Vec<SqlValue>) -> Result<(), Self::Error>;
}

/// The rows of a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueryRows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with one value per column.
    pub rows: Vec<Vec<SqlValue>>,
    /// Whether there are more rows than the limit allows.
    pub cut: bool,
}

/// A value of SQLite.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum SqlValue {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(String),
    /// BLOB.
    Blob(Vec<u8>),
}

/// The longest text or blob that a query may produce, in bytes. Every stored document fits into it.
const MAX_VALUE_BYTES: i32 = 64 * 1024 * 1024;
/// The largest size of a collected answer, over all of its values, in bytes.
const MAX_ANSWER_BYTES: usize = 256 * 1024 * 1024;
/// The most memory that SQLite may use for a query, in bytes.
pub const MAX_HEAP_BYTES: u32 = 128 * 1024 * 1024;
/// How many steps of SQLite's virtual machine run between two looks at the clock.
const STEPS_PER_LOOK: i32 = 20;

/// Pragmas that only read and that tools use.
const READING_PRAGMAS: [&str; 5] =
    ["table_info", "table_xinfo", "table_list", "index_list", "foreign_key_list"];
/// Functions that reach outside the database or into the library.
const REFUSED_FUNCTIONS: [&str; 2] = ["load_extension", "fts3_tokenizer"];

impl Store {
    /// Answers one statement that only reads, and collects the answer.
    ///
    /// # Errors
    /// Returns an error if the query is not one valid statement, does more than read, or takes too
    /// much time or memory.
    pub fn query(&mut self, sql: &str, limits: QueryLimits) -> Result<QueryRows, StoreError> {
        let mut collected_answer =
            CollectedAnswer { rows: QueryRows::default(), left: MAX_ANSWER_BYTES };
        let cut = self.answer(sql, &[], limits, &mut collected_answer)?;
        Ok(QueryRows { cut, ..collected_answer.rows })
    }

    /// Answers one statement that only reads, row by row. Returns whether there are more rows than
    /// the limit allows. `parameters` gives values to its parameters by their names, such as `year`
    /// to `:year`; one without a value is NULL.
    ///
    /// The time limit is checked between steps of SQLite, not within a single SQL function.
    /// Untrusted queries therefore belong in a [`worker`](crate::worker).
    ///
    /// # Errors
    /// Returns an error if the query is not one valid statement, does more than read, or takes too
    /// much time or memory, or if the receiver of the answer fails.
    pub fn answer<A: Answer>(
        &mut self,
        sql: &str,
        parameters: &[(String, SqlValue)],
        limits: QueryLimits,
        answer: &mut A,
    ) -> Result<bool, A::Error> {
        if sql.contains('\0') {
            return Err(
                StoreError::Query { message: "NUL".to_owned(), offset: sql.find('\0') }.into()
            );
        }

        self.limit(limits.timeout).map_err(|error| self.error(&error))?;
        let result = give_rows(&self.connection, sql, parameters, limits.rows, answer);
        let unlimited = self.connection.progress_handler(0, None::<fn() -> bool>);
        unlimited.map_err(|error| self.error(&error))?;
        result
    }

    fn limit(&mut self, timeout: Duration) -> rusqlite::Result<()> {
        self.connection.authorizer(None::<fn(AuthContext<'_>) -> Authorization>)?;
        self.connection.pragma_update(None, "query_only", true)?;
        self.connection.pragma_update_and_check(
            None,
            "hard_heap_limit",
            i64::from(MAX_HEAP_BYTES),
            |_| Ok(()),
        )?;
        self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES)?;
        self.connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
        functions::register(&self.connection)?;
        self.connection.authorizer(Some(authorize))?;

        let deadline = Instant::now().checked_add(timeout);
        let is_late = move || deadline.is_some_and(|deadline| Instant::now() >= deadline);
        self.connection.progress_handler(STEPS_PER_LOOK, Some(is_late))
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn authorize(context: AuthContext<'_>) -> Authorization {
    let allowed = match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => !REFUSED_FUNCTIONS.contains(&function_name),
        AuthAction::Pragma { pragma_name, .. } => READING_PRAGMAS.contains(&pragma_name),
        _ => false,
    };
    if allowed { Authorization::Allow } else { Authorization::Deny }
}

/// Passes the rows of a query to `answer`. Returns whether there are more than `limit`.
fn give_rows<A: Answer>(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: &[(String, SqlValue)],
    limit: usize,
    answer: &mut A,
) -> Result<bool, A::Error> {
    let mut statement = connection.prepare(sql).map_err(query_error)?;
    let columns: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
    let width = columns.len();
    for index in 1..=statement.parameter_count() {
        let name = statement.parameter_name(index).and_then(|name| name.get(1..));
        let given = parameters.iter().find(|(given, _)| Some(given.as_str()) == name);
        if let Some((_, value)) = given {
            statement.raw_bind_parameter(index, value).map_err(query_error)?;
        }
    }
    let (mut rows, mut count) = (statement.raw_query(), 0);
    answer.columns(columns)?;

    while let Some(row) = rows.next().map_err(query_error)? {
        if count == limit {
            return Ok(true);
        }
        count += 1;
        let values = (0..width).map(|index| row.get_ref(index).map(SqlValue::from));
        answer.row(values.collect::<rusqlite::Result<_>>().map_err(query_error)?)?;
    }
    Ok(false)
}

/// An answer that is collected as a whole.
struct CollectedAnswer {
    rows: QueryRows,
    /// Bytes that may still be collected.
    left: usize,
}

impl Answer for CollectedAnswer {
    type Error = StoreError;

    fn columns(&mut self, names: Vec<String>) -> Result<(), StoreError> {
        self.rows.columns = names;
        Ok(())
    }

    fn row(&mut self, values: Vec<SqlValue>) -> Result<(), StoreError> {
        let bytes = values.iter().map(|value| size_of::<SqlValue>() + value.bytes()).sum();
        self.left = self.left.checked_sub(bytes).ok_or(StoreError::AnswerTooLarge)?;
        self.rows.rows.push(values);
        Ok(())
    }
}

impl SqlValue {
    /// The number of bytes of a text or blob; 0 for other values.
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
            Self::Null | Self::Integer(_) | Self::Real(_) => 0,
        }
    }
}

impl ToSql for SqlValue {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(integer) => ValueRef::Integer(*integer),
            Self::Real(real) => ValueRef::Real(*real),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<ValueRef<'_>> for SqlValue {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(integer) => Self::Integer(integer),
            ValueRef::Real(real) => Self::Real(real),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(blob) => Self::Blob(blob.to_owned()),
        }
    }
}

#[allow(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
fn query_error(error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    match error {
        rusqlite::Error::MultipleStatement => StoreError::SeveralStatements,
        error if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
            StoreError::TimedOut
        }
        error if error.sqlite_error_code() == Some(ErrorCode::AuthorizationForStatementDenied) => {
            StoreError::NotAuthorized
        }
        error if error.sqlite_error_code() == Some(ErrorCode::OutOfMemory) => {
            StoreError::AnswerTooLarge
        }
        // A query without any statement, such as a comment.
        error if error.sqlite_error_code() == Some(ErrorCode::ApiMisuse) => StoreError::EmptyQuery,
        rusqlite::Error::SqlInputError { msg, offset, .. } => {
            StoreError::Query { message: msg, offset: usize::try_from(offset).ok() }
        }
        rusqlite::Error::SqliteFailure(_, Some(message)) => {
            StoreError::Query { message, offset: None }
        }
        error => StoreError::Query { message: error.to_string(), offset: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(sql: &str, rows: usize) -> Result<QueryRows, StoreError> {
        let mut store = Store::in_memory().expect("a database");
        store.query(sql, QueryLimits { timeout: Duration::from_secs(10), rows })
    }

    #[test]
    fn values_keep_the_types_of_sqlite() {
        let answer = answer("SELECT NULL AS a, 1 AS b, 0.5 AS c, 'Sở' AS d, x'00' AS e", 10)
            .expect("an answer");
        let (text, blob) = (SqlValue::Text("Sở".to_owned()), SqlValue::Blob(vec![0]));
        assert_eq!(answer.columns, ["a", "b", "c", "d", "e"]);
        assert_eq!(
            answer.rows,
            [vec![SqlValue::Null, SqlValue::Integer(1), SqlValue::Real(0.5), text, blob]]
        );
    }

    #[test]
    fn an_answer_is_cut_at_the_limit_and_reports_it() {
        let three = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
        assert!(answer(three, 2).is_ok_and(|answer| answer.cut && answer.rows.len() == 2));
        assert!(answer(three, 3).is_ok_and(|answer| !answer.cut && answer.rows.len() == 3));
    }

    #[test]
    fn only_one_statement_that_reads_is_answered() {
        assert!(matches!(answer("", 1), Err(StoreError::EmptyQuery)));
        assert!(matches!(answer("SELECT 1; SELECT 2", 1), Err(StoreError::SeveralStatements)));
        for writing in [
            "CREATE TABLE t (a)",
            "PRAGMA user_version = 9",
            "ATTACH 'x.db' AS x",
            "VACUUM INTO 'x.db'",
        ] {
            assert!(answer(writing, 1).is_err(), "{writing}");
        }
    }
}
