//! The texts of result sheets. A sheet names its own unit and no other.

use crate::analysis::{Amount, LARGE_CHANGE, UnitSheet};
use crate::model::{Index, Points, Year};
use crate::store::AssessmentRow;
use crate::text::{Lang, RichText, grade_label, index_title, percent, points};

use super::notes::day;
use super::phrase::{amount, block_name, count, distance, quoted, unit_noun};
use super::sender::Sender;

/// The title of a sheet, and the name of its unit.
#[must_use]
pub fn sheet_title(lang: Lang, unit: &str, index: Index, year: Year) -> [String; 2] {
    let subject = match lang {
        Lang::Vi => index_title(lang, index).to_uppercase(),
        Lang::En if index.is_cchc() => "PAR INDEX".to_owned(),
        Lang::En => index.name.to_uppercase(),
    };
    [
        lang.pick(
            format!("PHIẾU KẾT QUẢ {subject} NĂM {year}"),
            format!("{subject} RESULT SHEET {year}"),
        ),
        lang.pick(format!("Đơn vị: {unit}"), format!("Unit: {unit}")),
    ]
}

/// The line that names the letter to which the sheet belongs.
#[must_use]
pub fn attached_to_letter(lang: Lang) -> RichText {
    match lang {
        Lang::Vi => RichText::new()
            .words("(Kèm theo ")
            .blank("letter", "Công văn số ……/…… ngày …… tháng …… năm 20……")
            .words(")"),
        Lang::En => RichText::new()
            .words("(With ")
            .blank("letter", "letter no. ……/…… of …… 20……")
            .words(")"),
    }
}

/// Total, rank and grade beside the mean of the block, the distance to the next grade, and how
/// stable the rank is.
#[must_use]
pub fn unit_result(lang: Lang, sheet: UnitSheet<'_>) -> String {
    let row = sheet.ranking;
    let report = &sheet.block.report;
    let mut clauses = Vec::new();
    if let Some(total) = row.total {
        let (total, maximum) = (points(lang, total), points(lang, row.max_total));
        clauses.push(
            lang.pick(
                format!("Tổng điểm {total}/{maximum}"),
                format!("Total {total} of {maximum}"),
            ),
        );
    }
    if let Some(rank) = row.rank {
        let units = format!("{} {}", report.assessment.units, unit_noun(lang, report.block()));
        clauses
            .push(lang.pick(format!("xếp hạng {rank}/{units}"), format!("rank {rank} of {units}")));
    }
    if let Some(grade) = row.grade {
        let grade = grade_label(lang, grade);
        clauses.push(lang.pick(format!("phân loại {grade}"), format!("grade {grade}")));
    }

    let mut text = if clauses.is_empty() {
        lang.pick(
            "Chưa có tổng điểm, thứ hạng và phân loại.",
            "Total, rank and grade are not known yet.",
        )
        .to_owned()
    } else {
        clauses.join("; ") + "."
    };

    if let Some((mean, more)) = sheet.beside_the_mean() {
        let (block, mean) = (block_name(lang, report.block()), amount(lang, mean));
        let beside = match more.sign() {
            0 => lang.pick(
                "đơn vị bằng mức bình quân".to_owned(),
                "the unit is level with it".to_owned(),
            ),
            1 => lang.pick(
                format!("đơn vị cao hơn {}", distance(lang, more)),
                format!("the unit is {} above it", distance(lang, more)),
            ),
            _ => lang.pick(
                format!("đơn vị thấp hơn {}", distance(lang, more)),
                format!("the unit is {} below it", distance(lang, more)),
            ),
        };
        text += &lang.pick(
            format!(" Điểm bình quân của {block} là {mean}; {beside}."),
            format!(" The mean of {block} is {mean}; {beside}."),
        );
    }
    text + &way_up(lang, sheet) + &stability(lang, sheet)
}

fn way_up(lang: Lang, sheet: UnitSheet<'_>) -> String {
    let Some(way) = sheet.distance() else { return String::new() };
    let grade = grade_label(lang, way.grade);
    let (least, most) = (points(lang, way.more_than), points(lang, way.at_most));
    if way.more_than == way.at_most {
        lang.pick(
            format!(" Để đạt mức {grade} cần thêm {most} điểm."),
            format!(" For {grade}, {most} more points are needed."),
        )
    } else if way.more_than == Points::ZERO {
        lang.pick(
            format!(
                " Để đạt mức {grade} cần thêm không quá {most} điểm (ngưỡng suy từ kết quả công \
                 bố)."
            ),
            format!(
                " For {grade}, at most {most} more points are needed (threshold inferred from the \
                 results)."
            ),
        )
    } else {
        lang.pick(
            format!(
                " Để đạt mức {grade} cần thêm trên {least} và không quá {most} điểm (ngưỡng suy từ \
                 kết quả công bố)."
            ),
            format!(
                " For {grade}, more than {least} and at most {most} more points are needed \
                 (threshold inferred from the results)."
            ),
        )
    }
}

fn stability(lang: Lang, sheet: UnitSheet<'_>) -> String {
    let Some((best, worst)) = sheet.interval().and_then(|row| row.best_10.zip(row.worst_10)) else {
        return String::new();
    };
    if best == worst {
        return lang.pick(
            " Thứ hạng không đổi khi tỷ trọng điểm của các lĩnh vực tăng hoặc giảm đến 10%."
                .to_owned(),
            " The rank does not change if the weights of areas rise or fall by up to 10%."
                .to_owned(),
        );
    }
    lang.pick(
        format!(
            " Nếu tỷ trọng điểm của các lĩnh vực tăng hoặc giảm đến 10%, thứ hạng có thể nằm trong \
             khoảng từ {best} đến {worst}."
        ),
        format!(
            " If the weights of areas rose or fell by up to 10%, the rank could be {best} to \
             {worst}."
        ),
    )
}

/// How many areas were appraised below the self-score, and by how much.
#[must_use]
pub fn cut_items(lang: Lang, sheet: UnitSheet<'_>) -> String {
    let cut = sheet.cut();
    let areas = sheet.areas().count();
    let sum = points(lang, cut.iter().map(|row| row.gap).sum());
    let n = count(lang, cut.len());
    if cut.is_empty() {
        let known = sheet.areas().any(|area| area.score.self_score.is_some());
        return if known {
            lang.pick("Không có nội dung nào.", "None.").to_owned()
        } else {
            let has_sum = sheet.ranking.self_total.is_some();
            let of_areas = lang.pick(
                "Quyết định không nêu điểm tự chấm của từng lĩnh vực.",
                "The decision gives no self-scores of areas.",
            );
            let none = lang
                .pick("Quyết định không nêu điểm tự chấm.", "The decision gives no self-scores.");
            (if has_sum { of_areas } else { none }).to_owned()
        };
    }
    lang.pick(
        format!("{n}/{areas:02} lĩnh vực, tổng {sum} điểm:"),
        format!("{n} of {areas} areas, {sum} points in all:"),
    )
}

// The sentences below spell out this threshold.
const _: () = assert!(LARGE_CHANGE == 0.01);

/// The areas that the unit should improve first, one sentence each.
#[must_use]
pub fn mend_first(lang: Lang, sheet: UnitSheet<'_>) -> Vec<String> {
    let rows = sheet.to_improve();
    if rows.is_empty() {
        let known = sheet.block.report.weaknesses.iter().any(|row| row.behind.is_some());
        return vec![if known {
            lang.pick(
                "Không có lĩnh vực nào thấp hơn mức giữa của khối từ 1,0 điểm phần trăm trở lên.",
                "No area is 1.0 percentage points or more below the middle of the block.",
            )
            .to_owned()
        } else {
            lang.pick(
                "Chưa đủ số liệu để so sánh với khối.",
                "There are not enough data to compare with the block.",
            )
            .to_owned()
        }];
    }
    rows.iter()
        .map(|row| {
            let (area, lost) = (quoted(&row.criterion), points(lang, row.lost));
            let share = percent(lang, row.attainment);
            // The difference of the two figures as printed.
            let behind = row
                .block_median
                .and_then(|middle| Amount::Share(middle).since(Amount::Share(row.attainment)));
            let behind = behind.map_or_else(String::new, |behind| distance(lang, behind));
            lang.pick(
                format!(
                    "{area}: đạt {share}, chưa đạt {lost} điểm, thấp hơn mức giữa của khối \
                     {behind}."
                ),
                format!(
                    "{area}: attainment {share}, {lost} points not attained, {behind} below the \
                     middle of the block."
                ),
            )
        })
        .collect()
}

/// To whom and until when the unit replies, and its reply, as blanks.
#[must_use]
pub fn reply(lang: Lang, sender: &Sender, unit: &str) -> RichText {
    let text = match lang {
        Lang::Vi => RichText::new()
            .words("(gửi về ")
            .blank("reply-to", sender.office(lang))
            .words(" trước ngày ")
            .blank("reply-before", "……/……/20……")
            .words(")"),
        Lang::En => RichText::new()
            .words("(to ")
            .blank("reply-to", sender.office(lang))
            .words(" by ")
            .blank("reply-before", "…… 20……")
            .words(")"),
    };
    text.words(": ").blank(format!("reply:{unit}"), "……")
}

/// The publications of the years that a sheet shows, in a few words.
#[must_use]
pub fn sheet_sources(lang: Lang, assessments: &[&AssessmentRow]) -> String {
    let Some((assessment, earlier)) = assessments.split_last() else { return String::new() };
    let (number, day, year, issuer) =
        (&assessment.number, day(assessment.issued_on), assessment.year, &assessment.issuer);
    let earlier: Vec<_> = earlier
        .iter()
        .map(|assessment| format!("{} ({})", assessment.number, assessment.year))
        .collect();
    let earlier = if earlier.is_empty() {
        String::new()
    } else {
        let all = earlier.join(", ");
        lang.pick(format!("; các năm trước: số {all}"), format!("; earlier years: {all}"))
    };
    lang.pick(
        format!("Nguồn: Quyết định số {number} ngày {day} của {issuer} (năm {year}){earlier}."),
        format!("Source: decision {number} of {day}, {issuer} ({year}){earlier}."),
    )
}

/// A note that totals are those published.
#[must_use]
pub fn sums_note(lang: Lang) -> &'static str {
    lang.pick(
        " Tổng điểm là số đã công bố; cộng điểm các lĩnh vực có thể lệch do làm tròn.",
        " Totals are as published; the sum of the areas may differ because of rounding.",
    )
}

/// The meaning of terms on the sheet.
#[must_use]
pub fn sheet_terms(lang: Lang) -> &'static str {
    lang.pick(
        "ĐT XHH: điều tra xã hội học. Mức giữa của khối: trung vị tỷ lệ đạt của các đơn vị.",
        "Middle of the block: the median attainment of its units.",
    )
}
