//! What changes about the parts of an entry. A part with an id is changed and keeps it, one without
//! is added, one that is left out of its list is removed.

use async_graphql::{ID, MaybeUndefined};
use domain::contact::ContactAudience;
use domain::entry::LanguageRole;
use domain::place::WheelchairAccess;

use crate::code::Coded;
use crate::editing::{TextInput, inputs};
use crate::schedule::ScheduleInput;

inputs! {
    /// A place: at a location, or somewhere in a district; one of the two. What is left out stays,
    /// null clears it.
    PlaceInput {
        /// The `partId` of the place; left out for a new one.
        id: Option<ID>,
        /// The id of the location.
        location: MaybeUndefined<ID>,
        /// The id of the district in which it is somewhere.
        district: MaybeUndefined<ID>,
        /// When it takes place there, where that differs.
        schedule: MaybeUndefined<ScheduleInput>,
        /// How to reach it there, where that differs: the whole list.
        contacts: MaybeUndefined<Vec<ContactInput>>,
        /// The languages there, where they differ: the whole list.
        languages: MaybeUndefined<Vec<EntryLanguageInput>>,
    }

    /// A language of an entry.
    EntryLanguageInput {
        /// The language as BCP 47 tag, such as `ar`.
        language: String,
        /// What it is for.
        role: Coded<LanguageRole>,
    }

    /// A way to reach somebody: function mailboxes and numbers first of all. What is left out stays,
    /// null clears it.
    ContactInput {
        /// The `partId` of the contact; left out for a new one.
        id: Option<ID>,
        /// For whom it is meant: for everybody where a new one does not say.
        audience: MaybeUndefined<Coded<ContactAudience>>,
        /// What it is for: registration, reception.
        function: MaybeUndefined<TextInput>,
        /// Who answers; only a person who agreed to be named.
        person: MaybeUndefined<PersonInput>,
        /// The mailbox.
        email: MaybeUndefined<String>,
        /// The number, in any usual notation.
        phone: MaybeUndefined<String>,
        /// The extension behind the number, digits only.
        phone_extension: MaybeUndefined<String>,
        /// The web page: `https://…`.
        url: MaybeUndefined<String>,
    }

    /// A person who agreed to be named.
    PersonInput {
        /// The name as the person wants to be called.
        name: String,
        /// The day on which the consent was recorded, such as `2026-03-01`; not after today.
        consent_recorded_on: String,
        /// The last day on which it holds; at most five years later.
        consent_expires_on: String,
    }

    /// A picture: one that is there already, or one that was uploaded before. What is left out stays,
    /// null clears it.
    ImageInput {
        /// The `partId` of the picture; left out for a new one.
        id: Option<ID>,
        /// `upload` of the answer to `POST /uploads`, which takes the bytes of a file; needed for a new
        /// picture. Whoever uploaded it can use it once, within a day.
        upload: MaybeUndefined<String>,
        /// What is to be seen on it, for those who do not see it; needed for a new picture.
        alternative_text: MaybeUndefined<TextInput>,
        /// Who made it.
        credit: MaybeUndefined<String>,
        /// Under which licence, as SPDX identifier: `CC-BY-4.0`.
        license: MaybeUndefined<String>,
    }

    /// What people with disabilities have to know. What is left out stays; null: nobody said.
    AccessibilityInput {
        /// Whether a wheelchair gets in.
        wheelchair: MaybeUndefined<Coded<WheelchairAccess>>,
        /// Whether there is a toilet for wheelchair users.
        accessible_toilet: MaybeUndefined<bool>,
        /// Whether there is a parking space for people with disabilities.
        accessible_parking: MaybeUndefined<bool>,
        /// Whether there is an induction loop for hearing aids.
        induction_loop: MaybeUndefined<bool>,
        /// Whether blind people find guidance (tactile paving, Braille, speech).
        tactile_guidance: MaybeUndefined<bool>,
        /// What else there is to know.
        note: MaybeUndefined<TextInput>,
    }
}
