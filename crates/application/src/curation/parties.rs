//! Responsibilities beyond one at a time: given in bulk, and taken out with their subject.

use domain::curation::Curated;
use domain::edit::ResponsibilityInput;
use domain::id::TypedId;
use domain::plan::Responsibility;
use domain::violation::{Rule, Violations};

use super::fits::parts_in;
use crate::Application;
use crate::entries::desk::Desk;
use crate::entries::{Note, Occasion, Saved};
use crate::idempotency::recall;
use crate::use_case::UseCaseError;

/// How many responsibilities are given at once at most.
const AT_ONCE: usize = 100;
/// The field of the input in which they stand.
const FIELD: &str = "responsibilities";

impl Application {
    /// Give several responsibilities, all of them or none. Everything that is wrong with any of them
    /// is named at once, by its place in the list.
    ///
    /// # Errors
    /// The input breaks rules, or the actor may not give one of them.
    pub async fn assign_responsibilities(
        &self,
        occasion: &Occasion<'_>,
        (inputs, note): (Vec<ResponsibilityInput>, Note),
    ) -> Result<Vec<Saved>, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        let before = recall(&mut desk.tx, occasion.actor, occasion.idempotency).await?;
        if let Some(saved) = before {
            return Ok(saved);
        }
        if inputs.is_empty() {
            return Err(UseCaseError::broken(&[FIELD], Rule::Missing));
        }
        if inputs.len() > AT_ONCE {
            return Err(UseCaseError::broken(
                &[FIELD],
                Rule::TooMany { max: AT_ONCE },
            ));
        }
        let contents = desk.make_all(inputs).await?;
        let mut saved = Vec::with_capacity(contents.len());
        for content in &contents {
            desk.publish_new(content, &note).await?;
        }
        for content in &contents {
            saved.push(desk.saved(content.id.entity(), Vec::new()).await?);
        }
        desk.conclude(saved).await
    }

    /// Take an item of the plan out, and with it who was responsible for it: without the item that
    /// says nothing.
    ///
    /// # Errors
    /// Something else that is published refers to it, it was changed meanwhile, or the actor may
    /// not.
    pub async fn archive_item<T: Curated>(
        &self,
        occasion: &Occasion<'_>,
        (id, expected): (T::Id, u32),
    ) -> Result<Saved, UseCaseError> {
        let mut desk = Desk::open(self, occasion).await?;
        if let Some(saved) = desk.recall().await? {
            return Ok(saved);
        }
        desk.take_out::<T>((id, expected)).await?;
        let snapshot = self.snapshot();
        for party in parts_in(&snapshot, id.entity()) {
            let loaded = desk.load::<Responsibility>(party.id, None).await?;
            let newest = loaded.current.head.revision;
            desk.take_out::<Responsibility>((party.id, newest)).await?;
        }
        desk.finish(id.entity(), Vec::new()).await
    }
}

impl Desk<'_> {
    async fn make_all(
        &mut self,
        inputs: Vec<ResponsibilityInput>,
    ) -> Result<Vec<Responsibility>, UseCaseError> {
        let mut contents: Vec<Responsibility> = Vec::with_capacity(inputs.len());
        let mut violations = Violations::default();
        for (index, input) in inputs.into_iter().enumerate() {
            let place = index.to_string();
            match self.make::<Responsibility, _>(input).await {
                Ok(mut content) => {
                    let beside = |other: &&Responsibility| other.subject == content.subject;
                    let count = contents.iter().filter(beside).count();
                    content.order += u32::try_from(count).unwrap_or(u32::MAX);
                    if contents.iter().any(|other| other.says_the_same(&content)) {
                        violations.add(&[FIELD, &place, "role"], Rule::AlreadyThere);
                    }
                    contents.push(content);
                }
                Err(UseCaseError::Rejected(inner)) => {
                    violations.add_all(&[FIELD, &place], inner);
                }
                Err(other) => return Err(other),
            }
        }
        Ok(violations.or_value(contents)?)
    }
}
