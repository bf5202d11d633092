//! A fingerprint of a text: enough to recognise it, or a slightly changed one, without keeping it.
//!
//! A MinHash over folded words and pairs of words: 64 lanes of 8 bits. Two texts agree in about as
//! many lanes as they share of their words. It is stable for ever: the numbers below are part of
//! the format, which the first character names.

use std::fmt;
use std::str::FromStr;

use super::words::fold;

const LANES: usize = 64;
const VERSION: &str = "1";

/// The fingerprint of a text; printed as "1" and 128 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    lanes: [u8; LANES],
}

/// A text that is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a fingerprint is \"1\" and 128 hexadecimal digits")]
pub struct FingerprintError;

impl Fingerprint {
    /// The fingerprint of a text. Case, marks and spaces make no difference.
    pub fn of(text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut least = [u64::MAX; LANES];
        let mut add = |shingle: u64| {
            for (lane, least) in least.iter_mut().enumerate() {
                *least = (*least).min(mix(shingle ^ mix(lane as u64 + 1)));
            }
        };
        words.iter().for_each(|word| add(hash(word, "")));
        words
            .windows(2)
            .for_each(|pair| add(hash(pair[0], pair[1])));
        Self {
            lanes: least.map(|value| mix(value).to_le_bytes()[0]),
        }
    }
}

/// How much two texts are alike, from 0 (nothing in common) to 1 (the same words).
pub fn similarity(a: &Fingerprint, b: &Fingerprint) -> f32 {
    let same = a.lanes.iter().zip(&b.lanes).filter(|(x, y)| x == y).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 64")]
    let share = same as f32 / LANES as f32;
    // One lane in 256 agrees by chance.
    ((share - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
}

/// FNV-1a over a pair of words, with a mark between them that no folded word contains.
fn hash(first: &str, second: &str) -> u64 {
    let bytes = first.bytes().chain([0]).chain(second.bytes());
    mix(bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    }))
}

/// The finisher of SplitMix64.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)?;
        self.lanes
            .iter()
            .try_for_each(|lane| write!(f, "{lane:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    fn from_str(text: &str) -> Result<Self, FingerprintError> {
        let digits = text
            .strip_prefix(VERSION)
            .ok_or(FingerprintError)?
            .as_bytes();
        if digits.len() != 2 * LANES {
            return Err(FingerprintError);
        }
        let mut lanes = [0; LANES];
        for (lane, pair) in lanes.iter_mut().zip(digits.chunks(2)) {
            let digit = |at: usize| {
                char::from(pair[at])
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            };
            *lane = digit(0)
                .zip(digit(1))
                .map(|(high, low)| high * 16 + low)
                .ok_or(FingerprintError)?;
        }
        Ok(Self { lanes })
    }
}
