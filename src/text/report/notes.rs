//! Notes, sources and methods at the end of a report.

use crate::analysis::{
    CUT_SHARE, EXCESS, FAR_BEHIND, FAR_BELOW, LARGE_CHANGE, MENDED, RELIABLE, Subject,
    VERY_WEAK_AREA, WEAK_AREA, beyond_rounding,
};
use crate::model::Date;
use crate::relation::FindingRow;
use crate::store::AssessmentRow;
use crate::text::{Lang, form, publication, statistic};

use super::phrase::{count, percentage_points};

/// Who made what of the report.
#[must_use]
pub fn made_by(lang: Lang, simulated: bool) -> &'static str {
    if simulated {
        return lang.pick(
            "Số liệu do chương trình tạo ra để mô phỏng, không phải kết quả của địa phương nào.",
            "The figures are simulated; they are nobody’s results.",
        );
    }
    lang.pick(
        "Số liệu do phần mềm tổng hợp từ các văn bản công bố.",
        "Figures are compiled by software from the publications.",
    )
}

/// What the checks came to.
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
            format!("Checks: no difference beyond rounding.{within}"),
        );
    }
    let (n, noun) = (count(lang, found), form(found, "figure", "figures"));
    lang.pick(
        format!(
            "Kiểm tra số liệu: {n} nội dung cần rà soát, ngoài các chênh lệch do làm tròn \
             ({annex})."
        ),
        format!("Checks: {n} {noun} to look at, apart from rounding ({annex})."),
    )
}

/// A day as lists of sources print it: `29/3/2023`.
pub(super) fn day(date: Date) -> String {
    // Decree 30/2020/NĐ-CP, appendix I: days below 10 and the months 1 and 2 with a nought.
    let month =
        if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
    format!("{:02}/{month}/{}", date.day(), date.year())
}

/// The publications, a line each.
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
            "Source: the publications of section {section}. A dash: no data, or does not apply."
        ),
    )
}

/// What shades of cells mean.
#[must_use]
pub fn shades_note(lang: Lang) -> String {
    let [weak, very] = [WEAK_AREA, VERY_WEAK_AREA].map(|share| statistic(lang, share * 100.0, 0));
    lang.pick(
        format!("Ô nền nhạt: dưới {weak}%; ô nền đậm, chữ đậm: dưới {very}%."),
        format!("Light shade: below {weak}%; dark shade and bold: below {very}%."),
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
            "Heavy rule: the criteria set changed from {years}; years before and after are \
             compared by share attained."
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

/// Why the table of lasting leniency and that of streaks name others.
#[must_use]
pub fn leniency_note(lang: Lang) -> &'static str {
    lang.pick(
        "Bảng này dựa vào phần chênh lệch riêng của đơn vị sau khi thu gọn (xem phụ lục cách tính) \
         và các năm gần nhất, nên danh sách và số năm có thể khác với bảng đơn vị có chênh lệch \
         cao hơn mức của khối nhiều năm liên tiếp.",
        "This table is of the units’ own part after shrinkage (see the annex on methods) and of \
         the latest years: names and numbers of years may differ from those of streaks.",
    )
}

/// How many findings the annex leaves out.
#[must_use]
pub fn left_out(lang: Lang, rounding: usize) -> Option<String> {
    if rounding == 0 {
        return None;
    }
    let (n, noun) = (count(lang, rounding), form(rounding, "difference", "differences"));
    Some(lang.pick(
        format!("Không liệt kê {n} chênh lệch trong phạm vi làm tròn."),
        format!("{n} {noun} within rounding are not listed."),
    ))
}

/// The terms of the page of methods, with every threshold of the report.
#[must_use]
pub fn method(lang: Lang, is_several_years: bool) -> Vec<(&'static str, String)> {
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
                "các đơn vị bằng điểm được xếp cùng hạng, hạng kế tiếp được bỏ qua (ví dụ 1-2-2-4)."
                    .to_owned(),
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
                "Share attained",
                "points divided by the maximum that applies to the unit; what does not apply \
                 (printed as “-”) is taken out of the maximum."
                    .to_owned(),
            ),
            (
                "Share of a block",
                "in an area: the points of all units divided by all that applied; of totals: the \
                 mean of the units’ shares."
                    .to_owned(),
            ),
            (
                "Middle of the block",
                "the median: the middle one of the units’ shares, the mean of the two middle ones \
                 where their number is even."
                    .to_owned(),
            ),
            ("Points not attained", "maximum less points, added up from the areas.".to_owned()),
            (
                "Gap",
                "self-score minus appraised score; its share is the gap divided by the maximum of \
                 the appraisal. That of the block is the sum of gaps divided by the sum of these \
                 maxima."
                    .to_owned(),
            ),
            (
                "Items to explain",
                format!(
                    "in a report on one year: a gap of {cut} of the maximum of the appraisal and \
                     of 1% of all points (1.00 of 100) or more."
                ),
            ),
            (
                "Rank",
                "equal totals share a rank and the next one is skipped (1-2-2-4, say).".to_owned(),
            ),
            (
                "Rank range",
                "the ranks that a unit could have if the weight of each area were up to 10% more \
                 or less than the maximum points make it."
                    .to_owned(),
            ),
            (
                "Reliability of one year",
                format!(
                    "the part of the differences between the units’ gaps that a two-way model unit \
                     × area can tell from chance; below {reliable} one year is not enough to \
                     conclude on any unit."
                ),
            ),
            ("Far below", format!("{below} or more below the middle of the block in an area.")),
            (
                "Weak area",
                format!("the block attained less than {weak}; very weak: less than {very}."),
            ),
            ("Up and down", "the difference of two figures as they are printed.".to_owned()),
            ("Large change", format!("{large} points of 100, or three places, or more.")),
            (
                "Quarter",
                "a fourth of the units of the block, rounded down, one at least.".to_owned(),
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
                    "the points of an area change because the share attained changes (times the \
                     mean of both maxima) and because the maximum changes (times the mean of both \
                     shares) (Bennet 1920)."
                        .to_owned(),
                ),
                (
                    "Like for like",
                    "over the units and areas of all years that are compared, weighted by the \
                     maxima of the last."
                        .to_owned(),
                ),
                (
                    "Per year on average",
                    "the median of the slopes between all pairs of years (Theil–Sen), from four \
                     years on."
                        .to_owned(),
                ),
                (
                    "Gap that lasts",
                    format!(
                        "the unit’s gap share has been above that of the block for at least three \
                         assessments running, by {excess} or more in the last. Closer: above the \
                         block before, not above it now, and the excess down by {excess} or more."
                    ),
                ),
                (
                    "Lasting weakness",
                    format!(
                        "below the middle of the block in at least three of the last four years, \
                         the last among them; by {far} or more on average and in the last year; 1% \
                         of all points or more not attained in the last year. Mended: lasting a \
                         year ago, and now no more than {mended} below the middle."
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
