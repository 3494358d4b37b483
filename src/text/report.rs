//! The sentences of the report. Every one holds for the figures that it is given, whatever they are.

use std::fmt::Write as _;

use crate::analysis::{BlockReport, BlockSummary, CriterionSummary, RankingRow, UnitGapRow, UnitLoss};
use crate::model::{Block, Grade, Points, Year};
use crate::store::AssessmentRow;

use super::chart::lower_first;
use super::{Lang, block_label, block_units, date, decimal, grade_label, percent, points, statistic};

/// Modified z-scores beyond this are called outliers (Iglewicz and Hoaglin, 1993).
const OUTLIER: f64 = 3.5;

/// The report's headings and fixed words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the names say what they head")]
pub enum Word {
    Title,
    Assessed,
    Findings,
    Ranking,
    Gaps,
    Audit,
    Weaknesses,
    CriteriaOfBlock,
    Units,
    Method,
    Source,
    NoFindings,
    Maximum,
    Simulated,
    Contents,
    Sha256,
    AuditIntroduction,
    Percent,
}

/// One of the report's headings and fixed words.
#[must_use]
pub fn word(lang: Lang, word: Word) -> &'static str {
    match word {
        Word::Title => lang.pick("Báo cáo phân tích Chỉ số cải cách hành chính", "Report on the administration reform index"),
        Word::Assessed => lang.pick("Nội dung đánh giá", "What was assessed"),
        Word::Findings => lang.pick("Kiểm tra số liệu của quyết định", "Checks of the decision’s figures"),
        Word::Ranking => lang.pick("Kết quả xếp hạng và phân loại", "Ranking and grades"),
        Word::Gaps => lang.pick("Chênh lệch giữa điểm tự chấm và điểm thẩm định", "Gaps between self and appraised scores"),
        Word::Audit => lang.pick("Những điểm số cần xem lại trước", "Scores to look at first"),
        Word::Weaknesses => lang.pick("Lĩnh vực còn yếu", "Weaknesses"),
        Word::CriteriaOfBlock => lang.pick("Theo lĩnh vực của cả khối", "By criterion, the block as a whole"),
        Word::Units => lang.pick("Theo từng đơn vị", "By unit"),
        Word::Method => lang.pick("Phương pháp và định nghĩa", "Method and definitions"),
        Word::Source => lang.pick("Nguồn số liệu", "Source"),
        Word::NoFindings => lang.pick("Các phép kiểm tra không phát hiện điều gì.", "The checks found nothing."),
        Word::Maximum => lang.pick("Điểm tối đa", "Maximum points"),
        Word::Simulated => lang.pick("SỐ LIỆU MÔ PHỎNG", "SIMULATED DATA"),
        Word::Contents => lang.pick("Mục lục", "Contents"),
        Word::Sha256 => lang.pick("Mã kiểm tra SHA-256 của tệp", "SHA-256 of the file"),
        Word::AuditIntroduction => lang.pick(
            "Bảng sau nêu những điểm tự chấm cao hơn thẩm định mà thói quen chấm chung của đơn vị và mặt bằng chung của lĩnh vực \
             không giải thích hết; phần còn lại (phần dư) càng lớn thì càng nên xem lại hồ sơ kiểm chứng trước.",
            "The table lists self scores above the appraised ones that neither the unit’s habit nor the criterion’s general \
             level explains; the larger the rest (residual), the sooner the evidence is worth a look.",
        ),
        Word::Percent => lang.pick("điểm phần trăm", "percentage points"),
    }
}

/// The last row of a table by unit.
#[must_use]
pub fn whole_block(lang: Lang) -> &'static str {
    lang.pick("Cả khối", "Whole block")
}

/// The report's title with its year.
#[must_use]
pub fn title(lang: Lang, year: Year) -> String {
    lang.pick(format!("{} năm {year}", word(lang, Word::Title)), format!("{}, {year}", word(lang, Word::Title)))
}

/// A heading for one block.
#[must_use]
pub fn block_heading(lang: Lang, block: Block) -> String {
    lang.pick(format!("Khối {}", lower_first(block_label(lang, block))), block_label(lang, block).to_owned())
}

/// The decision that a report rests on.
#[must_use]
pub fn decision(lang: Lang, assessment: &AssessmentRow) -> String {
    let AssessmentRow { number, issuer, .. } = assessment;
    let day = date(lang, assessment.issued_on);
    lang.pick(
        format!("Quyết định số {number} ngày {day} của {issuer}"),
        format!("Decision {number} of {day}, {issuer}"),
    )
}

/// The source in full: decision, title, file.
#[must_use]
pub fn source(lang: Lang, assessment: &AssessmentRow) -> String {
    let decision = decision(lang, assessment);
    let AssessmentRow { title, file_name, .. } = assessment;
    lang.pick(
        format!("{decision}, phụ lục “{title}”, tệp {file_name}."),
        format!("{decision}, appendix “{title}”, file {file_name}."),
    )
}

/// How many units were assessed, on what, out of how many points.
#[must_use]
pub fn assessed(lang: Lang, report: &BlockReport) -> String {
    let year = report.assessment.year;
    let units = block_units(lang, report.block(), report.assessment.units);
    let criteria = report.criteria.len();
    if criteria == 0 {
        return lang.pick(
            format!("Năm {year}, {units} được đánh giá; văn bản chỉ công bố tổng điểm."),
            format!("In {year}, {units} were assessed; the document gives totals only."),
        );
    }
    let sum = |part: fn(&crate::store::CriterionRow) -> Points| points(lang, report.criteria.iter().map(part).sum());
    let (all, appraised, survey) = (sum(|row| row.max_total), sum(|row| row.max_appraised), sum(|row| row.max_survey));
    lang.pick(
        format!(
            "Năm {year}, {units} được đánh giá trên {criteria} lĩnh vực với tổng điểm tối đa {all}, trong đó thẩm định \
             {appraised} điểm và điều tra xã hội học {survey} điểm."
        ),
        format!(
            "In {year}, {units} were assessed on {criteria} criteria with a maximum of {all} points, {appraised} by appraisal \
             and {survey} by survey."
        ),
    )
}

/// What the checks came to: numbers of findings by severity.
#[must_use]
pub fn findings(lang: Lang, report: &BlockReport) -> String {
    let count = |severity: &str| report.findings.iter().filter(|row| row.severity == severity).count();
    let (notes, warnings, errors) = (count("note"), count("warning"), count("error"));
    let rounding = report.findings.iter().filter(|row| row.severity == "note" && row.difference.is_some()).count();
    let above: Vec<_> = report.findings.iter().filter(|row| row.rule == "appraised-above-self").collect();
    let mut units: Vec<_> = above.iter().filter_map(|row| row.unit.as_deref()).collect();
    units.dedup();
    let mut text = match lang {
        Lang::Vi if errors == 0 => format!("Không có lỗi; có {warnings} lưu ý và {notes} ghi chú."),
        Lang::Vi => format!("Có {errors} lỗi đã được chấp nhận khi nhập, {warnings} lưu ý và {notes} ghi chú."),
        Lang::En if errors == 0 => format!("There are no errors, {warnings} warnings and {notes} notes."),
        Lang::En => format!("There are {errors} errors accepted at import, {warnings} warnings and {notes} notes."),
    };
    if rounding > 0 {
        let _ = match lang {
            Lang::Vi => write!(
                text,
                " {rounding} tổng điểm lệch so với phép cộng các điểm thành phần, đều trong phạm vi làm tròn; báo cáo giữ nguyên số \
                 đã công bố và nêu số tính lại bên cạnh."
            ),
            Lang::En => write!(
                text,
                " {rounding} printed sums differ from the sum of their parts, all within rounding; the report keeps the published \
                 figures and shows the recomputed ones beside them."
            ),
        };
    }
    if !above.is_empty() {
        let (cells, units) = (above.len(), units.len());
        let _ = match lang {
            Lang::Vi => write!(text, " Ở {units} đơn vị có {cells} điểm thẩm định cao hơn điểm tự chấm."),
            Lang::En => write!(text, " In {units} units, {cells} appraised scores are above the self scores."),
        };
    }
    text
}

/// Mean, spread, first and last of a block.
#[must_use]
pub fn ranking(lang: Lang, summary: &BlockSummary, rows: &[RankingRow]) -> String {
    let mean = decimal(lang, summary.mean, 2);
    let BlockSummary { above_mean, units, .. } = summary;
    let with_total = |total: Points| {
        let names: Vec<_> = rows.iter().filter(|row| row.total == Some(total)).map(|row| row.unit.as_str()).collect();
        names.join(", ")
    };
    let (first, last) = (with_total(summary.highest), with_total(summary.lowest));
    let (highest, lowest) = (points(lang, summary.highest), points(lang, summary.lowest));
    let spread = points(lang, summary.highest - summary.lowest);
    lang.pick(
        format!(
            "Điểm bình quân của khối là {mean}; {above_mean} trong {units} đơn vị đạt trên mức bình quân. Cao nhất là {first} với \
             {highest} điểm, thấp nhất là {last} với {lowest} điểm, cách nhau {spread} điểm."
        ),
        format!(
            "The mean of the block is {mean}; {above_mean} of {units} units are above it. The highest is {first} with {highest} \
             points, the lowest {last} with {lowest}, {spread} points apart."
        ),
    )
}

/// How many units have which grade, and where grades begin.
#[must_use]
pub fn grades(lang: Lang, summary: &BlockSummary, report: &BlockReport) -> Option<String> {
    let counts = summary.grades.iter().map(|(grade, units)| format!("{units} {}", grade_label(lang, *grade)));
    let counts = counts.collect::<Vec<_>>().join(", ");
    if counts.is_empty() {
        return None;
    }
    let mut text = lang.pick(format!("Phân loại: {counts}."), format!("Grades: {counts}."));
    for band in &report.assessment.bands {
        let Some(above) = band.above else { continue };
        let (grade, above, at_most) = (grade_label(lang, band.grade), points(lang, above), points(lang, band.at_most));
        let _ = match lang {
            Lang::Vi => write!(
                text,
                " Theo kết quả công bố, mức {grade} bắt đầu từ một điểm cao hơn {above} và không quá {at_most}."
            ),
            Lang::En => write!(
                text,
                " The published results show that {grade} begins above {above} and at {at_most} at the latest."
            ),
        };
    }
    Some(text)
}

/// The units that are closest below a better grade.
#[must_use]
pub fn near_grades(lang: Lang, report: &BlockReport) -> Option<String> {
    const NEAR: Points = Points::from_ten_thousandths(20_000);
    let near = report.rankings.iter().zip(&report.distances).filter_map(|(row, distance)| {
        let distance = distance.filter(|distance| distance.at_most <= NEAR)?;
        let (grade, at_most) = (grade_label(lang, distance.grade), points(lang, distance.at_most));
        let unit = &row.unit;
        Some(lang.pick(
            format!("{unit} (mức {grade}, thiếu nhiều nhất {at_most} điểm)"),
            format!("{unit} ({grade}, {at_most} points at most)"),
        ))
    });
    let near = near.collect::<Vec<_>>().join("; ");
    let text = lang.pick(
        format!("Gần mức phân loại cao hơn nhất, thiếu không quá 2 điểm: {near}."),
        format!("Closest to the next grade, lacking no more than 2 points: {near}."),
    );
    (!near.is_empty()).then_some(text)
}

/// Whether the ranks by recomputed totals are the published ones.
#[must_use]
pub fn recomputed(lang: Lang, rows: &[RankingRow]) -> String {
    let differs = |row: &&RankingRow| row.published_rank.is_some() && row.published_rank != row.recomputed_rank;
    let other: Vec<_> = rows.iter().filter(differs).map(|row| row.unit.as_str()).collect();
    let totals = rows.iter().filter(|row| row.published_total.is_some() && row.published_total != row.recomputed_total);
    let totals = totals.filter(|row| row.recomputed_total.is_some()).count();
    let names = other.join(", ");
    match (lang, other.is_empty()) {
        (Lang::Vi, true) => format!(
            "Tính lại từ các điểm thành phần, tổng điểm của {totals} đơn vị khác số công bố; thứ hạng không thay đổi."
        ),
        (Lang::Vi, false) => format!(
            "Tính lại từ các điểm thành phần, tổng điểm của {totals} đơn vị khác số công bố và thứ hạng thay đổi ở: {names}."
        ),
        (Lang::En, true) => {
            format!(
                "Recomputed from the parts, the totals of {totals} units differ from the published ones; no rank changes."
            )
        }
        (Lang::En, false) => format!(
            "Recomputed from the parts, the totals of {totals} units differ from the published ones, and ranks change for: {names}."
        ),
    }
}

/// Who over-scored itself, by how much, and where most.
#[must_use]
pub fn gaps(lang: Lang, report: &BlockReport) -> Option<String> {
    let largest = report.unit_gaps.first()?;
    let units = report.unit_gaps.len();
    let over = report.unit_gaps.iter().filter(|row| row.gap > Points::ZERO).count();
    let sum: Points = report.unit_gaps.iter().map(|row| row.gap).sum();
    let mean = sum.to_decimal().checked_div(units.into())?;
    let mean = decimal(lang, mean, 2);
    let mut text = lang.pick(
        format!(
            "{over} trong {units} đơn vị tự chấm cao hơn kết quả thẩm định; bình quân mỗi đơn vị chênh {mean} điểm."
        ),
        format!("{over} of {units} units scored themselves above the appraisal; the mean gap is {mean} points."),
    );
    if largest.gap > Points::ZERO {
        text += &largest_gap(lang, largest, report);
    }
    let outliers = report.unit_gaps.iter().filter(|row| row.robust_z.is_some_and(|z| z >= OUTLIER));
    let outliers: Vec<_> = outliers.map(|row| row.unit.as_str()).collect();
    let known = report.unit_gaps.iter().any(|row| row.robust_z.is_some());
    let bound = statistic(lang, OUTLIER, 1);
    let names = outliers.join(", ");
    if !outliers.is_empty() {
        text += &lang.pick(
            format!(" Chênh lệch khác biệt hẳn so với cả khối (z bền vững từ {bound} trở lên): {names}."),
            format!(" Gaps that stand out in the block (robust z of {bound} or more): {names}."),
        );
    } else if known {
        text += &lang.pick(
            format!(" Không có đơn vị nào có chênh lệch vượt ngưỡng bất thường của khối (z bền vững {bound})."),
            format!(" No unit’s gap is an outlier of the block (robust z {bound})."),
        );
    }
    Some(text)
}

fn largest_gap(lang: Lang, largest: &UnitGapRow, report: &BlockReport) -> String {
    let UnitGapRow { unit, .. } = largest;
    let amounts = [largest.self_total, largest.appraised_total, largest.gap].map(|amount| points(lang, amount));
    let [own, appraised, gap] = amounts;
    let most = report.gaps.iter().filter(|row| row.unit == *unit).max_by_key(|row| row.gap);
    let most = most.filter(|row| row.gap > Points::ZERO).map_or_else(String::new, |row| {
        let (criterion, gap) = (&row.criterion, points(lang, row.gap));
        lang.pick(format!(", riêng lĩnh vực “{criterion}” {gap} điểm"), format!(", of which {gap} in “{criterion}”"))
    });
    lang.pick(
        format!(" Chênh lệch lớn nhất là {unit}: tự chấm {own}, thẩm định {appraised}, cao hơn {gap} điểm{most}."),
        format!(" The largest gap is that of {unit}: self {own}, appraised {appraised}, {gap} points above{most}."),
    )
}

/// The block's weakest and strongest criterion, and where most points are lost.
#[must_use]
pub fn weaknesses(lang: Lang, criteria: &[CriterionSummary]) -> Option<String> {
    let weakest = criteria.iter().min_by(|a, b| a.attainment.total_cmp(&b.attainment))?;
    let strongest = criteria.iter().max_by(|a, b| a.attainment.total_cmp(&b.attainment))?;
    let costliest = criteria.iter().max_by_key(|row| row.lost)?;
    let share = |row: &CriterionSummary| percent(lang, row.attainment);
    let lost = points(lang, costliest.lost);
    let lost_share = costliest.lost_share.map_or_else(String::new, |share| percent(lang, share));
    let (weak, strong, costly) = (&weakest.criterion, &strongest.criterion, &costliest.criterion);
    let (low, high) = (share(weakest), share(strongest));
    Some(lang.pick(
        format!(
            "Lĩnh vực có tỷ lệ đạt thấp nhất của khối là “{weak}” ({low}), cao nhất là “{strong}” ({high}). Mất nhiều điểm nhất ở \
             lĩnh vực “{costly}”: {lost} điểm, chiếm {lost_share} tổng số điểm mất của khối."
        ),
        format!(
            "The criterion with the lowest attainment of the block is “{weak}” ({low}), the highest “{strong}” ({high}). Most \
             points were lost in “{costly}”: {lost}, {lost_share} of all that the block lost."
        ),
    ))
}

/// Where one unit lost its points and where it is furthest behind the others.
#[must_use]
pub fn unit_loss(lang: Lang, loss: &UnitLoss<'_>) -> String {
    let all = points(lang, loss.lost);
    let mut lost = loss.rows.iter().filter(|row| row.lost > Points::ZERO).map(|row| {
        let share = row.lost_share.map_or_else(String::new, |share| percent(lang, share));
        let (criterion, lost) = (&row.criterion, points(lang, row.lost));
        lang.pick(format!("“{criterion}” ({lost} điểm, {share})"), format!("“{criterion}” ({lost} points, {share})"))
    });
    let Some(most) = lost.next() else {
        return lang.pick("Không mất điểm nào.", "No points were lost.").to_owned();
    };
    let next =
        lost.next().map_or_else(String::new, |next| lang.pick(format!(", tiếp đến {next}"), format!(", then {next}")));
    let behind = loss.rows.iter().max_by(|a, b| a.behind.total_cmp(&b.behind)).filter(|row| row.behind > 0.0);
    let behind = behind.map_or_else(
        || {
            lang.pick("Không lĩnh vực nào kém trung vị của khối.", "No criterion is behind the block’s median.")
                .to_owned()
        },
        |row| {
            let (criterion, distance) = (&row.criterion, statistic(lang, row.behind * 100.0, 1));
            lang.pick(
                format!("So với trung vị của khối, kém nhất ở “{criterion}” (kém {distance} điểm phần trăm)."),
                format!("Furthest behind the block’s median in “{criterion}” ({distance} percentage points)."),
            )
        },
    );
    lang.pick(
        format!("Mất {all} điểm, nhiều nhất ở {most}{next}. {behind}"),
        format!("Lost {all} points, most in {most}{next}. {behind}"),
    )
}

/// The definitions, one a line: the word and what it means here.
#[must_use]
pub fn definitions(lang: Lang) -> Vec<(&'static str, &'static str)> {
    match lang {
        Lang::Vi => vec![
            (
                "Tổng cộng",
                "điểm thẩm định cộng điểm điều tra xã hội học, tối đa 100. Điểm tự chấm không tính vào tổng.",
            ),
            (
                "Số công bố và số tính lại",
                "số công bố là số in trong quyết định; số tính lại là tổng các điểm thành phần đã in. Xếp hạng và phân loại chính thức là của quyết định.",
            ),
            (
                "Tỷ lệ đạt",
                "số điểm đạt chia cho điểm tối đa áp dụng cho đơn vị; phần không áp dụng (ghi “-”) được trừ khỏi điểm tối đa.",
            ),
            (
                "Chênh lệch",
                "điểm tự chấm trừ điểm thẩm định; số dương là tự chấm cao hơn thẩm định. “% tối đa” là chênh lệch chia cho điểm tối đa của phần thẩm định.",
            ),
            ("Điểm mất", "điểm tối đa trừ điểm đạt."),
            ("Trung vị khối", "giá trị đứng giữa của tỷ lệ đạt các đơn vị trong khối."),
            (
                "Xếp hạng",
                "các đơn vị bằng điểm cùng hạng, hạng kế tiếp bỏ qua (1-2-2-4), theo Sổ tay OECD/JRC 2008 về chỉ số tổng hợp.",
            ),
            (
                "z bền vững",
                "0,6745 × (giá trị − trung vị) / MAD, MAD là trung vị của độ lệch tuyệt đối; từ 3,5 trở lên là bất thường (Iglewicz và Hoaglin, 1993). Không tính khi khối có dưới 5 đơn vị.",
            ),
            (
                "Phần dư",
                "phần chênh lệch (theo % điểm tối đa) còn lại sau khi trừ mức chung của khối, của đơn vị và của lĩnh vực bằng phép làm mịn trung vị (Tukey, 1977). Bảng chỉ nêu phần dư từ 5% trở lên.",
            ),
            (
                "Làm tròn",
                "tổng in ra được phép lệch so với phép cộng không quá một nửa đơn vị của chữ số cuối cho mỗi số tham gia; trong phạm vi đó là ghi chú, ngoài phạm vi là lỗi.",
            ),
        ],
        Lang::En => vec![
            ("Total", "appraised plus survey points, at most 100. The self score does not count."),
            (
                "Published and recomputed",
                "published figures are those printed in the decision; recomputed ones are the sums of the printed parts. The decision’s ranks and grades are the official ones.",
            ),
            (
                "Attainment",
                "points divided by the maximum that applies to the unit; what does not apply (printed as “-”) is taken out of the maximum.",
            ),
            (
                "Gap",
                "self score minus appraised score; positive where the unit scored itself above the appraisal. “% of maximum” divides it by the appraised maximum.",
            ),
            ("Lost points", "maximum minus points."),
            ("Block median", "the middle one of the attainments of the block’s units."),
            (
                "Rank",
                "equal totals share a rank and the next is skipped (1-2-2-4), after the OECD/JRC Handbook on Constructing Composite Indicators, 2008.",
            ),
            (
                "Robust z",
                "0.6745 × (value − median) / MAD, the MAD being the median absolute deviation; 3.5 or more is an outlier (Iglewicz and Hoaglin, 1993). Not given for blocks of fewer than 5 units.",
            ),
            (
                "Residual",
                "what is left of the gap (as a share of the maximum) once the block’s, the unit’s and the criterion’s level are taken out by median polish (Tukey, 1977). The table lists residuals of 5% and more.",
            ),
            (
                "Rounding",
                "a printed sum may differ from its parts by half of the last digit for each figure involved; within that it is a note, beyond it an error.",
            ),
        ],
    }
}

/// The report's key sentences, one block each: who leads, who is last, the largest gap, the weakest criterion.
#[must_use]
pub fn key_sentence(lang: Lang, report: &BlockReport) -> Option<String> {
    let summary = report.summary.as_ref()?;
    let mean = decimal(lang, summary.mean, 2);
    let first = report.rankings.first()?;
    let total = points(lang, first.total?);
    let best = summary.grades.iter().filter(|(grade, _)| *grade <= Grade::Good).map(|(_, units)| units).sum::<usize>();
    let units = block_units(lang, report.block(), summary.units);
    let weakest = report.criterion_summaries.iter().min_by(|a, b| a.attainment.total_cmp(&b.attainment));
    let weakest = weakest.map_or_else(String::new, |row| {
        let (criterion, share) = (&row.criterion, percent(lang, row.attainment));
        lang.pick(
            format!("; lĩnh vực đạt thấp nhất là “{criterion}” ({share})"),
            format!("; the weakest criterion is “{criterion}” ({share})"),
        )
    });
    let gap = report.unit_gaps.first().filter(|row| row.gap > Points::ZERO).map_or_else(String::new, |row| {
        let (unit, gap) = (&row.unit, points(lang, row.gap));
        lang.pick(
            format!("; {unit} tự chấm cao hơn thẩm định nhiều nhất ({gap} điểm)"),
            format!("; {unit} over-scored itself most ({gap} points)"),
        )
    });
    let unit = &first.unit;
    Some(lang.pick(
        format!("{units}: bình quân {mean} điểm, {best} đơn vị đạt mức Tốt trở lên, dẫn đầu là {unit} ({total}){gap}{weakest}."),
        format!("{units}: a mean of {mean} points, {best} units graded Good or better, led by {unit} ({total}){gap}{weakest}."),
    ))
}

/// What the column of distances to the next grade says.
#[must_use]
pub fn distance_note(lang: Lang) -> &'static str {
    lang.pick(
        "“Còn thiếu” là số điểm nhiều nhất còn thiếu để đạt mức phân loại kế tiếp, tính đến tổng điểm thấp nhất đã được xếp mức đó.",
        "“Lacking” is the most that a unit lacks to the next grade: the distance to the lowest total that was given that grade.",
    )
}

/// Cells that a table leaves out.
#[must_use]
pub fn more_cells(lang: Lang, shown: usize, all: usize) -> String {
    lang.pick(
        format!("Bảng nêu {shown} trong {all} điểm số; xem đủ bằng lệnh cchc gap --by cell."),
        format!("The table shows {shown} of {all} scores; cchc gap --by cell lists them all."),
    )
}
