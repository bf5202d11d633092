//! Numbers that look random and are the same on every machine.

/// A sequence of numbers by splitmix64 (Steele, Lea and Flood, 2014): a counter and a mixer, which
/// is all that made-up offers need, and no dependency can change it.
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

    /// The sequence of one thing: independent of how many others there are.
    pub(crate) fn of(index: u32) -> Self {
        let mut chance = Self(u64::from(index));
        Self(chance.next() ^ Self::STEP)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound, or 0 where the bound is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// One of these things; nothing of an empty list.
    pub(crate) fn one<T: Copy>(&mut self, things: &[T]) -> Option<T> {
        things.get(self.below(things.len())).copied()
    }

    /// As many different things of a list, as far as it has them, in its order from some place on.
    pub(crate) fn several<T: Copy>(&mut self, things: &[T], count: usize) -> Vec<T> {
        let start = self.below(things.len());
        let from_there = things.iter().cycle().skip(start);
        from_there.take(count.min(things.len())).copied().collect()
    }
}
