//! Sentences on weaknesses.

use crate::analysis::{CriterionExtremes, UnitLoss, criterion_extremes};
use crate::relation::{CriterionSummary, WeaknessRow};
use crate::text::list::together;
use crate::text::{Lang, percent, points, statistic};

/// The block's weakest and strongest criterion, and where most points are lost.
#[must_use]
pub fn weaknesses(lang: Lang, criteria: &[CriterionSummary]) -> Option<String> {
    let CriterionExtremes { weakest, strongest, costliest } = criterion_extremes(criteria)?;
    let share = |rows: &[&CriterionSummary]| rows.first().map_or_else(String::new, |row| percent(lang, row.attainment));
    let most = costliest.first()?;
    let lost = points(lang, most.lost);
    let lost_share = most.lost_share.map_or_else(String::new, |share| percent(lang, share));
    let names = |rows: &[&CriterionSummary]| together(lang, rows.iter().map(|row| format!("“{}”", row.criterion)));
    let (weak, strong, costly) = (names(&weakest), names(&strongest), names(&costliest));
    let each = if costliest.len() > 1 { lang.pick("mỗi lĩnh vực ", "each ") } else { "" };
    let (low, high) = (share(&weakest), share(&strongest));
    Some(lang.pick(
        format!(
            "Lĩnh vực có tỷ lệ đạt thấp nhất của khối là {weak} ({low}), cao nhất là {strong} ({high}). Lĩnh vực mất nhiều điểm nhất là {costly}: cộng các đơn vị trong khối, {each}mất {lost} điểm, chiếm {lost_share} tổng điểm mất của khối."
        ),
        format!(
            "The criterion with the lowest attainment of the block is {weak} ({low}), the highest {strong} ({high}). Most \
             points were lost in {costly}: {each}{lost}, {lost_share} of all that the block lost."
        ),
    ))
}

/// Where one unit lost its points and where it is furthest behind the others.
#[must_use]
pub fn unit_loss(lang: Lang, loss: &UnitLoss<'_>) -> String {
    let all = points(lang, loss.lost);
    let part = |row: &WeaknessRow| {
        let share = row.lost_share.map_or_else(String::new, |share| percent(lang, share));
        let (criterion, lost) = (&row.criterion, points(lang, row.lost));
        lang.pick(
            format!("“{criterion}” ({lost} điểm, chiếm {share} điểm mất)"),
            format!("“{criterion}” ({lost} points, {share} of what it lost)"),
        )
    };
    let [most, next] = loss.costliest().map(|row| row.map(part));
    let Some(most) = most else {
        return lang.pick("Không mất điểm nào.", "No points were lost.").to_owned();
    };
    let next = next.map_or_else(String::new, |next| lang.pick(format!(", tiếp đến {next}"), format!(", then {next}")));
    let Some(furthest) = loss.furthest_behind() else {
        return lang.pick(
            format!("Mất {all} điểm, nhiều nhất ở {most}{next}."),
            format!("Lost {all} points, most in {most}{next}."),
        );
    };
    let behind = Some(furthest).filter(|(_, behind)| *behind > 0.0).map_or_else(
        || {
            lang.pick("Không lĩnh vực nào thấp hơn trung vị của khối.", "No criterion is behind the block’s median.")
                .to_owned()
        },
        |(row, behind)| {
            let (criterion, distance) = (&row.criterion, statistic(lang, behind * 100.0, 1));
            lang.pick(
                format!("So với trung vị của khối, thấp hơn nhiều nhất ở “{criterion}” ({distance} điểm phần trăm)."),
                format!("Furthest behind the block’s median in “{criterion}” ({distance} percentage points)."),
            )
        },
    );
    lang.pick(
        format!("Mất {all} điểm, nhiều nhất ở {most}{next}. {behind}"),
        format!("Lost {all} points, most in {most}{next}. {behind}"),
    )
}
