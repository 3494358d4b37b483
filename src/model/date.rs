//! Years of assessment and dates of decisions.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use serde::{Serialize, Serializer};

/// A year that an index can be of: 1990 to 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Year(i32);

impl Year {
    /// The year with this number; none when it is not from 1990 to 2100.
    #[must_use]
    pub fn new(year: i32) -> Option<Self> {
        (1990..=2100).contains(&year).then_some(Self(year))
    }

    /// The year's number.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Year {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let year = text.parse().ok().and_then(Self::new);
        year.ok_or_else(|| format!("{text:?} is not a year from 1990 to 2100"))
    }
}

/// A day of the calendar, shown as `2023-03-29`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

impl Date {
    /// The day; none when the calendar does not have it, or when the year is not from 1990 to 2100.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let year = i16::try_from(Year::new(year)?.number()).ok()?;
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Self)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year().into()
    }

    /// The month, from 1 to 12.
    #[must_use]
    pub fn month(self) -> usize {
        self.0.month().unsigned_abs().into()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> u32 {
        self.0.day().unsigned_abs().into()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-').map(str::parse::<u32>);

        let date = match (parts.next(), parts.next(), parts.next()) {
            (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) => {
                i32::try_from(year).ok().and_then(|year| Self::new(year, month, day))
            }
            _ => None,
        };

        date.ok_or_else(|| format!("{text:?} is not a date such as 2023-03-29"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(1900, 2, 28).is_none());
        assert_eq!(
            "2023-03-29".parse::<Date>().map(|date| date.to_string()),
            Ok("2023-03-29".into())
        );
        assert!("2023-13-29".parse::<Date>().is_err());
        assert!("29/3/2023".parse::<Date>().is_err());
        assert!("1989".parse::<Year>().is_err());
    }
}
