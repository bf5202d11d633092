//! Bodies that take part in the plan, run offers, or both (Organisation, Träger, Stakeholder*in).
//!
//! One entity for all of them, so that plan and supply meet.

use serde::{Deserialize, Serialize};

use crate::code::codes;
use crate::contact::{Contact, WebUrl};
use crate::id::{LocationId, OrganizationId, Slug};
use crate::image::Image;
use crate::place::LocationVisibility;
use crate::text::{LocalizedText, Words};

codes! {
    /// What kind of party it is.
    OrganizationKind {
        /// A body of its own.
        Organization = "ORGANIZATION",
        /// A unit of an administration, such as an office.
        AdministrativeUnit = "ADMINISTRATIVE_UNIT",
        /// An elected or appointed body, such as a council.
        Body = "BODY",
        /// A working group or network.
        Network = "NETWORK",
        /// A kind of party as such, such as "associations".
        GenericGroup = "GENERIC_GROUP",
        /// An office that a person holds, such as the mayor.
        Role = "ROLE",
        /// A person who offers something.
        Individual = "INDIVIDUAL",
    }

    /// The legal form.
    LegalForm {
        /// State, county, city and what belongs to them.
        PublicBody = "PUBLIC_BODY",
        /// A welfare association (Wohlfahrtsverband).
        WelfareAssociation = "WELFARE_ASSOCIATION",
        /// An association (Verein).
        Association = "ASSOCIATION",
        /// An organization of migrants (Migrantenselbstorganisation).
        MigrantOrganization = "MIGRANT_ORGANIZATION",
        /// A school or university.
        School = "SCHOOL",
        /// A church or religious community.
        Church = "CHURCH",
        /// A company.
        Company = "COMPANY",
        /// An initiative without a legal form.
        Initiative = "INITIATIVE",
    }

    /// The level on which it works.
    AdministrativeLevel {
        /// The city.
        City = "CITY",
        /// The county.
        County = "COUNTY",
        /// The region (Regierungsbezirk).
        Region = "REGION",
        /// The state (Land).
        State = "STATE",
        /// The whole country.
        Federal = "FEDERAL",
    }

    /// Whether somebody made sure that it is who it says.
    VerificationState {
        /// Nobody has yet.
        Unverified = "UNVERIFIED",
        /// The coordinating office has.
        Verified = "VERIFIED",
    }

    /// Whether it still works.
    OrganizationStatus {
        /// It does.
        Active = "ACTIVE",
        /// It rests.
        Inactive = "INACTIVE",
        /// It no longer exists.
        Dissolved = "DISSOLVED",
    }

    /// Whether an organizer of culture works together with others.
    Cooperation {
        /// It offers to.
        Offered = "OFFERED",
        /// It can be asked.
        OnRequest = "ON_REQUEST",
        /// It does not.
        NotOffered = "NOT_OFFERED",
    }
}

/// A body that takes part in the plan, runs offers, or both.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its stable name.
    pub slug: Slug,
    /// Its name; a name of its own keeps its language, a generic one is translated.
    pub name: LocalizedText,
    /// The short form of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abbreviation: Option<Words>,
    /// Other wordings by which documents name it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Words>,
    /// What the expansion of an abbreviation or a wording rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Words>,
    /// What kind of party it is.
    pub kind: OrganizationKind,
    /// The legal form, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_form: Option<LegalForm>,
    /// The level on which it works, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<AdministrativeLevel>,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<OrganizationId>,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<LocalizedText>,
    /// How to reach it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub website: Option<WebUrl>,
    /// Its logo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
    /// Where it is at home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// How much of its places the public may learn; its entries are never less protected.
    pub visibility: LocationVisibility,
    /// Whether somebody made sure that it is who it says.
    pub verification: VerificationState,
    /// Whether its members publish without a review. Only the coordinating office says so, and it is
    /// never published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trusted: bool,
    /// Whether it still works.
    pub status: OrganizationStatus,
    /// Whether it works together with others in culture, where asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooperation: Option<Cooperation>,
    /// How it works together with others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooperation_note: Option<LocalizedText>,
    /// Whether it is made up, to show how the directory works.
    #[serde(default)]
    pub demo: bool,
}

impl Organization {
    /// The fields in which two revisions differ and which only the coordinating office writes: what
    /// kind of party it is, what it is a part of, how documents name it, and whether it is who it
    /// says, still works and is trusted.
    #[must_use]
    pub fn reserved_changes(&self, before: &Self) -> Vec<&'static str> {
        // Whoever adds a field decides here who writes it.
        let Self {
            kind,
            level,
            parent,
            aliases,
            evidence,
            verification,
            trusted,
            status,
            id: _,
            slug: _,
            name: _,
            abbreviation: _,
            legal_form: _,
            description: _,
            contacts: _,
            website: _,
            logo: _,
            locations: _,
            visibility: _,
            cooperation: _,
            cooperation_note: _,
            demo: _,
        } = self;
        let differs = [
            ("kind", *kind != before.kind),
            ("level", *level != before.level),
            ("parent", *parent != before.parent),
            ("aliases", *aliases != before.aliases),
            ("evidence", *evidence != before.evidence),
            ("verification", *verification != before.verification),
            ("trusted", *trusted != before.trusted),
            ("status", *status != before.status),
        ];
        let differs = differs.into_iter().filter(|(_, differs)| *differs);
        differs.map(|(field, _)| field).collect()
    }

    /// Take over from another revision what only the coordinating office writes.
    pub fn keep_reserved(&mut self, from: &Self) {
        self.kind = from.kind;
        self.level = from.level;
        self.parent = from.parent;
        self.aliases.clone_from(&from.aliases);
        self.evidence.clone_from(&from.evidence);
        self.verification = from.verification;
        self.trusted = from.trusted;
        self.status = from.status;
    }
}

/// Which organizations a reader wants. A list inside one field means "or", several fields mean
/// "and"; a filter matches known values only, unless it says `include_unknown`.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq)]
pub struct OrganizationFilter {
    /// Kinds of parties.
    pub kinds: Vec<OrganizationKind>,
    /// Legal forms.
    pub legal_forms: Vec<LegalForm>,
    /// Levels on which they work.
    pub levels: Vec<AdministrativeLevel>,
    /// Whether they run a published entry.
    pub has_entries: Option<bool>,
    /// Whether the plan gives them a part.
    pub has_responsibilities: Option<bool>,
    /// Whether organizations are kept about which nobody answered what is asked.
    pub include_unknown: bool,
}

impl OrganizationFilter {
    /// Whether the organization, with what others say about it, is wanted.
    #[must_use]
    pub fn matches(
        &self,
        organization: &Organization,
        has_entries: bool,
        has_responsibilities: bool,
    ) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&organization.kind))
            && self.one_of(&self.legal_forms, organization.legal_form)
            && self.one_of(&self.levels, organization.level)
            && self.has_entries.is_none_or(|wanted| wanted == has_entries)
            && self
                .has_responsibilities
                .is_none_or(|wanted| wanted == has_responsibilities)
    }

    fn one_of<T: PartialEq>(&self, wanted: &[T], known: Option<T>) -> bool {
        wanted.is_empty() || known.map_or(self.include_unknown, |known| wanted.contains(&known))
    }
}
