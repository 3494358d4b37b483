//! Notes, sources and methods at the end of a report.

use crate::analysis::{
    CUT_SHARE, EXCESS, FAR_BEHIND, FAR_BELOW, LARGE_CHANGE, MENDED, RELIABLE, Subject,
    VERY_WEAK_AREA, WEAK_AREA, beyond_rounding,
};
use crate::model::{Date, RankConvention, Stage};
use crate::relation::FindingRow;
use crate::store::AssessmentRow;
use crate::text::{Lang, form, grouped, publication, statistic};

use super::phrase::{count, percentage_points};

/// How the figures of the report came about.
#[must_use]
pub fn made_by(lang: Lang, simulated: bool, subjects: &[Subject<'_>]) -> &'static str {
    if simulated {
        return lang.pick(
            "Số liệu do chương trình tạo ra để mô phỏng, không phải kết quả của địa phương nào.",
            "The figures are simulated and are not the results of any locality.",
        );
    }
    let is_published = |subject: &Subject<'_>| subject.report.assessment.stage == Stage::Published;
    if !subjects.iter().all(is_published) {
        return lang.pick(
            "Số liệu do phần mềm tổng hợp từ các biểu chấm điểm và các văn bản công bố.",
            "The figures were compiled by software from forms and publications.",
        );
    }
    lang.pick(
        "Số liệu do phần mềm tổng hợp từ các văn bản công bố.",
        "The figures were compiled by software from the publications.",
    )
}

/// The outcome of the checks.
#[must_use]
pub fn checked(lang: Lang, subjects: &[Subject<'_>], annex: &str) -> String {
    let found: usize =
        subjects.iter().map(|subject| beyond_rounding(subject.findings()).0.len()).sum();
    if found == 0 {
        let rounding: usize =
            subjects.iter().map(|subject| beyond_rounding(subject.findings()).1).sum();
        let within = left_out(lang, rounding).map_or_else(String::new, |words| format!(" {words}"));
        return lang.pick(
            format!("Kiểm tra số liệu: không có sai lệch ngoài phạm vi làm tròn.{within}"),
            format!("Data checks: no differences beyond rounding.{within}"),
        );
    }
    let (n, noun) = (count(lang, found), form(found, "figure", "figures"));
    lang.pick(
        format!(
            "Kiểm tra số liệu: {n} nội dung cần rà soát, ngoài các chênh lệch do làm tròn \
             ({annex})."
        ),
        format!(
            "Data checks: {n} {noun} to review, apart from differences due to rounding ({annex})."
        ),
    )
}

/// A day as lists of sources print it: `29/3/2023`.
pub(super) fn day(date: Date) -> String {
    // Decree 30/2020/NĐ-CP, appendix I: days below 10 and the months 1 and 2 have a leading zero.
    let month =
        if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("{:02}/{month}/{}", date.day(), date.year())
}

/// The publications, one per line.
#[must_use]
pub fn sources(lang: Lang, assessments: &[&AssessmentRow]) -> Vec<String> {
    let mut lines: Vec<(String, Vec<i32>, String)> = Vec::new();
    for assessment in assessments {
        let (publication, day) = (publication(lang, &assessment.number), day(assessment.issued_on));
        let head = lang.pick(
            format!("{publication} ngày {day} của {}", assessment.issuer),
            format!("{publication} of {day}, {}", assessment.issuer),
        );
        let copied = assessment.copied_from.as_ref().map_or_else(String::new, |from| {
            lang.pick(format!(" (chép từ {from})"), format!(" (copied from {from})"))
        });
        let year = assessment.year.number();
        match lines.iter_mut().find(|(known, _, from)| *known == head && *from == copied) {
            Some((_, years, _)) if !years.contains(&year) => years.push(year),
            Some(_) => {}
            None => lines.push((head, vec![year], copied)),
        }
    }
    let line = |(head, years, copied): (String, Vec<i32>, String)| {
        let years = years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
        lang.pick(
            format!("{head} (kết quả năm {years}){copied}."),
            format!("{head} (results of {years}){copied}."),
        )
    };
    lines.into_iter().map(line).collect()
}

/// Where tables and figures of the body come from.
#[must_use]
pub fn source_note(lang: Lang, section: &str) -> String {
    lang.pick(
        format!(
            "Nguồn: các văn bản nêu tại mục {section}. Dấu “–”: không có số liệu hoặc không áp \
             dụng."
        ),
        format!(
            "Source: the publications listed in section {section}. A dash means that there are no \
             data or that the item does not apply."
        ),
    )
}

/// What the shading of cells means.
#[must_use]
pub fn shades_note(lang: Lang) -> String {
    let [weak, very] = [WEAK_AREA, VERY_WEAK_AREA].map(|share| statistic(lang, share * 100.0, 0));
    lang.pick(
        format!("Ô nền nhạt: dưới {weak}%; ô nền đậm, chữ đậm: dưới {very}%."),
        format!("Light shading: below {weak}%; dark shading and bold: below {very}%."),
    )
}

/// That a table has only some of the areas of a block.
#[must_use]
pub fn chosen_areas_note(lang: Lang) -> &'static str {
    lang.pick(
        "Khối có nhiều lĩnh vực chỉ nêu các lĩnh vực mất nhiều điểm nhất.",
        "Of a block with many areas, those on which it lost most are shown.",
    )
}

/// How many rows of a very long table are left out of a report.
#[must_use]
pub fn left_out_rows(lang: Lang, rows: usize) -> String {
    let rows = grouped(lang, rows);
    lang.pick(
        format!("… lược {rows} dòng ở giữa; báo cáo dạng Excel có đầy đủ các dòng …"),
        format!(
            "… {rows} rows in between are left out; the report as a workbook has all of them …"
        ),
    )
}

/// What a heavy rule between years means.
#[must_use]
pub fn framework_note(lang: Lang, years: &[i32]) -> Option<String> {
    if years.is_empty() {
        return None;
    }
    let years = years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ");
    Some(lang.pick(
        format!(
            "Đường kẻ đậm: bộ tiêu chí thay đổi từ năm {years}; các năm trước và sau được so sánh \
             theo tỷ lệ đạt."
        ),
        format!(
            "Heavy rule: the criteria set changed from {years}; the years before and after are \
             compared by attainment."
        ),
    ))
}

/// Where a finding stands, in words: the table, the row and the column of the publication.
#[must_use]
pub fn place_in_words(lang: Lang, row: &FindingRow) -> String {
    let mut parts = row.cell.split(':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(table), Some(line), Some(column)) => lang.pick(
            format!("bảng {table}, hàng {line}, cột {column}"),
            format!("table {table}, row {line}, column {column}"),
        ),
        _ => row.cell.clone(),
    }
}

/// Why the table of lasting leniency and the table of streaks may name different units.
#[must_use]
pub fn leniency_note(lang: Lang) -> &'static str {
    lang.pick(
        "Bảng này dựa vào phần chênh lệch riêng của đơn vị sau khi thu gọn (xem phụ lục cách tính) \
         và các năm gần nhất, nên danh sách và số năm có thể khác với bảng đơn vị có chênh lệch \
         cao hơn mức của khối nhiều năm liên tiếp.",
        "This table is based on each unit’s own part of the gap after shrinkage (see the annex on \
         methods) and on the latest years, so its units and numbers of years may differ from those \
         in the table of units whose gap has exceeded their block’s for several years running.",
    )
}

/// How many findings the annex leaves out.
#[must_use]
pub fn left_out(lang: Lang, rounding: usize) -> Option<String> {
    if rounding == 0 {
        return None;
    }
    let (n, noun) = (
        count(lang, rounding),
        form(rounding, "difference within rounding is", "differences within rounding are"),
    );
    Some(lang.pick(
        format!("Không liệt kê {n} chênh lệch trong phạm vi làm tròn."),
        format!("{n} {noun} not listed."),
    ))
}

/// How units with equal totals are ranked in the blocks of a report.
fn rank_conventions(lang: Lang, subjects: &[Subject<'_>]) -> String {
    let all =
        |convention| subjects.iter().all(|subject| subject.report.assessment.ranks == convention);
    if all(RankConvention::Competition) {
        lang.pick(
            "các đơn vị bằng điểm được xếp cùng hạng, hạng kế tiếp được bỏ qua (ví dụ 1-2-2-4).",
            "units with equal totals share a rank, and the next rank is skipped (for example \
             1-2-2-4).",
        )
    } else if all(RankConvention::Dense) {
        lang.pick(
            "các đơn vị bằng điểm được xếp cùng hạng, không bỏ qua hạng kế tiếp (ví dụ 1-2-2-3).",
            "units with equal totals share a rank, and no rank is skipped (for example 1-2-2-3).",
        )
    } else {
        lang.pick(
            "các đơn vị bằng điểm được xếp cùng hạng; hạng kế tiếp được bỏ qua (ví dụ 1-2-2-4) \
             hoặc không (1-2-2-3), theo cách của từng khối.",
            "units with equal totals share a rank; the next rank is skipped (for example 1-2-2-4) \
             or not (1-2-2-3), as each block ranks.",
        )
    }
    .to_owned()
}

/// The terms of the annex on methods, with every threshold of the report.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a table of words")]
pub fn method(
    lang: Lang,
    subjects: &[Subject<'_>],
    is_several_years: bool,
) -> Vec<(&'static str, String)> {
    let points = |share: f64| percentage_points(lang, share);
    let percent = |share: f64, digits: u32| format!("{}%", statistic(lang, share * 100.0, digits));

    let [excess, far, mended, below] = [EXCESS, FAR_BEHIND, MENDED, FAR_BELOW].map(points);
    let [weak, very, cut, reliable] =
        [WEAK_AREA, VERY_WEAK_AREA, CUT_SHARE, RELIABLE].map(|share| percent(share, 0));
    let large = statistic(lang, LARGE_CHANGE * 100.0, 2);
    let version = env!("CARGO_PKG_VERSION");

    let mut terms = match lang {
        Lang::Vi => vec![
            (
                "Tỷ lệ đạt",
                "điểm đạt chia cho điểm tối đa áp dụng cho đơn vị; phần không áp dụng (ghi “-”) \
                 được trừ khỏi điểm tối đa."
                    .to_owned(),
            ),
            (
                "Tỷ lệ đạt của khối",
                "ở một lĩnh vực: tổng điểm đạt của các đơn vị chia cho tổng điểm tối đa áp dụng; ở \
                 tổng điểm: bình quân tỷ lệ đạt của các đơn vị."
                    .to_owned(),
            ),
            (
                "Mức giữa của khối",
                "trung vị: giá trị đứng giữa khi xếp tỷ lệ đạt của các đơn vị theo thứ tự; số đơn \
                 vị chẵn thì lấy trung bình cộng hai giá trị giữa."
                    .to_owned(),
            ),
            ("Điểm chưa đạt", "điểm tối đa trừ điểm đạt, cộng từ điểm các lĩnh vực.".to_owned()),
            (
                "Chênh lệch",
                "điểm tự chấm trừ điểm thẩm định; tỷ lệ chênh lệch là chênh lệch chia cho điểm tối \
                 đa của phần thẩm định. Mức của khối là tổng chênh lệch chia cho tổng điểm tối đa \
                 đó."
                    .to_owned(),
            ),
            (
                "Nội dung đề nghị giải trình",
                format!(
                    "trong báo cáo một năm: chênh lệch từ {cut} điểm tối đa phần thẩm định và từ \
                     1% tổng điểm tối đa (1,00 điểm trên thang 100) trở lên."
                ),
            ),
            (
                "Xếp hạng",
                rank_conventions(lang, subjects),
            ),
            (
                "Khoảng thứ hạng",
                "các thứ hạng mà đơn vị có thể có nếu tỷ trọng điểm của mỗi lĩnh vực tăng hoặc \
                 giảm đến 10% so với điểm tối đa quy định."
                    .to_owned(),
            ),
            (
                "Độ tin cậy của số liệu một năm",
                format!(
                    "phần khác biệt về chênh lệch giữa các đơn vị mà mô hình hai chiều đơn vị × \
                     lĩnh vực phân biệt được với dao động ngẫu nhiên; dưới {reliable} thì một năm \
                     chưa đủ để kết luận về riêng đơn vị nào."
                ),
            ),
            (
                "Thấp hơn nhiều",
                format!(
                    "thấp hơn mức giữa của khối từ {below} trở lên ở một lĩnh vực."
                ),
            ),
            (
                "Lĩnh vực đạt thấp",
                format!("tỷ lệ đạt của cả khối dưới {weak}; đạt rất thấp: dưới {very}."),
            ),
            ("Tăng, giảm", "hiệu của hai số đã làm tròn như ghi trong bảng.".to_owned()),
            ("Thay đổi nhiều", format!("từ {large} điểm trên thang 100 hoặc từ 03 bậc trở lên.")),
            (
                "Nhóm 1/4",
                "số đơn vị của nhóm bằng một phần tư số đơn vị của khối, bỏ phần lẻ, ít nhất một \
                 đơn vị."
                    .to_owned(),
            ),
        ],
        Lang::En => vec![
            (
                "Attainment",
                "the points achieved divided by the maximum that applies to the unit; parts that \
                 do not apply (printed as “-”) are deducted from the maximum."
                    .to_owned(),
            ),
            (
                "Attainment of a block",
                "in an area: the sum of the points of all units divided by the sum of the maximum \
                 points that applied; for totals: the mean attainment of the units."
                    .to_owned(),
            ),
            (
                "Middle of the block",
                "the median: the middle value when the units are ordered by attainment; with an \
                 even number of units, the mean of the two middle values."
                    .to_owned(),
            ),
            (
                "Points not attained",
                "the maximum minus the points achieved, summed over the areas.".to_owned(),
            ),
            (
                "Gap",
                "self-score minus appraised score; the gap share is the gap divided by the \
                 appraisal maximum. The gap share of the block is the sum of gaps divided by the \
                 sum of these maxima."
                    .to_owned(),
            ),
            (
                "Items to explain",
                format!(
                    "in a report on one year: a gap of at least {cut} of the appraisal maximum and \
                     at least 1% of all points (1.00 of 100)."
                ),
            ),
            (
                "Rank",
                rank_conventions(lang, subjects),
            ),
            (
                "Rank interval",
                "the ranks that a unit could have if the weight of each area were up to 10% higher \
                 or lower than its prescribed maximum points."
                    .to_owned(),
            ),
            (
                "Reliability of one year",
                format!(
                    "the part of the differences between the units’ gaps that a two-way model \
                     (unit × area) distinguishes from chance; below {reliable}, one year is not \
                     enough to draw conclusions about any single unit."
                ),
            ),
            ("Far below", format!("{below} or more below the middle of the block in an area.")),
            (
                "Weak area",
                format!(
                    "an area in which the attainment of the whole block is below {weak}; very \
                     weak: below {very}."
                ),
            ),
            ("Up and down", "the difference of two figures as rounded in the table.".to_owned()),
            (
                "Large change",
                format!(
                    "a change of at least {large} points on a scale of 100, or of at least three \
                     places."
                ),
            ),
            (
                "Quarter",
                "a quarter of the units of the block, rounded down, but at least one unit."
                    .to_owned(),
            ),
        ],
    };

    if is_several_years {
        terms.extend(match lang {
            Lang::Vi => vec![
                (
                    "Do kết quả, do bộ tiêu chí",
                    "điểm của một lĩnh vực thay đổi vì tỷ lệ đạt thay đổi (nhân với bình quân điểm \
                     tối đa hai năm) và vì điểm tối đa thay đổi (nhân với bình quân tỷ lệ đạt hai \
                     năm); phương pháp Bennet (1920)."
                        .to_owned(),
                ),
                (
                    "Trên cùng cơ sở",
                    "chỉ tính các đơn vị và lĩnh vực có ở mọi năm được so sánh, theo điểm tối đa \
                     của năm cuối."
                        .to_owned(),
                ),
                (
                    "Xu hướng mỗi năm",
                    "trung vị của độ dốc giữa mọi cặp năm (Theil–Sen), tính từ bốn năm trở lên."
                        .to_owned(),
                ),
                (
                    "Chênh lệch kéo dài",
                    format!(
                        "tỷ lệ chênh lệch của đơn vị cao hơn mức của khối trong ít nhất 03 lần \
                         đánh giá liên tiếp, lần cuối vượt từ {excess} trở lên. Tự chấm sát hơn: \
                         lần trước cao hơn mức của khối, lần này không cao hơn và phần vượt giảm \
                         từ {excess} trở lên."
                    ),
                ),
                (
                    "Hạn chế kéo dài",
                    format!(
                        "thấp hơn mức giữa của khối trong ít nhất 03 của 04 năm gần nhất, kể cả \
                         năm cuối; khoảng cách so với mức giữa từ {far} trở lên, cả khi tính bình \
                         quân và khi tính riêng năm cuối; điểm chưa đạt của năm cuối từ 1% tổng \
                         điểm tối đa trở lên. Không còn thuộc diện này: năm trước còn là hạn chế \
                         kéo dài, nay không thấp hơn mức giữa quá {mended}."
                    ),
                ),
            ],
            Lang::En => vec![
                (
                    "Performance, criteria set",
                    "the points of an area change because attainment changes (multiplied by the \
                     mean of the two maxima) and because the maximum changes (multiplied by the \
                     mean of the two attainments); method of Bennet (1920)."
                        .to_owned(),
                ),
                (
                    "Like for like",
                    "only the units and areas present in every year compared, weighted by the \
                     maximum points of the last year."
                        .to_owned(),
                ),
                (
                    "Trend per year",
                    "the median of the slopes between all pairs of years (Theil–Sen), computed \
                     from four years on."
                        .to_owned(),
                ),
                (
                    "Lasting gap",
                    format!(
                        "the gap share of the unit has been above that of the block for at least \
                         three assessments running, by {excess} or more in the last. Closer to the \
                         appraisal: above the block last time, not above it this time, and the \
                         excess reduced by {excess} or more."
                    ),
                ),
                (
                    "Lasting weakness",
                    format!(
                        "below the middle of the block in at least three of the last four years, \
                         including the last; by {far} or more, both on average and in the last \
                         year alone; with at least 1% of all points not attained in the last year. \
                         No longer one: a lasting weakness the year before, and now no more than \
                         {mended} below the middle."
                    ),
                ),
            ],
        });
    }

    terms.push(match lang {
        Lang::Vi => ("Phần mềm", format!("cchc phiên bản {version}.")),
        Lang::En => ("Software", format!("cchc, version {version}.")),
    });
    terms
}
