//! The definitions at the end of reports.

use crate::analysis::{MIN_CRITERIA, MIN_UNITS, MIN_YEARS, OUTLIER, RELIABLE, SURE, WORTH_A_LOOK};
use crate::text::Lang;

// The words below say these thresholds in letters.
const _: () = assert!(OUTLIER == 3.5 && WORTH_A_LOOK == 0.05 && MIN_YEARS == 4);
const _: () = assert!(RELIABLE == 0.6 && SURE == 2.0 && MIN_UNITS == 6 && MIN_CRITERIA == 4);

/// The definitions, one a line: the word and what it means here.
#[must_use]
pub fn definitions(lang: Lang) -> Vec<(&'static str, &'static str)> {
    match lang {
        Lang::Vi => vec![
            (
                "Tổng cộng",
                "điểm thẩm định cộng điểm điều tra xã hội học (ĐT XHH), tối đa 100. Điểm tự chấm không tính vào tổng.",
            ),
            (
                "Số công bố và số tính lại",
                "số công bố là số ghi trong quyết định; số tính lại là tổng các điểm thành phần ghi trong quyết định. Xếp hạng và phân loại chính thức theo quyết định.",
            ),
            (
                "Tỷ lệ đạt",
                "số điểm đạt chia cho điểm tối đa áp dụng cho đơn vị; phần không áp dụng (ghi “-”) được trừ khỏi điểm tối đa.",
            ),
            (
                "Chênh lệch",
                "điểm tự chấm trừ điểm thẩm định; số dương là tự chấm cao hơn thẩm định. “Tự chấm cao” và “Tự chấm thấp” là tổng các chênh lệch dương và tổng các chênh lệch âm của các lĩnh vực. “% chênh lệch” là chênh lệch chia cho điểm tối đa của phần thẩm định.",
            ),
            (
                "Điểm mất",
                "điểm tối đa trừ điểm đạt, cộng từ điểm các lĩnh vực (số tính lại), nên có thể lệch rất nhỏ (cỡ 0,01 điểm) so với 100 trừ tổng điểm công bố.",
            ),
            (
                "Trung vị khối",
                "giá trị đứng giữa khi xếp tỷ lệ đạt của các đơn vị trong khối theo thứ tự; nếu số đơn vị là số chẵn thì lấy trung bình cộng hai giá trị giữa.",
            ),
            ("Xếp hạng", "các đơn vị bằng điểm được xếp cùng hạng, hạng kế tiếp được bỏ qua (ví dụ 1-2-2-4)."),
            (
                "z hiệu chỉnh",
                "0,6745 × (giá trị − trung vị) / MAD, MAD là trung vị của các độ lệch tuyệt đối so với trung vị (khi MAD bằng 0 thì thay MAD/0,6745 bằng 1,253314 lần độ lệch tuyệt đối trung bình); từ 3,5 trở lên coi là bất thường (Iglewicz và Hoaglin, 1993). Không tính khi khối có dưới 5 đơn vị.",
            ),
            (
                "Xu hướng tự chấm cao",
                "chênh lệch của đơn vị (theo % điểm tối đa) trừ mức chung của khối, đã tách ảnh hưởng của lĩnh vực bằng mô hình hai chiều đơn vị × lĩnh vực, rồi nhân với độ tin cậy, là phần mà số liệu một năm phân biệt được với dao động ngẫu nhiên. Chỉ nêu tên đơn vị khi độ tin cậy từ 60% và xu hướng từ hai lần sai số; không lập mô hình khi khối có dưới 6 đơn vị hoặc dưới 4 lĩnh vực mà mọi đơn vị đều được chấm hai lần. Chênh lệch không nói lên động cơ.",
            ),
            (
                "Phần dư",
                "phần chênh lệch (theo % điểm tối đa) còn lại sau khi trừ mức chung của khối, của đơn vị và của lĩnh vực bằng phương pháp tách trung vị (median polish; Tukey, 1977). Bảng chỉ nêu phần dư từ 5% trở lên.",
            ),
            ("Ô", "vị trí của số liệu trong quyết định, ghi theo thứ tự bảng:hàng:cột, tính cả hàng tiêu đề."),
            (
                "Làm tròn",
                "số tổng được phép lệch so với phép cộng; mức lệch cho phép bằng một nửa đơn vị của chữ số thập phân cuối, tính cho từng số hạng và cho chính số tổng. Lệch trong phạm vi này được xếp là ghi chú, vượt phạm vi là lỗi.",
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
                "self score minus appraised score; positive where the unit scored itself above the appraisal. “Over” and “Under” are the sums of the positive and of the negative gaps over the criteria. “Gap, % of maximum” is the gap divided by the appraised maximum.",
            ),
            (
                "Lost points",
                "maximum minus points, added up from the criteria (recomputed), so it may differ by some hundredths from 100 minus the published total.",
            ),
            (
                "Block median",
                "the middle one of the attainments of the block’s units, the mean of the two middle ones where their number is even.",
            ),
            ("Rank", "equal totals share a rank and the next one is skipped (1-2-2-4, say)."),
            (
                "Robust z",
                "0.6745 × (value − median) / MAD, the MAD being the median absolute deviation (where it is 0, MAD / 0.6745 is replaced by 1.253314 times the mean absolute deviation); 3.5 or more is an outlier (Iglewicz and Hoaglin, 1993). Not given for blocks of fewer than 5 units.",
            ),
            (
                "Leniency",
                "a unit’s gap (as a share of the maximum) less that of its block, the criteria’s own part taken out by a two-way model unit × criterion, times the reliability: the part that one year can tell from chance. Units are named from a reliability of 60% and twice the spread on; there is no model for fewer than 6 units, or 4 criteria in which all units were scored twice. A gap says nothing of intent.",
            ),
            (
                "Residual",
                "what is left of the gap (as a share of the maximum) once the block’s, the unit’s and the criterion’s level are taken out by median polish (Tukey, 1977). The table lists residuals of 5% and more.",
            ),
            ("Cell", "where the figure stands in the decision, as table:row:column, heading rows included."),
            (
                "Rounding",
                "a printed sum may differ from its parts by half of the last digit for each figure involved; within that it is a note, beyond it an error.",
            ),
        ],
    }
}

/// The definitions of the report on several years.
#[must_use]
pub fn trend_definitions(lang: Lang) -> Vec<(&'static str, &'static str)> {
    match lang {
        Lang::Vi => vec![
            (
                "Tỷ lệ đạt",
                "số điểm đạt chia cho điểm tối đa áp dụng cho đơn vị trong năm đó. So sánh giữa các năm dùng tỷ lệ đạt vì điểm tối đa có thể khác nhau.",
            ),
            (
                "Do kết quả, do điểm tối đa",
                "thay đổi điểm của một lĩnh vực được tách thành: điểm tối đa bình quân nhân với thay đổi tỷ lệ đạt (do kết quả), và phần còn lại, tức tỷ lệ đạt bình quân nhân với thay đổi điểm tối đa (do điểm tối đa). Lĩnh vực chỉ có trong một năm thì toàn bộ thay đổi được tính là do điểm tối đa (Bennet, 1920).",
            ),
            ("Làm tròn", "chênh lệch giữa thay đổi của tổng điểm công bố và thay đổi của tổng các điểm thành phần."),
            (
                "Tăng/giảm hạng",
                "hạng năm trước trừ hạng năm sau, được tách thành ba phần: do kết quả (tính theo bộ tiêu chí cũ), do bộ tiêu chí mới, và do đơn vị mới hoặc không còn trong bảng xếp hạng (Global Innovation Index, 2012).",
            ),
            (
                "Xu hướng",
                "trung vị của độ dốc giữa mọi cặp năm (Theil–Sen); Kendall τ-b từ −1 (luôn giảm) đến 1 (luôn tăng). Chỉ tính khi có từ bốn năm số liệu.",
            ),
            (
                "Cùng cơ sở",
                "chỉ tính các đơn vị có tổng điểm ở mọi năm, trên các lĩnh vực có ở mọi năm, theo điểm tối đa của năm cuối.",
            ),
            (
                "Phần ổn định, sai số",
                "phần của mức chênh lệch bình quân mà các năm lặp lại, và độ lệch chuẩn của phần chưa biết; xu hướng tự chấm cao bằng mức chênh lệch bình quân nhân với phần ổn định.",
            ),
            (
                "Độ lệch chuẩn",
                "mức phân tán của tỷ lệ đạt giữa các đơn vị quanh mức bình quân của khối; càng nhỏ thì các đơn vị càng sát nhau.",
            ),
        ],
        Lang::En => vec![
            (
                "Attainment",
                "points divided by the maximum that applied to the unit in that year. Years are compared in attainment, since maximum points differ.",
            ),
            (
                "Performance and weight",
                "the change of a criterion’s points is split into the mean maximum times the change of attainment (performance) and the rest, which is the mean attainment times the change of the maximum (weight). A criterion of one of the years only is all weight (Bennet, 1920).",
            ),
            ("Rounding", "the change of the published totals less the change of the sums of their parts."),
            (
                "Rank change",
                "the earlier rank minus the later one, split into the own change (under the old framework), the effect of the new framework, and that of units that came or went (Global Innovation Index, 2012).",
            ),
            (
                "Trend",
                "the median of the slopes between all pairs of years (Theil–Sen); Kendall’s τ-b from −1 (always falling) to 1 (always rising). Only from four years on.",
            ),
            (
                "Like for like",
                "only the units with a total in all years, on the criteria of all of them, weighted by the maximum points of the last one.",
            ),
            (
                "Lasting share, spread",
                "the part of the mean deviation that the years repeat, and the standard deviation of what is not known; the leniency is the mean deviation times the lasting share.",
            ),
            (
                "Standard deviation",
                "how far the attainments of the units lie about the mean of the block; the smaller, the closer the units.",
            ),
        ],
    }
}
