//! Who is reminded of what, and when (Erinnerungen).
//!
//! Somebody who maintains ten entries gets one mail and not ten: once one of them is due, what comes
//! due soon joins it. Each person is asked once for each time an entry is due; where nobody answers,
//! the coordinating office learns of it, once as well.

use chrono::TimeDelta;

use crate::period::Instant;

/// When people are reminded, in days.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ReminderDays {
    /// How long before it is due an entry joins a mail that is sent anyway.
    pub ahead: u16,
    /// How long after the provider was asked the coordinating office is told.
    pub coordinator_after: u16,
}

impl Default for ReminderDays {
    fn default() -> Self {
        Self {
            ahead: 14,
            coordinator_after: 14,
        }
    }
}

impl ReminderDays {
    /// Until when something has to be due to be in a mail that is sent now.
    #[must_use]
    pub fn horizon(self, now: Instant) -> Instant {
        (now.utc() + TimeDelta::days(i64::from(self.ahead))).into()
    }

    /// What somebody is asked about in one mail now, out of what they were not asked about yet, each
    /// with when it is due: nothing before something is due, the longest due first.
    #[must_use]
    pub fn round<T: Ord>(self, unasked: Vec<(T, Instant)>, now: Instant) -> Vec<(T, Instant)> {
        if unasked.iter().all(|(_, due)| *due > now) {
            return Vec::new();
        }
        let horizon = self.horizon(now);
        let mut round = unasked;
        round.retain(|(_, due)| *due <= horizon);
        round.sort_by(|(one, earlier), (other, later)| (earlier, one).cmp(&(later, other)));
        round
    }

    /// Whether the coordinating office is told of what is due, where the provider was asked then; or
    /// where there was nobody to ask, which the office should learn no later.
    #[must_use]
    pub fn is_overdue(self, due: Instant, asked: Option<Instant>, now: Instant) -> bool {
        let since = asked.map_or(due, |asked| asked.max(due));
        since.utc() + TimeDelta::days(i64::from(self.coordinator_after)) <= now.utc()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(day: i64) -> Instant {
        let first: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;
        (first + TimeDelta::days(day)).into()
    }

    #[test]
    fn what_is_due_soon_joins_what_is_due() {
        let days = ReminderDays::default();
        let entries = vec![("soon", day(14)), ("later", day(15)), ("due", day(0))];
        let asked: Vec<&str> = days
            .round(entries, day(0))
            .into_iter()
            .map(|(entry, _)| entry)
            .collect();
        assert_eq!(asked, ["due", "soon"]);
        assert_eq!(days.round(vec![("soon", day(1))], day(0)), []);
    }

    #[test]
    fn the_office_is_told_so_many_days_after_the_provider_was_asked() {
        let days = ReminderDays::default();
        assert!(!days.is_overdue(day(0), Some(day(3)), day(16)));
        assert!(days.is_overdue(day(0), Some(day(3)), day(17)));
        // Asked before it was due, because something else was.
        assert!(!days.is_overdue(day(9), Some(day(0)), day(22)));
        assert!(days.is_overdue(day(0), None, day(14)));
    }

    proptest! {
        #[test]
        fn a_round_holds_everything_due_and_nothing_that_has_time(
            due in proptest::collection::vec(0i64..60, 0..10), now in 0i64..60, ahead: u8,
        ) {
            let days = ReminderDays { ahead: ahead.into(), ..ReminderDays::default() };
            let entries: Vec<(usize, Instant)> =
                due.iter().map(|due| day(*due)).enumerate().collect();
            let round = days.round(entries.clone(), day(now));
            let is_due = |at: &Instant| *at <= day(now);
            let missed = entries.iter().filter(|(_, at)| is_due(at));
            for entry in missed {
                prop_assert!(round.contains(entry));
            }
            prop_assert!(round.iter().all(|(_, at)| *at <= days.horizon(day(now))));
            prop_assert!(round.is_empty() || round.iter().any(|(_, at)| is_due(at)));
        }
    }
}
