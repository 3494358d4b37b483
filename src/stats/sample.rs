//! Reproducible samples: the same seed draws the same sample on every machine.

/// Draws a systematic sample: the indices of `size` items out of `count`, evenly spaced from a
/// start that the seed determines. Returns all indices if `size` is at least `count`.
///
/// Sources: Cochran, Sampling Techniques, 1977, chapter 8; Steele, Lea and Flood, Fast splittable
/// pseudorandom number generators, 2014.
#[must_use]
pub fn systematic_sample(count: usize, size: usize, seed: u64) -> Vec<usize> {
    if size == 0 || count == 0 {
        return Vec::new();
    }
    if size >= count {
        return (0..count).collect();
    }

    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;

    // Integer arithmetic, so that every machine draws the same sample. The start takes one of
    // `count` positions within the first step.
    let (count, size, start) = (count as u128, size as u128, u128::from(mixed) % count as u128);
    (0..size).filter_map(|index| usize::try_from((index * count + start) / size).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_evenly_spaced_and_reproducible() {
        for seed in 0..50 {
            let sample = systematic_sample(100, 10, seed);
            assert_eq!(sample.len(), 10);
            assert!(
                sample.windows(2).all(|pair| pair[1] - pair[0] == 10) && sample[9] < 100,
                "{sample:?}"
            );
            assert_eq!(sample, systematic_sample(100, 10, seed));
            let uneven = systematic_sample(7, 3, seed);
            assert!(uneven.windows(2).all(|pair| pair[0] < pair[1]) && uneven[2] < 7, "{uneven:?}");
        }
        assert_ne!(systematic_sample(100, 10, 1), systematic_sample(100, 10, 2));
        assert_eq!(systematic_sample(3, 5, 1), [0, 1, 2]);
        assert!(systematic_sample(0, 5, 1).is_empty() && systematic_sample(5, 0, 1).is_empty());
    }

    #[test]
    fn the_start_is_drawn_by_split_mix() {
        // The first numbers that the published generator gives: 16294208416658607535 for the seed
        // 0 and 6457827717110365317 for the seed 1234567.
        assert_eq!(systematic_sample(1000, 1, 0), [535]);
        assert_eq!(systematic_sample(1000, 1, 1_234_567), [317]);
    }
}
