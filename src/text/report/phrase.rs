//! The building blocks of the sentences of reports: counts, amounts, changes and lists of names.

use crate::analysis::Amount;
use crate::model::{Block, BlockKind, Year};
use crate::text::{
    Lang, block_noun, block_noun_with_group, decimal, form, statistic, unit_in_sentence,
};

/// A count as decisions write it: `05` below ten in Vietnamese.
#[must_use]
pub fn count(lang: Lang, things: usize) -> String {
    lang.pick(format!("{things:02}"), things.to_string())
}

/// The units of blocks, each block once whatever its groups: `các sở, ban, ngành`.
#[must_use]
pub fn all_of(lang: Lang, blocks: impl Iterator<Item = Block>) -> Vec<String> {
    let mut kinds: Vec<BlockKind> = blocks.map(|block| block.kind).collect();
    kinds.dedup();
    let all = |kind: &BlockKind| {
        let noun = block_noun(lang, *kind, 2);
        lang.pick(format!("các {noun}"), noun)
    };
    kinds.iter().map(all).collect()
}

/// A block within a sentence: `khối sở, ban, ngành`.
#[must_use]
pub fn block_name(lang: Lang, block: Block) -> String {
    let name = block_noun_with_group(lang, block, 2);
    lang.pick(format!("khối {name}"), format!("the {name}"))
}

/// The noun for the units of a block, without an article.
#[must_use]
pub fn unit_noun(lang: Lang, block: Block) -> String {
    block_noun_with_group(lang, block, 2)
}

/// A number of units of a block: `08 huyện, thành phố`.
#[must_use]
pub fn units_of(lang: Lang, block: Block, units: usize) -> String {
    format!("{} {}", count(lang, units), block_noun_with_group(lang, block, units))
}

/// Some of the units of a block: `05/18 sở, ban, ngành`, `5 of 18 departments`.
#[must_use]
pub fn share_of_units(lang: Lang, block: Block, some: usize, all: usize) -> String {
    let (some, counted) = (count(lang, some), count(lang, all));
    let noun = block_noun_with_group(lang, block, all);
    lang.pick(format!("{some}/{counted} {noun}"), format!("{some} of {counted} {noun}"))
}

/// A number of units: `05 đơn vị`, `1 unit`.
#[must_use]
pub fn units(lang: Lang, units: usize) -> String {
    format!("{} {}", count(lang, units), lang.pick("đơn vị", form(units, "unit", "units")))
}

/// An amount: `85,15` or `94,3%`.
#[must_use]
pub fn amount(lang: Lang, amount: Amount) -> String {
    match amount {
        Amount::Points(value) => decimal(lang, value, 2),
        Amount::Share(share) => format!("{}%", statistic(lang, share * 100.0, 1)),
    }
}

/// A distance between two amounts with its unit: `0,92 điểm`, `1,2 điểm phần trăm`.
#[must_use]
pub fn distance(lang: Lang, distance: Amount) -> String {
    match distance.abs() {
        Amount::Points(value) => lang.pick(
            format!("{} điểm", decimal(lang, value, 2)),
            format!("{} points", decimal(lang, value, 2)),
        ),
        Amount::Share(share) => percentage_points(lang, share),
    }
}

/// A change: `tăng 0,92 điểm`, `không thay đổi`.
#[must_use]
pub fn change(lang: Lang, change: Amount) -> String {
    match change.sign() {
        0 => lang.pick("không thay đổi", "unchanged").to_owned(),
        sign => {
            let word =
                if sign > 0 { lang.pick("tăng", "up") } else { lang.pick("giảm", "down") };
            format!("{word} {}", distance(lang, change))
        }
    }
}

/// A distance between shares: `2,0 điểm phần trăm`.
#[must_use]
pub fn percentage_points(lang: Lang, share: f64) -> String {
    let number = statistic(lang, share.abs() * 100.0, 1);
    lang.pick(format!("{number} điểm phần trăm"), format!("{number} percentage points"))
}

/// The name of an area within a sentence, in quotation marks.
#[must_use]
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// What a list counts when it does not name everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    Units,
    Cases,
}

/// At most `most` units in a list, and how many more there are.
#[must_use]
pub fn list_up_to(lang: Lang, names: impl IntoIterator<Item = String>, most: usize) -> String {
    listed(lang, names, most, Listed::Units)
}

/// At most `most` cases in a list, and how many more there are.
#[must_use]
pub fn cases(lang: Lang, names: impl IntoIterator<Item = String>, most: usize) -> String {
    listed(lang, names, most, Listed::Cases)
}

fn listed(lang: Lang, names: impl IntoIterator<Item = String>, most: usize, of: Listed) -> String {
    let mut names: Vec<String> = names.into_iter().collect();
    let more = names.len().saturating_sub(most);
    names.truncate(most);
    if more == 0 {
        return match &names[..] {
            [first @ .., last] if !first.is_empty() => {
                format!("{} {} {last}", first.join("; "), lang.pick("và", "and"))
            }
            _ => names.join("; "),
        };
    }
    let text = names.join("; ");
    let (left, noun) =
        (count(lang, more), if of == Listed::Units { "đơn vị" } else { "trường hợp" });
    let others = form(more, "other", "others");
    lang.pick(format!("{text} và {left} {noun} khác"), format!("{text} and {left} {others}"))
}

/// The units that share one figure: `A và B`. More than two are counted first.
#[must_use]
pub fn joint(lang: Lang, names: &[String]) -> String {
    const MOST: usize = 3;
    let and = lang.pick("và", "and");
    let texts: Vec<String> = names.iter().map(|name| unit_in_sentence(lang, name)).collect();
    match &texts[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => format!("{first} {and} {second}"),
        all => {
            let text = list_up_to(lang, all.iter().cloned(), MOST);
            lang.pick(
                format!("{} đơn vị ({text})", count(lang, all.len())),
                format!("{} units ({text})", all.len()),
            )
        }
    }
}

/// Units that share an amount: `A (94,28)`, `A và B (cùng 94,28)`.
#[must_use]
pub fn with_amount(lang: Lang, names: &[String], value: &str) -> String {
    let both = if names.len() > 1 { lang.pick("cùng ", "each ") } else { "" };
    format!("{} ({both}{value})", joint(lang, names))
}

/// Areas that share an amount: `“A” (1,00)`, `“A” và “B” (cùng 1,00)`. More than two are counted.
#[must_use]
pub fn tied_areas(lang: Lang, areas: &[&str], value: &str) -> String {
    let names: Vec<String> = areas.iter().map(|area| quoted(area)).collect();
    let list = in_a_row(lang, &names);
    match areas.len() {
        0 | 1 => format!("{list} ({value})"),
        2 => format!("{list} ({}{value})", lang.pick("cùng ", "each ")),
        n => lang.pick(
            format!("{} lĩnh vực {list} (cùng {value})", count(lang, n)),
            format!("{n} areas, {list} (each {value})"),
        ),
    }
}

/// Units or areas that share an amount, in a cell: `A (1,00)`, `A; B (1,00)`. Of more than two, the
/// first is named and the others are counted.
#[must_use]
pub fn tied_in_cell(lang: Lang, names: &[String], are_units: bool, value: &str) -> String {
    match names {
        [] => String::new(),
        [one] => format!("{one} ({value})"),
        [first, second] => format!("{first}; {second} ({value})"),
        [first, others @ ..] => {
            let left = count(lang, others.len());
            let noun = if are_units { "đơn vị" } else { "lĩnh vực" };
            lang.pick(
                format!("{first} và {left} {noun} khác ({value})"),
                format!("{first} and {left} others ({value})"),
            )
        }
    }
}

/// A list with `and` before the last entry: `a, b và c`.
#[must_use]
pub fn in_a_row(lang: Lang, things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), lang.pick("và", "and")),
    }
}

/// A span of years: `2019 - 2024`, as reports print it.
#[must_use]
pub fn span(lang: Lang, first: Year, last: Year) -> String {
    lang.pick(format!("{first} - {last}"), format!("{first}–{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn counts_and_changes_read_as_in_reports() {
        assert_eq!(units_of(Lang::Vi, Block::DISTRICT, 8), "08 huyện, thành phố");
        assert_eq!(units_of(Lang::En, Block::DEPARTMENT, 1), "1 department");
        assert_eq!(change(Lang::Vi, Amount::Points(Decimal::new(-915, 3))), "giảm 0,92 điểm");
        assert_eq!(change(Lang::Vi, Amount::Points(Decimal::new(-4, 3))), "không thay đổi");
        assert_eq!(change(Lang::En, Amount::Share(0.012)), "up 1.2 percentage points");
        let names = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(list_up_to(Lang::Vi, names.clone(), 3), "a; b; c và 01 đơn vị khác");
        assert_eq!(with_amount(Lang::Vi, &names[..2], "90,00"), "a và b (cùng 90,00)");
        assert_eq!(joint(Lang::En, &names), "4 units (a; b; c and 1 other)");
    }
}
