//! What changes about plan items of every kind. The words as adopted are no part of it: only the
//! import of the plan writes them.

use async_graphql::{ID, MaybeUndefined};
use domain::plan::{ImplementationStatus, ResourceKind, TargetGroupEmphasis, Term};

use crate::code::Coded;
use crate::editing::{TextInput, inputs};

inputs! {
    /// What every plan item says. Flattened into the inputs of its kinds.
    PlanItemInput {
        /// A short title in our own words; needed for a new item.
        title: MaybeUndefined<TextInput>,
        /// What it says, in plain words.
        summary: MaybeUndefined<TextInput>,
        /// For whom it is: the whole list; its members are alternatives.
        target_groups: MaybeUndefined<Vec<PlanTargetGroupInput>>,
        /// What it needs: the whole list.
        resources: MaybeUndefined<Vec<ResourceInput>>,
        /// When it is to be done. Null: nobody said.
        horizon: MaybeUndefined<HorizonInput>,
        /// What to do first, in order: the whole list. One with an id is changed, one without is
        /// added, one that is left out is removed, unless it was adopted in words: drop that by its
        /// `status`.
        steps: MaybeUndefined<Vec<FirstStepInput>>,
        /// What it refers to: the whole list. One with an index is changed, one without is added, one
        /// that is left out is removed, unless it was adopted in words.
        references: MaybeUndefined<Vec<CrossReferenceInput>>,
        /// What else there is to know: the whole list, each text with all its languages.
        remarks: MaybeUndefined<Vec<TextInput>>,
    }

    /// One audience of a plan item.
    PlanTargetGroupInput {
        /// The ids of the groups, which combine ("young men with a refugee background").
        groups: Vec<ID>,
        /// How it is stressed.
        emphasis: Coded<TargetGroupEmphasis>,
    }

    /// What an item needs.
    ResourceInput {
        /// What kind of thing.
        kind: Coded<ResourceKind>,
        /// Whether it is needed only perhaps ("ggf.").
        #[graphql(default)]
        is_optional: bool,
        /// What exactly, with all its languages; null when nobody said.
        note: Option<TextInput>,
    }

    /// When something is to be done: a span of terms, both ends included.
    HorizonInput {
        /// The earliest term.
        min: Coded<Term>,
        /// The latest term; not before the earliest.
        max: Coded<Term>,
        /// Named parts of it, in order.
        #[graphql(default)]
        phases: Vec<HorizonPhaseInput>,
    }

    /// A named part of a horizon.
    HorizonPhaseInput {
        /// What happens in it, with all its languages.
        label: TextInput,
        /// The earliest term, within the whole.
        min: Coded<Term>,
        /// The latest term, within the whole.
        max: Coded<Term>,
    }

    /// A first step. What is left out stays, null clears it.
    FirstStepInput {
        /// The `partId` of the step; left out for a new one.
        id: Option<ID>,
        /// A short title in our own words; needed for a new step.
        title: MaybeUndefined<TextInput>,
        /// What it says, in plain words.
        summary: MaybeUndefined<TextInput>,
        /// Whether it runs beside the others; false where a new step does not say.
        is_parallel: MaybeUndefined<bool>,
        /// How far it is. Null: nobody said.
        status: MaybeUndefined<Coded<ImplementationStatus>>,
    }

    /// A link from one item to another. What is left out stays, null clears it.
    CrossReferenceInput {
        /// Which one it is: its place, from 0, in `references` of the revision from which the change
        /// starts; left out for a new one.
        index: Option<i64>,
        /// What it means. Null: nobody can tell.
        target: MaybeUndefined<ReferenceTargetInput>,
        /// Its words. Only for items that were not adopted in words.
        words: MaybeUndefined<String>,
    }

    /// What a reference means.
    ReferenceTargetInput {
        /// The id of a plan item or of an area of action.
        id: ID,
        /// The `partId` of a first step of that item, or of a section of that area; null for the
        /// whole.
        part: Option<ID>,
    }
}
