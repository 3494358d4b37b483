//! Mathematics on slices. This module knows no domain: no points, no units, no years.
//!
//! Every function is pure. `analysis` calls them and gives the numbers their meaning.

mod cheapest;
mod correlation;
mod median;
mod outlier;
mod polish;
mod rank;
mod rank_interval;
mod repeated;
mod sample;
mod trend;
mod two_way;

pub use cheapest::{Segment, cheapest};
pub use correlation::{Concordance, pearson, standard_deviation};
pub use median::{median, median_absolute_deviation, quantile};
pub use outlier::RobustScale;
pub use polish::{MedianPolish, median_polish};
pub use rank::{competition_ranks, dense_ranks, unranked_stand_outside};
pub use rank_interval::{Attainments, Fraction, Leeway, RankInterval, ranks_within};
pub use repeated::Repeated;
pub use sample::systematic_sample;
pub use trend::{kendall_tau_b, theil_sen};
pub use two_way::{Lasting, RowEffects, TwoWay};
