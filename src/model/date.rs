//! Years of assessment and dates of decisions.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A year that an index can be of: 1990 to 2100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Year(i32);

impl Year {
    /// The year, where it is between 1990 and 2100.
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
pub struct Date {
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
    /// The day, where the calendar has it and its year is one an index can be of.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Year::new(year)?;
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=length).contains(&day).then_some(Self { year, month, day })
    }

    /// The day so many days after 1 January 1970, in the Gregorian calendar.
    ///
    /// Source: Hinnant, chrono-compatible low-level date algorithms, `civil_from_days`.
    #[must_use]
    pub fn from_days(days: u64) -> Self {
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month < 3);
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self { year: i32::try_from(year).unwrap_or(i32::MAX), month: small(month), day: small(day) }
    }

    /// Year, month 1 to 12, day 1 to 31.
    #[must_use]
    pub const fn parts(self) -> (i32, u32, u32) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
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
    fn knows_the_calendar() {
        assert!(Date::new(2024, 2, 29).is_some());
        assert!(Date::new(2023, 2, 29).is_none());
        assert!(Date::new(1900, 2, 28).is_none());
        assert_eq!("2023-03-29".parse::<Date>().map(|date| date.to_string()), Ok("2023-03-29".into()));
        assert!("2023-13-29".parse::<Date>().is_err());
        assert!("29/3/2023".parse::<Date>().is_err());
        assert!("1989".parse::<Year>().is_err());
        // date -u -d @1709164800 is 29 February 2024, @0 is 1 January 1970.
        assert_eq!(Date::from_days(1_709_164_800 / 86_400).to_string(), "2024-02-29");
        assert_eq!(Date::from_days(0).to_string(), "1970-01-01");
        assert_eq!(Date::from_days(1_735_603_200 / 86_400).to_string(), "2024-12-31");
    }
}
