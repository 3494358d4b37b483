//! Sentences on what changed between two years, and on how far the comparison goes.

use crate::analysis::{History, Movement, Movers, movers};
use crate::model::{Grade, rounded};
use crate::relation::{DeltaRow, TrendRow};
use crate::store::AssessmentRow;

use super::chart::lower_first;
use super::{
    Lang, block_label, block_units, decimal, form, grade_label, plural, signed_decimal, signed_percent,
    unit_in_sentence,
};

/// What a reader has to know before comparing the two years.
#[must_use]
pub fn caveats(lang: Lang, history: &History, movement: &Movement) -> Vec<String> {
    let Movement { block, from_year, to_year, .. } = *movement;
    let mut caveats = Vec::new();
    let names = movement.frameworks.join("; ");
    match (movement.framework_changed, names.is_empty()) {
        (Some(true), false) => caveats.push(lang.pick(
            format!("Bộ tiêu chí thay đổi giữa năm {from_year} và năm {to_year} ({names})."),
            format!("The framework changed between {from_year} and {to_year} ({names})."),
        )),
        (Some(true), true) => caveats.push(lang.pick(
            format!("Bộ tiêu chí thay đổi giữa năm {from_year} và năm {to_year}."),
            format!("The framework changed between {from_year} and {to_year}."),
        )),
        (None, _) => caveats.push(lang.pick(
            format!("Không xác định được bộ tiêu chí có thay đổi giữa năm {from_year} và năm {to_year} hay không."),
            format!("It is not known whether the framework changed between {from_year} and {to_year}."),
        )),
        (Some(false), _) => {}
    }
    let apart = to_year.number() - from_year.number();
    let between = history.years(block).into_iter().filter(|year| (from_year..to_year).contains(year)).count() - 1;
    if apart > 1 && between == 0 {
        caveats.push(lang.pick(
            format!("Hai lần đánh giá được so sánh cách nhau {apart} năm; không có số liệu của các năm ở giữa."),
            format!("The years are {apart} apart; there are no data of the years between."),
        ));
    }
    caveats.extend(known_units(lang, movement));
    if !movement.unmatched.is_empty() {
        let split = |name: &String| history.splits.iter().find(|(part, _)| part == name).map(|(_, whole)| whole);
        let shown = |name: &String| match split(name) {
            None => format!("“{name}”"),
            Some(whole) => {
                lang.pick(format!("“{name}” (tách từ “{whole}”)"), format!("“{name}” (split off “{whole}”)"))
            }
        };
        let names = movement.unmatched.iter().map(shown).collect::<Vec<_>>().join(", ");
        caveats.push(lang.pick(
            format!("Lĩnh vực chỉ có ở một trong hai năm: {names}."),
            format!("Criteria of one of the years only: {names}."),
        ));
    }
    caveats
}

/// Which years are known in part only, one sentence each.
#[must_use]
pub fn known_units(lang: Lang, movement: &Movement) -> Vec<String> {
    let years = [movement.from_year, movement.to_year].into_iter().zip(movement.known);
    let partial = years.filter(|(_, (known, units))| known < units);
    partial.map(|(year, (known, units))| known_of(lang, year.number(), known, units)).collect()
}

fn known_of(lang: Lang, year: i32, known: usize, units: usize) -> String {
    lang.pick(
        format!("Năm {year} mới có kết quả của {known}/{units} đơn vị; không tính các chỉ số đòi hỏi số liệu của đủ các đơn vị."),
        format!(
            "For {year}, results are known for only {known} of {}; figures that need all units are not computed.",
            plural(units, "unit", "units")
        ),
    )
}

/// What a reader has to know of an assessment before using its figures.
#[must_use]
pub fn notes(lang: Lang, assessment: &AssessmentRow) -> Vec<String> {
    partial_note(lang, assessment).into_iter().chain(apart_note(lang, assessment)).collect()
}

/// That a year is compared with no other, since another authority issued it; nothing where it is.
#[must_use]
pub fn apart_note(lang: Lang, assessment: &AssessmentRow) -> Option<String> {
    let AssessmentRow { year, block, issuer, is_compared, .. } = assessment;
    let block = lower_first(block_label(lang, *block));
    (!is_compared).then(|| {
        lang.pick(
            format!("Năm {year}, khối {block}: kết quả do {issuer} công bố, khác cơ quan công bố kết quả các năm còn lại, nên không so sánh với các năm đó."),
            format!("{year}, {block}: issued by {issuer}, another authority than that of the other years, so it is compared with none of them."),
        )
    })
}

/// What a document says of a block of which only some units are known; nothing where all are.
#[must_use]
pub fn partial_note(lang: Lang, assessment: &AssessmentRow) -> Option<String> {
    let AssessmentRow { year, block, known, units, grade_counts, .. } = assessment;
    if known >= units {
        return None;
    }
    let counts = grade_counts.iter().map(|(grade, units)| {
        let grade = grade_label(lang, *grade);
        lang.pick(format!("{units} đơn vị {grade}"), format!("{units} {grade}"))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let mut text = lang.pick(
        format!(
            "Năm {year}, khối {}: chỉ công bố một phần số liệu, có kết quả của {known}/{units} đơn vị",
            lower_first(block_label(lang, *block))
        ),
        format!(
            "{year}, {}: published in part, {known} of {} {} known",
            lower_first(block_label(lang, *block)),
            plural(*units, "unit", "units"),
            form(*known, "is", "are")
        ),
    );
    if !counts.is_empty() {
        text += &lang.pick(format!("; phân loại cả khối: {counts}"), format!("; grades of the whole block: {counts}"));
    }
    Some(text + ".")
}

/// Who rose and fell: counts, the largest rise and fall.
#[must_use]
pub fn movement(lang: Lang, movement: &Movement, rows: &[&DeltaRow]) -> Vec<String> {
    let Movement { block, from_year, to_year, compared, up, down, same, .. } = *movement;
    let compared = block_units(lang, block, compared);
    let mut sentences = vec![lang.pick(
        format!(
            "So với năm {from_year}, trong {compared} so sánh được, năm {to_year} có {up} đơn vị tăng tỷ lệ đạt, {down} đơn vị giảm, {same} đơn vị không đổi."
        ),
        format!("{compared} compared, {to_year} with {from_year}: attainment rose in {up}, fell in {down}, was unchanged in {same}."),
    )];
    let [risen, fallen] = movement.constant;
    if movement.framework_changed == Some(true) && risen + fallen > 0 {
        sentences.push(lang.pick(
            format!("Quy về cùng bộ tiêu chí (các lĩnh vực có ở cả hai năm): {risen} đơn vị tăng, {fallen} đơn vị giảm."),
            format!("At constant framework, over the criteria of both years, attainment rose in {risen} and fell in {fallen}."),
        ));
    }
    let Movers { risen, fallen } = movers(rows.iter().copied());
    let (largest, smallest) = (risen.first(), fallen.first());
    let part = |row: &DeltaRow| {
        let unit = unit_in_sentence(lang, &row.unit);
        format!("{unit} ({})", points_of_percent(lang, row.attainment_delta.unwrap_or(0.0)))
    };
    let rise = largest.map(|row| {
        lang.pick(format!("tăng nhiều nhất là {}", part(row)), format!("the largest rise is that of {}", part(row)))
    });
    let fall = smallest.map(|row| {
        lang.pick(format!("giảm nhiều nhất là {}", part(row)), format!("the largest fall is that of {}", part(row)))
    });
    let both: Vec<_> = rise.into_iter().chain(fall).collect();
    if !both.is_empty() {
        sentences.push(upper_first(&both.join("; ")) + ".");
    }
    for (units, vi, en) in [
        (&movement.entrants, "Đơn vị mới trong bảng xếp hạng", "Units that are new in the ranking"),
        (&movement.leavers, "Đơn vị không còn trong bảng xếp hạng", "Units that are no longer in the ranking"),
    ] {
        if let Some(units) = units.as_ref().filter(|units| !units.is_empty()) {
            let names: Vec<_> = units.iter().map(|unit| unit_in_sentence(lang, unit)).collect();
            sentences.push(format!("{}: {}.", lang.pick(vi, en), names.join("; ")));
        }
    }
    sentences
}

/// The mean of a block and its change; nothing where the mean of the later year is not known.
#[must_use]
pub fn mean(lang: Lang, movement: &Movement) -> Option<String> {
    let now = movement.mean_to?;
    let Movement { from_year, to_year, block, .. } = *movement;
    let block = lower_first(block_label(lang, block));
    let shown = decimal(lang, now, 2);
    let Some(before) = movement.mean_from else {
        return Some(lang.pick(
            format!("Điểm bình quân năm {to_year} của khối {block} là {shown} điểm."),
            format!("The mean total of the {block} in {to_year} is {shown}."),
        ));
    };
    // Rounded as shown, so that a reader who subtracts what is shown gets what is shown.
    let change = rounded(now, 2) - rounded(before, 2);
    let (was, change) = (decimal(lang, before, 2), signed_decimal(lang, change, 2));
    Some(lang.pick(
        format!("Điểm bình quân năm {to_year} của khối {block} là {shown} điểm; năm {from_year} là {was} điểm ({change} điểm)."),
        format!(
            "The mean total of the {block} in {to_year} is {shown}; in {from_year} it was {was} ({change} points)."
        ),
    ))
}

/// A change of a share in percentage points with its sign: `+1,2 điểm %`.
#[must_use]
pub fn points_of_percent(lang: Lang, change: f64) -> String {
    let number = signed_percent(lang, change);
    lang.pick(format!("{number} điểm phần trăm"), format!("{number} percentage points"))
}

/// Units that moved from one grade to another.
#[must_use]
pub fn grade_pair(lang: Lang, from: Option<Grade>, to: Option<Grade>) -> String {
    let name =
        |grade: Option<Grade>| grade.map_or(lang.pick("không rõ", "not known"), |grade| grade_label(lang, grade));
    let (from, to) = (name(from), name(to));
    if from == to {
        return lang.pick(format!("Giữ mức {from}"), format!("{from}, as before"));
    }
    lang.pick(format!("Từ {from} sang {to}"), format!("From {from} to {to}"))
}

/// Slopes are missing because the series are short.
#[must_use]
pub fn too_short(lang: Lang, units: usize, all: usize, least: usize) -> String {
    lang.pick(
        format!("{units}/{all} hàng có ít hơn {least} năm số liệu nên không tính xu hướng (Theil–Sen, Kendall)."),
        format!(
            "{units} of {} {} fewer than {least} years, so no trend is given (Theil–Sen, Kendall).",
            plural(all, "row", "rows"),
            form(units, "has", "have")
        ),
    )
}

/// Units whose course is continued by the mean of their predecessors.
#[must_use]
pub fn continued(lang: Lang, rows: &[&TrendRow]) -> String {
    let units: Vec<_> = rows.iter().map(|row| format!("{} ({})", row.label, row.derived_years)).collect();
    let units = units.join("; ");
    lang.pick(
        format!("Số năm lấy bình quân của các đơn vị hợp thành, không phải số công bố: {units}."),
        format!("Years that are the mean of the predecessors and not published: {units}."),
    )
}

/// The text with a large first letter.
#[must_use]
pub fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
