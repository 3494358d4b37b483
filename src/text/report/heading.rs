//! Headings of sections, annexes, tables and columns of reports.

use crate::model::{Block, Year};
use crate::text::{Lang, words};

use super::phrase::{block_name, span};

words! {
    /// A fixed heading.
    pub enum Heading {
        /// The summary.
        Summary = "TÓM TẮT", "SUMMARY";
        /// The first section of several years.
        Scope = "PHẠM VI VÀ CĂN CỨ SO SÁNH", "SCOPE AND COMPARABILITY";
        /// The first section of one year.
        Organisation = "TÌNH HÌNH TỔ CHỨC ĐÁNH GIÁ", "ASSESSMENT ARRANGEMENTS";
        /// Results of blocks.
        Blocks = "Kết quả chung của từng khối", "Results by block";
        /// Results of units.
        Units = "Kết quả từng đơn vị", "Results by unit";
        /// Results by area.
        Areas = "Kết quả theo lĩnh vực", "Results by area";
        /// The survey.
        Survey = "Kết quả điều tra xã hội học", "Survey results";
        /// How much results changed.
        Extent = "Mức thay đổi", "Extent of change";
        /// What figures explain.
        Causes = "Nguyên nhân tính được từ điểm số", "What the figures explain";
        /// What the figures do not explain.
        Reasons = "Nguyên nhân thực tế", "Actual reasons";
        /// Self scores.
        SelfScores = "CHÊNH LỆCH GIỮA ĐIỂM TỰ CHẤM VÀ ĐIỂM THẨM ĐỊNH", "SELF-SCORES AND APPRAISAL";
        /// Lasting weaknesses.
        Lasting = "HẠN CHẾ KÉO DÀI", "LASTING WEAKNESSES";
        /// Shortcomings of one year.
        Shortcomings = "TỒN TẠI, HẠN CHẾ", "SHORTCOMINGS";
        /// Certainty of ranks.
        Certainty = "ĐỘ ỔN ĐỊNH CỦA THỨ HẠNG", "STABILITY OF THE RANKS";
        /// Proposals.
        Proposals = "NHẬN XÉT, KIẾN NGHỊ", "REMARKS AND RECOMMENDATIONS";
        /// Remarks.
        Remarks = "Nhận xét", "Remarks";
        /// The proposals proper.
        Asked = "Kiến nghị", "Recommendations";
        /// Notes and sources.
        Notes = "LƯU Ý VÀ NGUỒN SỐ LIỆU", "NOTES AND SOURCES";
        /// The result on a sheet.
        Result = "Kết quả", "Result";
        /// The areas on a sheet.
        ByArea = "Điểm theo lĩnh vực", "Scores by area";
        /// The years on a sheet.
        Course = "Diễn biến qua các năm", "Results over the years";
        /// What was appraised below the self-score, on a sheet.
        Cut = "Nội dung điểm thẩm định thấp hơn điểm tự chấm",
            "Items appraised below the self-score";
        /// What to improve first, on a sheet.
        MendFirst = "Lĩnh vực thấp hơn mức giữa của khối cần tập trung khắc phục",
            "Areas below the middle of the block to improve first";
        /// The reply of the unit, on a sheet.
        Reply = "Ý kiến của đơn vị", "The unit’s reply";
        /// The annex of unit scorecards.
        Scorecards = "KẾT QUẢ TỪNG ĐƠN VỊ", "UNIT SCORECARDS";
        /// The annex of areas by unit.
        AreasByUnit = "TỶ LỆ ĐẠT THEO LĨNH VỰC CỦA TỪNG ĐƠN VỊ", "ATTAINMENT BY AREA AND UNIT";
        /// The annex of items to explain.
        Items = "NỘI DUNG ĐỀ NGHỊ GIẢI TRÌNH", "ITEMS TO EXPLAIN";
        /// The annex of checks.
        Checks = "KIỂM TRA SỐ LIỆU", "DATA CHECKS";
        /// The annex of methods.
        Method = "CÁCH TÍNH", "METHOD";
        /// The annex of further analysis.
        Further = "PHÂN TÍCH BỔ SUNG QUA NHIỀU NĂM", "FURTHER ANALYSIS OVER THE YEARS";
        /// The annex of further analysis of one year.
        FurtherOfYear = "PHÂN TÍCH BỔ SUNG", "FURTHER ANALYSIS";
        /// The thresholds of grades.
        Bounds = "Ngưỡng phân loại", "Grade thresholds";
        /// The annex of sources.
        Files = "ĐƠN VỊ, BỘ TIÊU CHÍ, TỆP NGUỒN", "UNITS, CRITERIA SETS AND SOURCE FILES";
        /// The lineage of units.
        Lineage = "Biến động đơn vị", "Changes of units";
        /// Maxima by year.
        Maxima = "Điểm tối đa theo lĩnh vực", "Maximum points by area";
        /// Source files.
        SourceFiles = "Văn bản và tệp nguồn", "Publications and source files";
    }
}

words! {
    /// A column of a table.
    pub enum Col {
        /// The rank.
        Rank = "Hạng", "Rank";
        /// The unit.
        Unit = "Đơn vị", "Unit";
        /// The area.
        Area = "Lĩnh vực", "Area";
        /// What a row shows.
        Figure = "Chỉ tiêu", "Figure";
        /// The change since the year before.
        Change = "+/−", "+/−";
        /// The grade.
        Grade = "Phân loại", "Grade";
        /// The change in attainment.
        ShareChange = "+/− tỷ lệ đạt (điểm %)", "+/− attainment (pp)";
        /// The self score.
        SelfScore = "Tự chấm", "Self";
        /// The appraised score.
        Appraised = "Thẩm định", "Appraised";
        /// The survey score.
        Survey = "ĐT XHH", "Survey";
        /// The total.
        Total = "Tổng điểm", "Total";
        /// The maximum.
        Maximum = "Tối đa", "Maximum";
        /// The points attained.
        Attained = "Điểm đạt", "Attained";
        /// The rank and the number of units.
        RankOf = "Hạng/số đơn vị", "Rank/units";
        /// The reason of the appraisal team, and the evidence required.
        ReasonEvidence = "Lý do của Tổ thẩm định, tài liệu cần bổ sung",
            "Reason, evidence required";
        /// The attainment.
        Attainment = "Tỷ lệ đạt", "Attainment";
        /// The median.
        Middle = "Mức giữa của khối", "Middle of the block";
        /// The lowest unit.
        Lowest = "Thấp nhất", "Lowest";
        /// Mean points not attained.
        MeanLost = "Điểm chưa đạt bình quân", "Mean points not attained";
        /// The points not attained.
        Lost = "Chưa đạt", "Not attained";
        /// The points of two years.
        PointsBoth = "Điểm hai năm", "Points, both years";
        /// The ranks of two years.
        RanksBoth = "Hạng hai năm", "Ranks, both years";
        /// The area that rose most.
        RoseMost = "Tăng nhiều nhất ở", "Rose most in";
        /// The area that fell most.
        FellMost = "Giảm nhiều nhất ở", "Fell most in";
        /// The part of a change due to performance.
        Performance = "Do kết quả", "Performance";
        /// The part of a change due to the framework.
        Weight = "Do bộ tiêu chí", "Criteria set";
        /// Years in a row.
        Streak = "Số năm liên tiếp", "Years running";
        /// The gap in points.
        Gap = "Chênh lệch (điểm)", "Gap (points)";
        /// The gap share of the unit.
        GapShare = "Chênh lệch của đơn vị", "Gap of the unit";
        /// The gap share of the block.
        BlockGapShare = "Chênh lệch của khối", "Gap of the block";
        /// Where the gap is largest.
        GapMost = "Lĩnh vực chênh lệch nhiều nhất (điểm)", "Largest gap in (points)";
        /// The number of units that over-scored themselves.
        Over = "Số đơn vị tự chấm cao hơn", "Units above";
        /// The sum of gaps.
        GapSum = "Tổng chênh lệch dương", "Sum of positive gaps";
        /// The share of a sum of gaps.
        GapSumShare = "Tỷ trọng", "Share";
        /// The unit with the largest gap.
        GapUnit = "Đơn vị chênh lệch nhiều nhất (điểm)", "Largest gap (points)";
        /// How many units.
        Units = "Số đơn vị", "Units";
        /// Units with the points that they did not attain.
        UnitsLost = "Đơn vị (điểm chưa đạt)", "Units (points not attained)";
        /// The rank interval.
        Interval = "Khoảng thứ hạng (±10%)", "Rank interval (±10%)";
        /// The course as a small picture.
        Course = "Diễn biến tỷ lệ đạt", "Course";
        /// The lowest total of a grade.
        From = "Từ (điểm)", "From (points)";
        /// The change in points.
        PointsChange = "+/− điểm", "+/− points";
        /// The change in ranks.
        RankChange = "+/− hạng", "+/− rank";
        /// The survey share.
        SurveyShare = "ĐT XHH (%)", "Survey (%)";
        /// Self-score minus appraised score.
        SelfLess = "Tự chấm − thẩm định", "Self − appraised";
        /// Years above the block.
        YearsAbove = "Số năm cao hơn khối", "Years above the block";
        /// The lowest areas.
        LowestAreas = "Hai lĩnh vực đạt thấp nhất", "Two lowest areas";
        /// The number of a row.
        Number = "TT", "No.";
        /// The gap.
        GapShort = "Chênh lệch", "Gap";
        /// The reason of the appraisal team.
        Reason = "Lý do của Tổ thẩm định", "Appraisal team’s reason";
        /// The explanation of the unit.
        Explanation = "Giải trình của đơn vị", "Unit’s explanation";
        /// The block.
        Block = "Khối", "Block";
        /// The year.
        Year = "Năm", "Year";
        /// The place in a document.
        Location = "Vị trí", "Location";
        /// What a check found.
        Finding = "Nội dung", "Finding";
        /// A term.
        Term = "Khái niệm", "Term";
        /// What it means.
        Meaning = "Cách hiểu, cách tính", "Meaning";
        /// The day of an event.
        Day = "Từ ngày", "From";
        /// The event in a lineage.
        Event = "Biến động", "Event";
        /// The unit before.
        Before = "Đơn vị trước", "Before";
        /// The unit after.
        After = "Đơn vị sau", "After";
        /// A publication.
        Publication = "Văn bản", "Publication";
        /// A file.
        File = "Tệp", "File";
        /// A fingerprint.
        Fingerprint = "SHA-256 (16 ký tự đầu)", "SHA-256 (first 16 digits)";
        /// The mean of the block.
        MeanRow = "Điểm bình quân", "Mean";
        /// The mean attainment.
        MeanShareRow = "Tỷ lệ đạt bình quân", "Mean attainment";
        /// The mean attainment like for like.
        TwinRow = "Tỷ lệ đạt trên cùng cơ sở", "Like-for-like attainment";
        /// The change of the mean.
        MeanChangeRow = "+/− điểm bình quân", "+/− mean";
        /// The change in the mean attainment.
        ShareChangeRow = "+/− tỷ lệ đạt (điểm phần trăm)", "+/− attainment (percentage points)";
        /// The highest.
        HighestRow = "Cao nhất", "Highest";
        /// The lowest.
        LowestRow = "Thấp nhất", "Lowest";
        /// The distance.
        DistanceRow = "Khoảng cách giữa cao nhất và thấp nhất", "Highest minus lowest";
        /// The grades.
        GradesRow = "Phân loại (từ cao xuống thấp)", "Grades (best first)";
        /// The survey.
        SurveyRow = "Tỷ lệ điểm ĐT XHH", "Survey (% of maximum)";
        /// The mean gap.
        GapRow = "Tự chấm − thẩm định, bình quân", "Mean self − appraised";
        /// How reliable one year is.
        ReliabilityRow = "Độ tin cậy của chênh lệch một năm", "Reliability of one year’s gaps";
        /// The share of all points not attained.
        LostShare = "% điểm chưa đạt", "% of points not attained";
        /// The slope.
        Slope = "Bình quân mỗi năm (điểm %)", "Per year (pp)";
        /// The like-for-like slope.
        TwinSlope = "Trên cùng cơ sở, mỗi năm (điểm %)", "Like for like, per year (pp)";
        /// The attainment in the year before.
        ShareBefore = "Năm trước", "Previous year";
        /// The attainment in the last year.
        ShareNow = "Năm cuối", "Latest year";
        /// The contribution of an area to a change.
        Contribution = "Đóng góp (điểm)", "Contribution (points)";
        /// The mean gap share.
        GapShareRow = "Chênh lệch (% điểm tối đa)", "Gap (% of maximum)";
    }
}

words! {
    /// The names of the sheets of a workbook, at most 31 characters long.
    pub enum SheetName {
        /// The summary.
        Summary = "Tóm tắt", "Summary";
        /// Every unit in the last year.
        Results = "Kết quả", "Results";
        /// Every unit over the years.
        Years = "Các năm", "Years";
        /// The areas.
        Areas = "Lĩnh vực", "Areas";
        /// Why totals changed.
        Changes = "Thay đổi", "Changes";
        /// Self scores beside the appraisal.
        Gaps = "Tự chấm - thẩm định", "Self - appraised";
        /// The items to explain.
        Items = "Cần giải trình", "To explain";
        /// Every score.
        Scores = "Số liệu gốc", "Scores";
        /// The findings of the checks.
        Checks = "Kiểm tra", "Checks";
        /// The sources of the figures.
        Sources = "Nguồn", "Sources";
    }
}

/// The heading of the results.
#[must_use]
pub fn results_of_years(lang: Lang, first: Year, last: Year) -> String {
    let years = span(lang, first, last);
    lang.pick(
        format!("KẾT QUẢ NĂM {last} VÀ DIỄN BIẾN GIAI ĐOẠN {years}"),
        format!("RESULTS FOR {last} AND TRENDS {years}"),
    )
}

/// The heading of the results of one year.
#[must_use]
pub fn results_of_year(lang: Lang, year: Year) -> String {
    lang.pick(format!("KẾT QUẢ NĂM {year}"), format!("RESULTS FOR {year}"))
}

/// The heading of the changes.
#[must_use]
pub fn changes_since(lang: Lang, before: Option<Year>) -> String {
    match before {
        Some(year) => lang.pick(
            format!("THAY ĐỔI SO VỚI NĂM {year} VÀ NGUYÊN NHÂN"),
            format!("CHANGES SINCE {year} AND THEIR CAUSES"),
        ),
        None => lang
            .pick(
                "THAY ĐỔI SO VỚI NĂM TRƯỚC VÀ NGUYÊN NHÂN",
                "CHANGES SINCE THE PREVIOUS YEAR AND THEIR CAUSES",
            )
            .to_owned(),
    }
}

/// What a table or a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say what is shown")]
pub enum Caption {
    Blocks,
    BlocksOverYears,
    Totals(Block),
    YearResults(Year),
    AreasOverYears,
    AreasOfYear(Year),
    LargeChanges,
    LastingGaps,
    GapsByArea(Year),
    LastingWeaknesses,
    FarBelow(Year),
    SurveyOfYear(Year),
    MeanAttainment,
    Contributions,
    GapFigure,
    LastingLeniency,
    BlockCourse(Block),
    Slopes,
    OvercomeWeakness,
    Closer,
}

/// The text of a caption, without its number.
#[must_use]
pub fn caption(lang: Lang, caption: Caption) -> String {
    match caption {
        Caption::Blocks => lang.pick("Kết quả chung", "Results by block").to_owned(),
        Caption::BlocksOverYears => {
            lang.pick("Kết quả chung qua các năm", "Results by block over the years").to_owned()
        }
        Caption::Totals(block) => {
            let block = block_name(lang, block);
            lang.pick(
                format!("Tổng điểm và xếp hạng, {block}"),
                format!("Totals and ranks, {block}"),
            )
        }
        Caption::YearResults(year) => {
            lang.pick(format!("Kết quả từng đơn vị năm {year}"), format!("Results by unit, {year}"))
        }
        Caption::AreasOverYears => {
            lang.pick("Tỷ lệ đạt của từng lĩnh vực", "Attainment by area").to_owned()
        }
        Caption::AreasOfYear(year) => lang
            .pick(format!("Kết quả theo lĩnh vực năm {year}"), format!("Results by area, {year}")),
        Caption::LargeChanges => {
            lang.pick("Các đơn vị thay đổi nhiều", "Units that changed most").to_owned()
        }
        Caption::LastingGaps => lang
            .pick(
                "Đơn vị có chênh lệch cao hơn mức của khối nhiều năm liên tiếp",
                "Units whose gap has exceeded their block’s for several years running",
            )
            .to_owned(),
        Caption::GapsByArea(year) => lang.pick(
            format!("Chênh lệch tự chấm – thẩm định theo lĩnh vực năm {year}"),
            format!("Gaps between self-score and appraisal by area, {year}"),
        ),
        Caption::LastingWeaknesses => {
            lang.pick("Lĩnh vực hạn chế kéo dài", "Lasting weaknesses").to_owned()
        }
        Caption::FarBelow(year) => lang.pick(
            format!("Trường hợp thấp hơn nhiều so với mức giữa của khối năm {year}"),
            format!("Cases far below the middle of the block, {year}"),
        ),
        Caption::SurveyOfYear(year) => lang.pick(
            format!("Khoảng thứ hạng, điểm ĐT XHH và điểm thẩm định năm {year}"),
            format!("Rank interval, survey and appraisal, {year}"),
        ),
        Caption::MeanAttainment => lang
            .pick("Tỷ lệ đạt bình quân của các khối (%)", "Mean attainment of the blocks (%)")
            .to_owned(),
        Caption::Contributions => lang
            .pick(
                "Đóng góp của từng lĩnh vực vào thay đổi điểm bình quân (điểm)",
                "Contribution of each area to the change in the mean (points)",
            )
            .to_owned(),
        Caption::GapFigure => lang
            .pick(
                "Điểm tự chấm và điểm thẩm định của các đơn vị có chênh lệch lớn nhất (% điểm tối \
                 đa)",
                "Self-scores and appraised scores of the units with the largest gaps (% of the \
                 maximum)",
            )
            .to_owned(),
        Caption::LastingLeniency => {
            lang.pick("Xu hướng tự chấm cao qua các năm", "Leniency over the years").to_owned()
        }
        Caption::Slopes => lang.pick("Xu hướng của các khối", "Trends of the blocks").to_owned(),
        Caption::OvercomeWeakness => {
            lang.pick("Hạn chế đã khắc phục", "Weaknesses that were overcome").to_owned()
        }
        Caption::Closer => lang
            .pick(
                "Đơn vị đã tự chấm sát hơn (tỷ lệ chênh lệch)",
                "Units that now score closer to the appraisal (gap share)",
            )
            .to_owned(),
        Caption::BlockCourse(block) => {
            let block = block_name(lang, block);
            lang.pick(
                format!("So sánh trên cùng cơ sở, {block}"),
                format!("Like for like, {block}"),
            )
        }
    }
}

/// A table by its number.
#[must_use]
pub fn table_number(lang: Lang, number: usize) -> String {
    lang.pick(format!("Bảng {number}"), format!("Table {number}"))
}

/// A figure by its number.
#[must_use]
pub fn figure_number(lang: Lang, number: usize) -> String {
    lang.pick(format!("Hình {number}"), format!("Figure {number}"))
}

/// An annex by its number.
#[must_use]
pub fn annex_number(lang: Lang, number: usize) -> String {
    let roman = roman(number);
    lang.pick(format!("Phụ lục {roman}"), format!("Annex {roman}"))
}

/// A Roman number, as sections and annexes have it.
#[must_use]
pub fn roman(number: usize) -> String {
    const DIGITS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut text = String::new();
    for (value, digits) in DIGITS {
        while rest >= value {
            text += digits;
            rest -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_have_roman_numbers() {
        assert_eq!([1, 4, 8, 9, 14, 40].map(roman), ["I", "IV", "VIII", "IX", "XIV", "XL"]);
    }
}
