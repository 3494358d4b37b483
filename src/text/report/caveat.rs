//! What a reader of the report on several years has to bear in mind.

use crate::analysis::{BlockCourse, FEW_UNITS, TrendReport};
use crate::model::{EventKind, Points, Year};
use crate::text::change::{self, upper_first};
use crate::text::{Lang, block_label, block_units, date, form, plural, points, publication, unit_in_sentence};

use super::lower_first;

/// Caveats of one block: what the comparison of its last two years suffers from, and how few its units are.
#[must_use]
pub fn trend_caveats(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<String> {
    let mut caveats = change::caveats(lang, &report.history, &course.movement);
    for own in course.breaks.iter().filter(|own| own.year <= course.span[0]) {
        let (year, name) = (own.year, own.name.as_deref().unwrap_or(lang.pick("bộ tiêu chí mới", "a new framework")));
        caveats.push(lang.pick(
            format!("Từ năm {year} áp dụng {}; cần thận trọng khi so sánh với các năm trước đó.", lower_first(name)),
            format!("From {year} on {name} is in force; compare with the years before it with care."),
        ));
    }
    for year in &course.years[..course.years.len() - 1] {
        let own = report.history.assessment(course.block, *year);
        caveats.extend(own.filter(|_| !course.span.contains(year)).and_then(|own| change::partial_note(lang, own)));
    }
    let apart = report.history.apart.iter().filter(|own| own.block == course.block);
    caveats.extend(apart.filter_map(|own| change::apart_note(lang, own)));
    caveats.extend(lineage_caveats(lang, report, course));
    caveats.extend(missing_totals(lang, report, course));
    caveats.extend(reduced_maxima(lang, report, course));
    let last = report.history.assessment(course.block, course.span[1]);
    let units = last.map_or(course.rankings.len(), |own| own.units);
    if units < FEW_UNITS {
        let block = lower_first(block_label(lang, course.block));
        let all = block_units(lang, course.block, units);
        caveats.push(lang.pick(
            format!("Khối {block} chỉ có {units} đơn vị: chỉ một đơn vị thay đổi điểm cũng có thể làm thay đổi thứ hạng của nhiều đơn vị khác."),
            format!("There {} only {all}: one unit that moves changes the ranks of many others.", form(units, "is", "are")),
        ));
    }
    let years = course.years.len();
    if years < crate::analysis::MIN_YEARS {
        caveats.push(lang.pick(
            format!("Mới có {years} năm số liệu: chưa đủ bốn năm để tính xu hướng."),
            format!(
                "There {} {} of data, fewer than the four that a trend needs.",
                form(years, "is", "are"),
                plural(years, "year", "years")
            ),
        ));
    }
    caveats
}

/// What became of units between the first and the last year.
fn lineage_caveats(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<String> {
    let [first, .., last] = course.years[..] else { return Vec::new() };
    let mut caveats: Vec<String> = Vec::new();
    for own in report.history.lineages.iter().filter(|own| own.block == course.block) {
        let year = own.operates_on.year();
        if year < first.number() || year > last.number() {
            continue;
        }
        // With its years, where two units bear the name.
        let name = |id: i64, name: &str| {
            let label = report.history.label(course.block, id);
            unit_in_sentence(
                lang,
                if label.strip_prefix(name).is_some_and(|rest| rest.starts_with(" (")) { label } else { name },
            )
        };
        let (from, day) = (name(own.from_unit_id, &own.from_unit), date(lang, own.operates_on));
        let to = own.to_unit_id.zip(own.to_unit.as_deref()).map(|(id, to)| name(id, to)).unwrap_or_default();
        caveats.push(upper_first(&match (own.kind, lang) {
            (EventKind::Rename, Lang::Vi) => format!("{from} đổi tên thành {to} từ ngày {day}; số liệu được nối tiếp."),
            (EventKind::Rename, Lang::En) => format!("{from} was renamed {to} on {day}; its series goes on."),
            (EventKind::Merge, Lang::Vi) => {
                format!("{from} hợp nhất vào {to} từ ngày {day}; đơn vị mới là một đơn vị khác, kể cả khi giữ tên cũ.")
            }
            (EventKind::Merge, Lang::En) => format!(
                "{from} was merged into {to} on {day}; the new unit is another one, even where it keeps the name."
            ),
            (EventKind::Split, Lang::Vi) => format!("{to} được tách từ {from} từ ngày {day}."),
            (EventKind::Split, Lang::En) => format!("{to} was split off {from} on {day}."),
            (EventKind::Abolish, Lang::Vi) => format!("{from} kết thúc hoạt động từ ngày {day}."),
            (EventKind::Abolish, Lang::En) => format!("{from} ceased to exist on {day}."),
        }));
    }
    caveats
}

/// Years in which some units have no total, since scores are missing.
fn missing_totals(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<String> {
    let missing = |year: &Year| {
        let names = report.history.ranked(course.block, *year).filter(|row| row.total.is_none());
        let names: Vec<_> = names.map(|row| unit_in_sentence(lang, &row.unit)).collect();
        let (units, names) = (names.len(), names.join("; "));
        (units > 0).then(|| {
            lang.pick(
                format!("Năm {year}, thiếu điểm thành phần nên không có tổng điểm của {units} đơn vị: {names}."),
                format!(
                    "In {year}, scores are missing and so are the totals of {}: {names}.",
                    plural(units, "unit", "units")
                ),
            )
        })
    };
    course.years.iter().filter_map(missing).collect()
}

/// Units to which not all points of their block applied, as where no survey was held.
fn reduced_maxima(lang: Lang, report: &TrendReport, course: &BlockCourse) -> Vec<String> {
    let mut caveats = Vec::new();
    for year in &course.years {
        for row in report.history.reduced(course.block, *year) {
            let (unit, most) = (unit_in_sentence(lang, &row.unit), points(lang, row.max_total));
            caveats.push(upper_first(&lang.pick(
                format!("{unit} năm {year} chỉ áp dụng điểm tối đa {most}; so sánh bằng tỷ lệ đạt."),
                format!("{unit}: only {most} points applied in {year}; it is compared in attainment."),
            )));
        }
    }
    caveats
}

/// Figures of earlier years that later publications print otherwise.
#[must_use]
pub fn restated(lang: Lang, report: &TrendReport) -> Vec<String> {
    let sentence = |row: &crate::relation::RestatementRow| {
        let show = |amount: Option<Points>| amount.map_or_else(|| "–".to_owned(), |amount| points(lang, amount));
        let (first, later) = (show(row.published_total), show(row.restated_total));
        let (unit, year) = (unit_in_sentence(lang, &row.unit), row.year);
        let publication = publication(lang, &row.restated_in);
        upper_first(&lang.pick(
            format!("{unit}, năm {year}: công bố lần đầu {first} điểm, {publication} ghi là {later} điểm."),
            format!("{unit}, {year}: first published as {first} points; {publication} prints {later}."),
        ))
    };
    report.restated().map(sentence).collect()
}
