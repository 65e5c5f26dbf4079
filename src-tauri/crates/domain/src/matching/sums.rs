//! Which of a customer's invoices add up to an amount: exact up to a number of invoices, and it says so beyond.

/// Above this, not every combination is looked at.
pub const MOST_COMBINED: usize = 24;
/// More ways than this are not told apart.
const MOST_WAYS: usize = 8;

/// The ways found, as places in the amounts, each in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ways {
    pub ways: Vec<Vec<usize>>,
    /// There were more amounts than are combined: another way may exist.
    pub capped: bool,
}

/// Ways to reach the target with one or more of these positive amounts; of more than 24 only the first 24 are combined.
/// At most eight ways are returned, the same for the same amounts in the same order.
pub fn ways(amounts: &[i64], target: i64) -> Ways {
    // What is larger than the target cannot be part of it.
    let mut places: Vec<usize> =
        (0..amounts.len()).filter(|&place| 0 < amounts[place] && amounts[place] <= target).collect();
    let capped = places.len() > MOST_COMBINED;
    places.truncate(MOST_COMBINED);
    let all: i64 = places.iter().map(|&place| amounts[place]).fold(0, i64::saturating_add);
    if target <= 0 || all < target {
        return Ways { ways: Vec::new(), capped };
    }
    let (low, high) = places.split_at(places.len() / 2);
    let low_sums = half(amounts, low, target);
    let high_sums = half(amounts, high, target);
    let mut found = Vec::new();
    let mut end = high_sums.len();
    let mut start = 0;
    while start < low_sums.len() && end > 0 && found.len() < MOST_WAYS {
        let rest = target - low_sums[start].0;
        if high_sums[end - 1].0 > rest {
            end -= 1;
        } else if high_sums[end - 1].0 < rest {
            start += 1;
        } else {
            let first = high_sums[..end].partition_point(|&(sum, _)| sum < rest);
            for &(_, mask) in &high_sums[first..end] {
                if found.len() < MOST_WAYS {
                    found.push([chosen(low, low_sums[start].1), chosen(high, mask)].concat());
                }
            }
            start += 1;
        }
    }
    found.sort();
    Ways { ways: found, capped }
}

/// Every sum of these amounts up to the target, in order, with the places it is made of.
fn half(amounts: &[i64], places: &[usize], target: i64) -> Vec<(i64, u16)> {
    let mut sums: Vec<(i64, u16)> = vec![(0, 0)];
    let mut next = Vec::new();
    for (bit, &place) in places.iter().enumerate() {
        // Both lists are in order, so merging keeps the order without sorting.
        next.clear();
        let added = sums
            .iter()
            .map(|&(sum, mask)| (sum.saturating_add(amounts[place]), mask | 1 << bit))
            .take_while(|&(sum, _)| sum <= target);
        let mut added = added.peekable();
        for &sum in &sums {
            while let Some(new) = added.next_if(|new| new < &sum) {
                next.push(new);
            }
            next.push(sum);
        }
        next.extend(added);
        std::mem::swap(&mut sums, &mut next);
    }
    sums
}

fn chosen(places: &[usize], mask: u16) -> Vec<usize> {
    places.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0).map(|(_, &place)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_is_found() {
        assert_eq!(ways(&[100, 200, 300, 400], 500).ways, [vec![0, 3], vec![1, 2]]);
        assert!(ways(&[100, 200], 250).ways.is_empty());
        assert!(ways(&[], 1).ways.is_empty());
        assert!(ways(&[5], 0).ways.is_empty());
    }

    #[test]
    fn above_the_cap_it_says_so() {
        let amounts: Vec<i64> = (1..=30).map(|step| 1000 + step).collect();
        let found = ways(&amounts, 1001 + 1002);
        assert!(found.capped);
        assert_eq!(found.ways, [vec![0, 1]]);
        assert!(!ways(&amounts[..24], 2003).capped);
    }

    #[test]
    fn twenty_four_are_exact() {
        let amounts: Vec<i64> = (0..24).map(|bit| 1 << bit).collect();
        assert_eq!(ways(&amounts, (1 << 24) - 1).ways, [(0..24).collect::<Vec<_>>()]);
    }

    proptest! {
        #[test]
        fn it_agrees_with_trying_every_combination(amounts in prop::collection::vec(1i64..40, 0..10), target in 1i64..120) {
            let mut tried: Vec<Vec<usize>> = (1u32..1 << amounts.len())
                .map(|mask| (0..amounts.len()).filter(|bit| mask & (1 << bit) != 0).collect::<Vec<_>>())
                .filter(|places| places.iter().map(|&place| amounts[place]).sum::<i64>() == target)
                .collect();
            tried.sort();
            let found = ways(&amounts, target).ways;
            prop_assert_eq!(found.len(), tried.len().min(MOST_WAYS));
            prop_assert!(found.iter().all(|way| tried.contains(way)));
        }
    }
}
