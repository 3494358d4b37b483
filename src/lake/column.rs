//! The columns of a file: their kinds, the values that were collected, and the bytes of the file.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::store::StoredValue;

use super::folder::Called;

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LakeColumn {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) kind: LakeKind,
    /// Where its value is in a row of the query.
    pub(super) place: usize,
}

/// What a column of a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LakeKind {
    /// INT64.
    Integer,
    /// INT64: a number that identifies a row in all of the lake.
    Id,
    /// INT64: a number that identifies an authority in every lake.
    AuthorityId,
    /// INT64 with the type DECIMAL(18,4): points, from whole ten-thousandths.
    Points,
    /// The same, from a view for people, which divides them.
    DividedPoints,
    /// DOUBLE.
    Real,
    /// BYTE_ARRAY with the type STRING.
    Text,
    /// BYTE_ARRAY.
    Blob,
}

/// The digits of points, and those after the decimal mark.
const DIGITS: (i32, i32) = (18, 4);

/// A row group has this many rows.
const ROWS_AT_ONCE: usize = 1 << 17;

/// What identifiers begin with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefixes<'a> {
    /// Those of the authority whose row it is.
    pub(super) own: i64,
    /// Those of each authority, by its number in the database.
    pub(super) all: &'a BTreeMap<i64, Called>,
}

/// The values of a column that were collected so far.
pub(super) struct Values {
    /// 1 for each row with a value, 0 for NULL.
    present: Vec<i16>,
    known: Known,
}

enum Known {
    Integers(Vec<i64>),
    Reals(Vec<f64>),
    /// The distinct texts, and their places in the order of the rows.
    Texts {
        words: Vec<ByteArray>,
        places: HashMap<Box<[u8]>, u32>,
        rows: Vec<u32>,
    },
}

impl Values {
    pub(super) fn new(kind: LakeKind) -> Self {
        let known = match kind {
            LakeKind::Integer
            | LakeKind::Id
            | LakeKind::AuthorityId
            | LakeKind::Points
            | LakeKind::DividedPoints => Known::Integers(Vec::new()),
            LakeKind::Real => Known::Reals(Vec::new()),
            LakeKind::Text | LakeKind::Blob => {
                Known::Texts { words: Vec::new(), places: HashMap::new(), rows: Vec::new() }
            }
        };
        Self { present: Vec::new(), known }
    }

    /// Adds a value of an authority. None if the value does not fit.
    pub(super) fn push(
        &mut self,
        kind: LakeKind,
        value: StoredValue<'_>,
        prefixes: Prefixes<'_>,
    ) -> Option<()> {
        if value == StoredValue::Null {
            self.present.push(0);
            return Some(());
        }
        match (&mut self.known, value) {
            (Known::Integers(values), StoredValue::Integer(integer)) => {
                values.push(match kind {
                    LakeKind::Id => prefixed(integer, prefixes.own)?,
                    LakeKind::AuthorityId => prefixed(0, prefixes.all.get(&integer)?.prefix)?,
                    LakeKind::Integer
                    | LakeKind::Points
                    | LakeKind::DividedPoints
                    | LakeKind::Real
                    | LakeKind::Text
                    | LakeKind::Blob => integer,
                });
            }
            (Known::Integers(values), StoredValue::Real(points))
                if kind == LakeKind::DividedPoints =>
            {
                values.push(undivided(points)?);
            }
            (Known::Reals(values), StoredValue::Real(real)) => values.push(real),
            (Known::Reals(values), StoredValue::Integer(integer)) => values.push(integer as f64),
            (Known::Texts { words, places, rows }, value) => {
                let bytes = match value {
                    StoredValue::Text(text) => text.as_bytes(),
                    StoredValue::Blob(bytes) => bytes,
                    StoredValue::Null | StoredValue::Integer(_) | StoredValue::Real(_) => {
                        return None;
                    }
                };
                let place = if let Some(place) = places.get(bytes) {
                    *place
                } else {
                    let place = u32::try_from(words.len()).ok()?;
                    words.push(ByteArray::from(bytes.to_vec()));
                    places.insert(bytes.into(), place);
                    place
                };
                rows.push(place);
            }
            (Known::Integers(_) | Known::Reals(_), _) => return None,
        }
        self.present.push(1);
        Some(())
    }

    /// Writes the values of some rows. `known` are the places of those that are not NULL.
    fn write(
        &self,
        column: &mut SerializedColumnWriter<'_>,
        rows: Range<usize>,
        known: Range<usize>,
    ) -> Result<(), ParquetError> {
        let present = Some(&self.present[rows]);
        match &self.known {
            Known::Integers(values) => {
                column.typed::<Int64Type>().write_batch(&values[known], present, None)?;
            }
            Known::Reals(values) => {
                column.typed::<DoubleType>().write_batch(&values[known], present, None)?;
            }
            Known::Texts { words, rows, .. } => {
                let texts: Vec<ByteArray> =
                    rows[known].iter().map(|place| words[*place as usize].clone()).collect();
                column.typed::<ByteArrayType>().write_batch(&texts, present, None)?;
            }
        }
        Ok(())
    }
}

/// An identifier that no other authority has: the prefix in the upper half of the number.
fn prefixed(id: i64, prefix: i64) -> Option<i64> {
    (0..1 << PREFIX_SHIFT).contains(&id).then_some(prefix << PREFIX_SHIFT | id)
}

/// Where the prefix of an identifier begins.
const PREFIX_SHIFT: u32 = 32;

/// Points in ten-thousandths again.
fn undivided(points: f64) -> Option<i64> {
    // Below this, every whole number is a float.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let whole = (points * 1e4).round();
    #[allow(clippy::cast_possible_truncation, reason = "the range was looked at")]
    (whole.abs() < MOST).then_some(whole as i64)
}

/// The bytes of a file with these columns and their values. The same values give the same bytes.
pub(super) fn file_of(columns: &[LakeColumn], values: &[Values]) -> Result<Vec<u8>, ParquetError> {
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder("schema").with_fields(fields).build()?);
    let properties = WriterProperties::builder()
        .set_created_by("cchc".to_owned())
        .set_compression(Compression::SNAPPY)
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties))?;

    let rows = values.first().map_or(0, |values| values.present.len());
    let mut known = vec![0; values.len()];
    for first in (0..rows).step_by(ROWS_AT_ONCE) {
        let last = rows.min(first + ROWS_AT_ONCE);
        let mut group = writer.next_row_group()?;
        for (values, known) in values.iter().zip(&mut known) {
            let here = values.present[first..last].iter().filter(|present| **present > 0).count();
            if let Some(mut column) = group.next_column()? {
                values.write(&mut column, first..last, *known..*known + here)?;
                column.close()?;
            }
            *known += here;
        }
        group.close()?;
    }
    writer.into_inner()
}

fn field(column: &LakeColumn) -> Result<TypePtr, ParquetError> {
    let physical = match column.kind {
        LakeKind::Integer
        | LakeKind::Id
        | LakeKind::AuthorityId
        | LakeKind::Points
        | LakeKind::DividedPoints => Physical::INT64,
        LakeKind::Real => Physical::DOUBLE,
        LakeKind::Text | LakeKind::Blob => Physical::BYTE_ARRAY,
    };
    let field =
        Type::primitive_type_builder(&column.name, physical).with_repetition(Repetition::OPTIONAL);
    let field = match column.kind {
        LakeKind::Points | LakeKind::DividedPoints => {
            let (precision, scale) = DIGITS;
            field
                .with_logical_type(Some(LogicalType::decimal(scale, precision)))
                .with_precision(precision)
                .with_scale(scale)
        }
        LakeKind::Text => field.with_logical_type(Some(LogicalType::String)),
        LakeKind::Integer
        | LakeKind::Id
        | LakeKind::AuthorityId
        | LakeKind::Real
        | LakeKind::Blob => field,
    };
    Ok(Arc::new(field.build()?))
}
