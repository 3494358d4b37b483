//! Totals as bars, best first, coloured by grade.

use crate::model::Grade;
use crate::relation::RankingRow;
use crate::text::{ChartKind, Lang, chart_title, grade_label, points};

use super::frame::{Frame, NAMES, ROW, Scale, TEXT, WIDTH};
use super::palette::{grade, ink_on};
use super::{Anchor, ChartSource, Scene};

/// Draws the units of one block, in the order of the rows.
#[must_use]
pub fn ranking(lang: Lang, rows: &[RankingRow], source: &ChartSource) -> Scene {
    let title = rows.first().map(|row| chart_title(lang, ChartKind::Ranking, row.year, row.block)).unwrap_or_default();
    let mut frame = Frame::new(&title);
    let occurring = |wanted: &Grade| rows.iter().any(|row| row.grade == Some(*wanted));
    let legend = Grade::ALL.into_iter().filter(occurring);
    let legend: Vec<_> = legend.map(|own| (grade(Some(own)), grade_label(lang, own).to_owned())).collect();
    frame.legend(&legend);
    let scale = Scale { left: NAMES, right: WIDTH - 60, from: 0.0, to: 100.0 };
    let height = ROW * i32::try_from(rows.len()).unwrap_or(0);
    frame.grid(scale.ticks(20.0), height);
    for row in rows {
        let middle = frame.y + ROW / 2;
        let rank = row.rank.map_or_else(String::new, |rank| format!("{rank}. "));
        frame.name(middle, &format!("{rank}{}", row.unit));
        if let Some(total) = row.total {
            let fill = grade(row.grade);
            let end = scale.x(total.ten_thousandths() as f64 / 10_000.0);
            frame.scene.rectangle(NAMES, middle - 9, end - NAMES, 18, fill);
            if let Some(own) = row.grade {
                frame.scene.text((NAMES + 8, middle), grade_label(lang, own), TEXT - 1, ink_on(fill), Anchor::Start);
            }
            frame.figure((end + 6, middle), &points(lang, total));
        }
        frame.y += ROW;
    }
    frame.finish(lang, source)
}
