//! Numbers and dates as the reader's language writes them: `94,28` in Vietnamese, `94.28` in
//! English.

use rust_decimal::Decimal;

use crate::model::{Date, Points, rounded};

use super::Lang;

/// Exact points with at least two decimals: `94,28`.
#[must_use]
pub fn points(lang: Lang, points: Points) -> String {
    with_decimal_mark(lang, &points.to_string())
}

/// A large count with its thousands separated: `5.000.000` in Vietnamese, `5,000,000` in English.
#[must_use]
pub fn grouped(lang: Lang, count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    groups.join(lang.pick(".", ","))
}

/// The English word that agrees with a count: `is` for one, `are` for any other number.
#[must_use]
pub const fn form<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// A count with its noun in English: `1 note`, `2 notes`.
#[must_use]
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", form(count, one, many))
}

/// A whole number with its sign, for changes of ranks and counts: `+2`, `−3`, `0`.
#[must_use]
pub fn signed_count(count: i64) -> String {
    let sign = if count > 0 { "+" } else { "" };
    format!("{sign}{count}").replace('-', "\u{2212}")
}

/// Points with their sign, for differences: `+1,20`, `−2,34`, `0,00`.
#[must_use]
pub fn signed_points(lang: Lang, points: Points) -> String {
    let sign = if points > Points::ZERO { "+" } else { "" };
    format!("{sign}{}", self::points(lang, points))
}

/// A decimal rounded half away from zero to this many digits after the decimal mark, as people
/// round by hand.
#[must_use]
pub fn decimal(lang: Lang, value: Decimal, digits: u32) -> String {
    let mut rounded = rounded(value, digits);
    rounded.rescale(digits);
    with_decimal_mark(lang, &rounded.to_string())
}

/// A rounded decimal with its sign, for differences.
#[must_use]
pub fn signed_decimal(lang: Lang, value: Decimal, digits: u32) -> String {
    let rounded = rounded(value, digits);
    let sign = if rounded > Decimal::ZERO { "+" } else { "" };
    format!("{sign}{}", decimal(lang, rounded, digits))
}

/// A statistic rounded half away from zero, after binary noise beyond nine decimals is dropped.
#[must_use]
pub fn statistic(lang: Lang, value: f64, digits: u32) -> String {
    match Decimal::from_str_exact(&format!("{value:.9}")) {
        Ok(value) => decimal(lang, value, digits),
        Err(_) => with_decimal_mark(lang, &format!("{value:.2e}")),
    }
}

/// A share in per cent with one decimal: `94,3%`.
#[must_use]
pub fn percent(lang: Lang, share: f64) -> String {
    format!("{}%", statistic(lang, share * 100.0, 1))
}

/// A date: `29 tháng 3 năm 2023` in Vietnamese, as decree 30/2020/NĐ-CP requires, and
/// `29 March 2023` in English.
#[must_use]
pub fn date(lang: Lang, date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = (date.year(), date.month(), date.day());
    match lang {
        Lang::Vi => {
            format!("{day:02} tháng {}{month} năm {year}", if month < 3 { "0" } else { "" })
        }
        Lang::En => format!("{day} {} {year}", MONTHS[month - 1]),
    }
}

/// A change of a share in percentage points with its sign and one decimal, without a unit: `+1,2`.
#[must_use]
pub fn signed_percent(lang: Lang, change: f64) -> String {
    let number = statistic(lang, change * 100.0, 1);
    let is_zero = number.chars().all(|c| !c.is_ascii_digit() || c == '0');
    let sign = if change > 0.0 && !is_zero { "+" } else { "" };
    let number = if is_zero { number.replace('\u{2212}', "") } else { number };
    format!("{sign}{number}")
}

/// A number as the reader's language writes it, with the thousands of large ones separated:
/// `1.000,00`.
fn with_decimal_mark(lang: Lang, number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("\u{2212}", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = match whole.parse() {
        Ok(large @ 1_000..) => grouped(lang, large),
        Ok(_) | Err(_) => whole.replace('-', "\u{2212}"),
    };
    let (mark, fraction) = (lang.pick(",", "."), fraction.replace('-', "\u{2212}"));
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{mark}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_by_hand() {
        assert_eq!(percent(Lang::Vi, 0.9425), "94,3%");
        let large = Points::from_ten_thousandths(-12_345_000);
        assert_eq!([points(Lang::Vi, large), points(Lang::En, large)], ["−1.234,50", "−1,234.50"]);
        assert_eq!(percent(Lang::En, 0.28255), "28.3%");
        assert_eq!(statistic(Lang::Vi, -0.125, 2), "−0,13");
        assert_eq!(statistic(Lang::Vi, 11.049_999_999_974, 1), "11,1");
        let early = Date::new(2022, 1, 5).map(|day| date(Lang::Vi, day));
        assert_eq!(early.as_deref(), Some("05 tháng 01 năm 2022"));
        assert_eq!(decimal(Lang::Vi, Decimal::new(85_415, 3), 2), "85,42");
        assert_eq!(signed_points(Lang::Vi, Points::from_ten_thousandths(-23_400)), "−2,34");
        assert_eq!(signed_points(Lang::En, Points::from_ten_thousandths(169_100)), "+16.91");
        assert_eq!(
            Date::new(2023, 3, 29).map(|day| date(Lang::En, day)).as_deref(),
            Some("29 March 2023")
        );
    }
}
