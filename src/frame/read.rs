//! Polars → typed values.

use polars::prelude::{DataFrame, PolarsResult};

use crate::model::{Block, Coverage, Grade, Points, Year};

/// Reads the columns of a frame as the vocabulary's types. A value of another kind becomes none.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(pub &'a DataFrame);

impl Reader<'_> {
    /// Texts; a null becomes an empty text.
    pub fn texts(self, name: &str) -> PolarsResult<Vec<String>> {
        Ok(self.0.column(name)?.str()?.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
    }

    /// Points, from whole ten-thousandths.
    pub fn points(self, name: &str) -> PolarsResult<Vec<Option<Points>>> {
        let integers = self.0.column(name)?.i64()?;
        Ok(integers.iter().map(|integer| integer.map(Points::from_ten_thousandths)).collect())
    }

    /// Identities and years, from 64-bit integers; a null becomes 0.
    pub fn integers(self, name: &str) -> PolarsResult<Vec<i64>> {
        Ok(self.0.column(name)?.i64()?.iter().map(Option::unwrap_or_default).collect())
    }

    /// Years of a column.
    pub fn years(self, name: &str) -> PolarsResult<Vec<Option<Year>>> {
        Ok(self.0.column(name)?.i32()?.iter().map(|year| year.and_then(Year::new)).collect())
    }

    /// Shares and other statistics.
    pub fn floats(self, name: &str) -> PolarsResult<Vec<Option<f64>>> {
        Ok(self.0.column(name)?.f64()?.iter().collect())
    }

    /// Ranks and counts, from integers of any width.
    pub fn counts(self, name: &str) -> PolarsResult<Vec<Option<u32>>> {
        let integers = self.0.column(name)?.cast(&polars::prelude::DataType::Int64)?;
        Ok(integers.i64()?.iter().map(|integer| integer.and_then(|integer| integer.try_into().ok())).collect())
    }

    /// Booleans; a null becomes false.
    pub fn flags(self, name: &str) -> PolarsResult<Vec<bool>> {
        Ok(self.0.column(name)?.bool()?.iter().map(Option::unwrap_or_default).collect())
    }

    /// Grades, from their printed form.
    pub fn grades(self, name: &str) -> PolarsResult<Vec<Option<Grade>>> {
        Ok(self.0.column(name)?.str()?.iter().map(|text| text.and_then(Grade::parse)).collect())
    }

    /// How much of the assessments of the rows is published; the database lets in nothing else.
    pub fn coverages(self) -> PolarsResult<Vec<Coverage>> {
        let texts = self.0.column(super::name::COVERAGE)?.str()?;
        let coverages: Option<Vec<_>> = texts.iter().map(|text| text?.parse().ok()).collect();
        coverages.ok_or_else(|| polars::prelude::polars_err!(ComputeError: "a row without a coverage"))
    }

    /// The years and blocks of the rows; the database lets in no others.
    pub fn assessments(self) -> PolarsResult<Vec<(Year, Block)>> {
        let years = self.0.column(super::name::YEAR)?.i32()?;
        let blocks = self.0.column(super::name::BLOCK)?.str()?;
        let pair = |(year, block): (Option<i32>, Option<&str>)| {
            year.and_then(Year::new).zip(block.and_then(|block| block.parse().ok()))
        };
        let pairs: Option<Vec<_>> = years.iter().zip(blocks.iter()).map(pair).collect();
        pairs.ok_or_else(|| polars::prelude::polars_err!(ComputeError: "a row without a year and a block"))
    }
}
