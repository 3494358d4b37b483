//! Points of the index: exact decimals, stored as whole ten-thousandths of a point.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{rounded, rounded_quotient};

/// An exact amount of points, in ten-thousandths of a point.
///
/// The database stores the same integer, so no figure is rounded between a document and a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Points(i64);

/// A figure as it was printed: its value and the number of decimals it was printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed {
    /// The value.
    pub points: Points,
    /// Digits after the decimal mark, 0 to 4.
    pub decimals: u32,
}

/// Why a text is not an amount of points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParsePointsError {
    /// Something other than a sign, digits and one decimal mark.
    #[error("not a number")]
    NotANumber,
    /// More than four decimals: the value could not be kept exactly.
    #[error("more than four decimals")]
    TooPrecise,
    /// A value of a million or more, which no index has.
    #[error("too large")]
    TooLarge,
}

/// The mark before the decimals of a figure. The other one may then separate thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecimalMark {
    /// `94,28`, and `1.000` for a thousand.
    Comma,
    /// `94.28`, and `1,000` for a thousand.
    Point,
}

impl DecimalMark {
    const fn thousands(self) -> char {
        match self {
            Self::Comma => '.',
            Self::Point => ',',
        }
    }
}

impl Points {
    /// The usual scale of an index: the maximum points of all criteria together.
    pub const HUNDRED: Self = Self::from_ten_thousandths(1_000_000);
    /// No points.
    pub const ZERO: Self = Self(0);
    const DECIMALS: u32 = 4;
    const LIMIT: i64 = 1_000_000 * 10_000;
    /// Sums over all units of a block and all its years are smaller than this.
    const STORED_LIMIT: i64 = Self::LIMIT * 1_000_000;

    /// From whole ten-thousandths of a point, as the database holds them.
    #[must_use]
    pub const fn from_ten_thousandths(value: i64) -> Self {
        Self(value)
    }

    /// Whole ten-thousandths of a point.
    #[must_use]
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// Reads a printed figure: an optional sign, digits, and at most one decimal comma or point. The
    /// word for points may stand behind it: `95,5 điểm`.
    ///
    /// # Errors
    /// Returns an error if the text is anything else, has more than four decimals, or is a million
    /// or more.
    pub fn parse(text: &str) -> Result<Printed, ParsePointsError> {
        let text = without_unit(text.trim());
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };

        let (whole, fraction) = match digits.split_once([',', '.']) {
            Some((_, "")) => return Err(ParsePointsError::NotANumber),
            Some(parts) => parts,
            None => (digits, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(ParsePointsError::NotANumber);
        }

        let decimals = u32::try_from(fraction.len()).map_err(|_| ParsePointsError::TooPrecise)?;
        if decimals > Self::DECIMALS {
            return Err(ParsePointsError::TooPrecise);
        }

        let digits = whole.bytes().chain(fraction.bytes()).map(|byte| i64::from(byte - b'0'));
        let append = |value: i64, digit| value.checked_mul(10)?.checked_add(digit);
        let value = digits.chain((decimals..Self::DECIMALS).map(|_| 0)).try_fold(0, append);
        let value = value.filter(|value| *value < Self::LIMIT).ok_or(ParsePointsError::TooLarge)?;

        let points = Self(if negative { -value } else { value });
        Ok(Printed { points, decimals })
    }

    /// Reads a maximum of a declaration or an option. None unless it is an amount above zero.
    #[must_use]
    pub fn parse_maximum(text: &str) -> Option<Self> {
        let points = Self::parse(text).ok()?.points;
        (points > Self::ZERO).then_some(points)
    }

    /// Reads a printed figure of a document that writes decimals with a known mark: `1.000` is a
    /// thousand beside `94,28`. Without a known mark, every mark is that of decimals.
    ///
    /// # Errors
    /// Returns an error like [`Self::parse`].
    pub fn parse_with(text: &str, mark: Option<DecimalMark>) -> Result<Printed, ParsePointsError> {
        let text = without_unit(text.trim());
        match mark.and_then(|mark| without_thousands(text, mark)) {
            Some(digits) => Self::parse(&digits),
            None => Self::parse(text),
        }
    }

    /// The value of a figure with any number of decimals, which may be written as `6.3E-2`.
    ///
    /// # Errors
    /// Returns an error if the text is not a number, or has more digits before the decimal mark
    /// than points can have.
    pub fn exact(text: &str, mark: Option<DecimalMark>) -> Result<Decimal, ParsePointsError> {
        const NOT_A_NUMBER: ParsePointsError = ParsePointsError::NotANumber;
        let text = text.trim();
        let plain = mark.and_then(|mark| without_thousands(text, mark));
        let text = plain.as_deref().unwrap_or(text).replace(',', ".").replace('\u{2212}', "-");
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
        let whole = digits.trim_start_matches(['-', '+']).split('.').next().unwrap_or_default();
        let exponent: i32 = exponent.parse().map_err(|_| NOT_A_NUMBER)?;
        if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NOT_A_NUMBER);
        }
        if i32::try_from(whole.len()).is_ok_and(|len| len.saturating_add(exponent) > 20) {
            return Err(ParsePointsError::TooLarge);
        }
        if exponent < -20 {
            return Err(ParsePointsError::TooPrecise);
        }
        let number = Decimal::from_scientific(&format!("{digits}e{exponent}"));
        number.map_err(|_| NOT_A_NUMBER)
    }

    /// The nearest points to a decimal, rounded half away from zero to this many decimals. None if
    /// they would reach the limit of a million.
    #[must_use]
    pub fn nearest(value: Decimal, decimals: u32) -> Option<Self> {
        let value = rounded(value, decimals.min(Self::DECIMALS));
        let points = i64::try_from(value.checked_mul(Decimal::from(10_000))?.trunc()).ok()?;
        (points.abs() < Self::LIMIT).then_some(Self(points))
    }

    /// The number without needless zeros, as a person types it: `94.28`, `84`, `15.5`.
    #[must_use]
    pub fn shortest(self) -> String {
        self.to_decimal().normalize().to_string()
    }

    /// The exact decimal, with at least two digits after the decimal point: 94.28, 84.00, 69.3075.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        let mut decimal = Decimal::new(self.0, Self::DECIMALS).normalize();
        if decimal.scale() < 2 {
            decimal.rescale(2);
        }
        decimal
    }

    /// The points as a share of a maximum, 0 to 1 for a score; none unless the maximum is above
    /// zero.
    #[must_use]
    pub fn share_of(self, maximum: Self) -> Option<f64> {
        (maximum.0 > 0).then(|| self.0 as f64 / maximum.0 as f64)
    }

    /// The points on another scale: `self` · `to` / `from`, rounded up to whole ten-thousandths.
    /// Unchanged if both scales are equal, or if `from` is not above zero.
    #[must_use]
    pub fn rescaled_up(self, from: Self, to: Self) -> Self {
        self.rescaled(from, to, |product, divisor| -(-product).div_euclid(divisor))
    }

    /// The points on another scale, rounded down to whole ten-thousandths.
    #[must_use]
    pub fn rescaled_down(self, from: Self, to: Self) -> Self {
        self.rescaled(from, to, i128::div_euclid)
    }

    /// The points on another scale, rounded to the nearest ten-thousandth, half away from zero.
    #[must_use]
    pub fn rescaled_nearest(self, from: Self, to: Self) -> Self {
        self.rescaled(from, to, rounded_quotient)
    }

    fn rescaled(self, from: Self, to: Self, divide: fn(i128, i128) -> i128) -> Self {
        if from == to || from.0 <= 0 {
            return self;
        }
        let quotient = divide(i128::from(self.0) * i128::from(to.0), i128::from(from.0));
        i64::try_from(quotient).map_or(self, Self)
    }

    /// The absolute value.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.abs())
    }
}

/// A figure without the marks between its thousands. None if it has none.
fn without_thousands(text: &str, mark: DecimalMark) -> Option<String> {
    let thousands = mark.thousands();
    if !text.contains(thousands) {
        return None;
    }
    let whole = text.split(if thousands == '.' { ',' } else { '.' }).next()?;
    let mut groups = whole.trim().trim_start_matches(['-', '+', '\u{2212}']).split(thousands);
    let is_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let is_first = |group: &str| (1..=3).contains(&group.len()) && !group.starts_with('0');
    let begins = groups.next().is_some_and(|group| is_first(group) && is_digits(group));
    let goes_on = groups.all(|group| group.len() == 3 && is_digits(group));
    (begins && goes_on && whole.contains(thousands)).then(|| text.replace(thousands, ""))
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_decimal().fmt(f)
    }
}

impl Points {
    /// Points that a database holds, in ten-thousandths. None if no document could have led to them.
    #[must_use]
    pub const fn stored(value: i64) -> Option<Self> {
        if value > -Self::STORED_LIMIT && value < Self::STORED_LIMIT {
            Some(Self(value))
        } else {
            None
        }
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.to_decimal(), serializer)
    }
}

/// A figure without the word for points behind it.
fn without_unit(text: &str) -> &str {
    let bare = text.strip_suffix("điểm").or_else(|| text.strip_suffix('đ')).map(str::trim_end);
    bare.filter(|bare| bare.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Result<(i64, u32), ParsePointsError> {
        Points::parse(text).map(|printed| (printed.points.0, printed.decimals))
    }

    #[test]
    fn points_are_rescaled_up_or_down() {
        let points = |whole: i64| Points(whole * 10_000);
        let (bound, maximum) = (points(80), Points(660_000));
        assert_eq!(bound.rescaled_up(points(100), maximum), Points(528_000));
        assert_eq!(points(1).rescaled_up(points(3), points(1)), Points(3_334));
        assert_eq!(points(1).rescaled_down(points(3), points(1)), Points(3_333));
        assert_eq!(points(1).rescaled_down(Points::ZERO, points(1)), points(1));
    }

    #[test]
    fn thousands_are_marked_by_the_mark_that_decimals_do_not_have() {
        let value = |text: &str, mark| Points::parse_with(text, mark).map(|found| found.points.0);
        let (comma, point) = (Some(DecimalMark::Comma), Some(DecimalMark::Point));
        assert_eq!(value("1.000", comma), Ok(10_000_000));
        assert_eq!(value("1.000", point), Ok(10_000));
        assert_eq!(value("1.000", None), Ok(10_000));
        assert_eq!(value("1.234,5", comma), Ok(12_345_000));
        assert_eq!(value("1,234.5", point), Ok(12_345_000));
        assert_eq!(value("0.885", comma), Ok(8_850));
        assert_eq!(value("94.28", comma), Ok(942_800));
        assert_eq!(value("1234.567", comma), Ok(12_345_670));
    }

    #[test]
    fn exact_values_keep_every_digit() {
        let exact = |text| Points::exact(text, None).map(|value| value.to_string());
        assert_eq!(exact("0.33719992508713659").as_deref(), Ok("0.33719992508713659"));
        assert_eq!(exact("6.2860896582770956E-2").as_deref(), Ok("0.062860896582770956"));
        assert_eq!(exact("-0,5").as_deref(), Ok("-0.5"));
        assert_eq!(exact("12").as_deref(), Ok("12"));
        for text in ["", "-", "e5", "1e", "1e2.5", "1.2.3", "--1", "٣", "1 2", "12%", "NaN", "inf"]
        {
            assert_eq!(exact(text), Err(ParsePointsError::NotANumber), "{text:?}");
        }
        assert_eq!(exact("1e40"), Err(ParsePointsError::TooLarge));
        let thousands = Points::exact("1.234,5", Some(DecimalMark::Comma));
        assert_eq!(thousands.map(|value| value.to_string()).as_deref(), Ok("1234.5"));

        let nearest = |text| Points::nearest(Points::exact(text, None).ok()?, 4);
        assert_eq!(nearest("0.33335"), Some(Points(3_334)));
        assert_eq!(nearest("0.33334999"), Some(Points(3_333)));
        assert_eq!(nearest("999999.99999"), None);
    }

    #[test]
    fn reads_comma_and_point() {
        assert_eq!(value("13,50"), Ok((135_000, 2)));
        assert_eq!(value("13.50"), Ok((135_000, 2)));
        assert_eq!(value(" 97,685 "), Ok((976_850, 3)));
        assert_eq!(value("100"), Ok((1_000_000, 0)));
        assert_eq!(value("-2,34"), Ok((-23_400, 2)));
        assert_eq!(value("\u{2212}2,34"), Ok((-23_400, 2)));
    }

    #[test]
    fn rejects_text_that_is_not_one_number() {
        for text in ["", "-", ",", "1,", ",5", "13,5O", "1.234,5", "1 2", "12%", "1e3", "--1", "٣"]
        {
            assert_eq!(value(text), Err(ParsePointsError::NotANumber), "{text:?}");
        }
        assert_eq!(value("1,00001"), Err(ParsePointsError::TooPrecise));
        assert_eq!(value("1000000"), Err(ParsePointsError::TooLarge));
        assert_eq!(value(&"9".repeat(60)), Err(ParsePointsError::TooLarge));
    }

    #[test]
    fn shows_at_least_two_decimals() {
        assert_eq!(Points(840_000).to_string(), "84.00");
        assert_eq!(Points(693_075).to_string(), "69.3075");
        assert_eq!(serde_json::to_string(&Points(-23_400)).ok().as_deref(), Some("-2.34"));
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(raw in -9_999_999_999i64..10_000_000_000) {
            let printed = Points(raw).to_string();
            prop_assert_eq!(Points::parse(&printed).map(|p| p.points), Ok(Points(raw)));
            let comma = printed.replace('.', ",");
            prop_assert_eq!(Points::parse(&comma).map(|p| p.points), Ok(Points(raw)));
        }

        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Points::parse(&text);
            let _ = Points::exact(&text, Some(DecimalMark::Comma));
        }

        #[test]
        fn sums_are_exact(raws in proptest::collection::vec(-1_000_000i64..1_000_000, 0..50)) {
            let total: Points = raws.iter().map(|raw| Points(*raw)).sum();
            prop_assert_eq!(total, Points(raws.iter().sum()));
        }
    }
}
