//! Turns the figures of a mapped column into points: by the factor and the weights that the mapping
//! gives, and to the number of decimals that it keeps.

use rust_decimal::Decimal;

use crate::model::{DecimalMark, ParsePointsError, Points, Printed, rounded};

/// The most decimals of points.
pub(in super::super) const MOST_DECIMALS: u32 = 4;

/// A ratio above zero, such as `100`, `0.25` or `1/3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Factor {
    numerator: Decimal,
    denominator: Decimal,
}

impl Factor {
    pub(in super::super) const ONE: Self =
        Self { numerator: Decimal::ONE, denominator: Decimal::ONE };

    /// The largest numerator and denominator of a declared factor. Four of them can be multiplied.
    const LIMIT: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

    /// Reads a declared factor. None unless it is a number or a fraction above zero. `1,000` and
    /// `1.000` may be a thousand, so they are none either.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let may_be_thousands = |text: &str| {
            let commas = text.split_once(',').is_some_and(|(whole, thousands)| {
                !whole.trim_start_matches('0').is_empty() && thousands.len() == 3
            });
            commas || text.ends_with(".000")
        };
        let number = |text: &str| {
            if may_be_thousands(text.trim()) {
                return None;
            }
            let value = Points::exact(text, None).ok()?;
            (value > Decimal::ZERO && value <= Self::LIMIT && value.scale() <= 6).then_some(value)
        };
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        Some(Self { numerator: number(numerator)?, denominator: number(denominator)? })
    }

    pub(in super::super) fn times(self, other: Self) -> Self {
        // Each has at most four factors, so that neither product overflows.
        Self {
            numerator: (self.numerator * other.numerator).normalize(),
            denominator: (self.denominator * other.denominator).normalize(),
        }
    }

    /// The factor times a whole number, as a mapping declares it.
    pub(in super::super) fn scaled(self, by: Decimal) -> String {
        let numerator = (self.numerator * by).normalize();
        let is_whole = self.denominator == Decimal::ONE;
        if is_whole { numerator.to_string() } else { format!("{numerator}/{}", self.denominator) }
    }

    /// A value times the factor. None if it is too large.
    pub(in super::super) fn of(self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.numerator)?.checked_div(self.denominator)
    }
}

/// How the figures of a mapped column become points.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Conversion {
    /// What every figure is multiplied by.
    pub(in super::super) factor: Factor,
    /// The number of decimals to which longer figures are rounded. None if such figures are errors.
    pub(in super::super) decimals: Option<u32>,
    /// The maximum, exact and in points, which differ by rounding.
    pub(in super::super) maximum: Option<(Decimal, Points)>,
}

/// A figure as points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Converted {
    pub(in super::super) printed: Printed,
    /// Whether digits were lost.
    pub(in super::super) is_rounded: bool,
}

impl Conversion {
    /// The value of a figure before the factor, without the binary noise of programs that print
    /// 0.69556 as `0.6955600000000001`.
    fn value(text: &str, mark: Option<DecimalMark>) -> Result<Decimal, ParsePointsError> {
        const NOISE: u32 = 12;
        let value = Points::exact(text, mark)?;
        Ok(if value.scale() > NOISE { rounded(value, NOISE).normalize() } else { value })
    }

    /// The exact value of a figure after the factor. None if the text is not a number.
    pub(in super::super) fn exact(
        &self,
        text: &str,
        mark: Option<DecimalMark>,
    ) -> Option<Result<Decimal, ParsePointsError>> {
        match Self::value(text, mark) {
            Ok(value) => Some(self.factor.of(value).ok_or(ParsePointsError::TooLarge)),
            Err(ParsePointsError::NotANumber) => None,
            Err(error) => Some(Err(error)),
        }
    }

    /// The number of decimals that are kept.
    pub(in super::super) fn kept(&self) -> u32 {
        self.decimals.unwrap_or(MOST_DECIMALS)
    }

    /// Converts a figure. None if it needs no conversion or is not a number.
    pub(in super::super) fn read(
        &self,
        text: &str,
        mark: Option<DecimalMark>,
    ) -> Option<Result<Converted, ParsePointsError>> {
        let kept = self.kept();
        let is_plain = self.factor == Factor::ONE
            && Points::parse_with(text, mark)
                .map_or(self.decimals.is_none(), |printed| printed.decimals <= kept);
        if is_plain {
            return None;
        }
        let value = match self.exact(text, mark)? {
            Ok(value) => value,
            Err(error) => return Some(Err(error)),
        };
        let Some(mut points) = Points::nearest(value, kept) else {
            return Some(Err(ParsePointsError::TooLarge));
        };
        if let Some((exact, maximum)) = self.maximum
            && value <= exact
        {
            points = points.min(maximum);
        }
        let is_rounded = points.to_decimal() != value;
        let printed = Printed { points, decimals: self.decimals_of(text, mark).min(kept) };
        Some(Ok(Converted { printed, is_rounded }))
    }

    /// The number of decimals that a figure has after the factor: a figure in hundredths that is
    /// multiplied by a third is known to a thirtieth of a point, which is one decimal.
    fn decimals_of(&self, text: &str, mark: Option<DecimalMark>) -> u32 {
        let scale = Self::value(text, mark).map_or(0, |value| value.scale());
        let step = self.factor.of(Decimal::new(1, scale.min(28))).unwrap_or(Decimal::ONE);
        let decimals =
            (0..=MOST_DECIMALS).rev().find(|decimals| step <= Decimal::new(1, *decimals));
        decimals.unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversion(factor: &str, decimals: Option<u32>) -> Conversion {
        let factor = Factor::parse(factor).expect("a factor");
        Conversion { factor, decimals, maximum: None }
    }

    fn read(conversion: Conversion, text: &str) -> Option<(String, u32, bool)> {
        let converted = conversion.read(text, None)?.ok()?;
        let Printed { points, decimals } = converted.printed;
        Some((points.to_string(), decimals, converted.is_rounded))
    }

    #[test]
    fn factors_are_numbers_and_fractions_above_zero() {
        for text in ["100", "0.25", "0,25", "1/3", " 1 / 3 "] {
            assert!(Factor::parse(text).is_some(), "{text}");
        }
        for text in ["", "0", "-1", "1/0", "1/3/4", "x", "100001", "0.0000001", "/3"] {
            assert!(Factor::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn figures_are_multiplied_before_they_are_rounded() {
        let hundred = conversion("100", None);
        assert_eq!(read(hundred, "0.34093"), Some(("34.093".into(), 3, false)));
        assert_eq!(read(hundred, "0.62860896582770956"), Some(("62.8609".into(), 4, true)));
        let third = Conversion {
            factor: conversion("100", None).factor.times(conversion("1/3", None).factor),
            ..hundred
        };
        assert_eq!(read(third, "0.1053"), Some(("3.51".into(), 2, false)));
        assert_eq!(read(third, "1"), Some(("33.3333".into(), 0, true)));
        assert_eq!(read(conversion("1", Some(4)), "0.123456"), Some(("0.1235".into(), 4, true)));
        assert_eq!(read(conversion("1", Some(4)), "0.1234"), None, "nothing to convert");
        assert_eq!(read(hundred, "0.6955600000000001"), Some(("69.556".into(), 3, false)), "noise");
        assert_eq!(read(hundred, "-"), None, "not a number");
        let large = conversion("1000", None).read("5000", None);
        assert_eq!(large, Some(Err(ParsePointsError::TooLarge)));
    }

    #[test]
    fn rounding_lifts_no_figure_above_its_maximum() {
        let factor = conversion("100/6", None).factor;
        let exact = factor.of(Decimal::ONE).expect("small");
        let below = Points::parse("16.6666").expect("points").points;
        let conversion = Conversion { factor, decimals: None, maximum: Some((exact, below)) };
        assert_eq!(read(conversion, "1"), Some(("16.6666".into(), 0, true)));
        assert_eq!(read(conversion, "1.01"), Some(("16.8333".into(), 0, true)));
    }
}
