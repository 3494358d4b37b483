//! All rounding happens here: half away from zero, as people round by hand and as decisions do.

use rust_decimal::{Decimal, RoundingStrategy};

/// A decimal rounded half away from zero to this many digits after the decimal point: 85.415
/// becomes 85.42, −0.125 becomes −0.13.
#[must_use]
pub fn rounded(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

/// A quotient of whole numbers, rounded half away from zero; 0 when the divisor is 0.
#[must_use]
pub const fn rounded_quotient(dividend: i128, divisor: i128) -> i128 {
    if divisor == 0 {
        return 0;
    }
    let magnitude = (2 * dividend.abs() + divisor.abs()) / (2 * divisor.abs());
    magnitude * dividend.signum() * divisor.signum()
}

/// A share in whole billionths, so that shares that differ only by binary noise are equal.
#[allow(clippy::cast_possible_truncation, reason = "shares are a few units at most")]
#[must_use]
pub fn billionths(share: f64) -> i64 {
    (share * 1e9).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(rounded(Decimal::new(85_415, 3), 2), Decimal::new(8_542, 2));
        assert_eq!(rounded(Decimal::new(-125, 3), 2), Decimal::new(-13, 2));
        for (dividend, divisor, expected) in
            [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (4, 3, 1), (-1, 2, -1), (1, 0, 0)]
        {
            assert_eq!(rounded_quotient(dividend, divisor), expected, "{dividend} / {divisor}");
        }
        assert_eq!(billionths(0.1 + 0.2), billionths(0.3));
    }
}
