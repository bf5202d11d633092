//! The seed files: which there are, and what each is for.

/// A seed file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SeedFile<'a> {
    /// Its path below `seeds/`, with `/` between folders.
    pub name: &'a str,
    /// What it holds.
    pub text: &'a str,
}

macro_rules! seed_files {
    ($($name:literal,)+) => {
        &[$(SeedFile {
            name: $name,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds/", $name)),
        },)+]
    };
}

/// Every seed file of the repository, as it was at build time. Each is named here, so that the
/// compiler sees when one changes; a test names the file that was forgotten.
#[must_use]
pub const fn embedded() -> &'static [SeedFile<'static>] {
    seed_files![
        "demo/counselling-points.toml",
        "demo/locations.toml",
        "demo/offers.toml",
        "plan/01-cross-cutting.toml",
        "plan/02-education.toml",
        "plan/03-housing.toml",
        "plan/04-living-together.toml",
        "plan/05-labour-market.toml",
        "plan/corrections.toml",
        "plan/keys.toml",
        "plan/organizations.toml",
        "plan/plan.toml",
        "reference/districts.toml",
        "reference/holidays-nrw.toml",
        "reference/labels/ar.toml",
        "reference/labels/bg.toml",
        "reference/labels/ckb.toml",
        "reference/labels/de-simple.toml",
        "reference/labels/de.toml",
        "reference/labels/en.toml",
        "reference/labels/es.toml",
        "reference/labels/fa.toml",
        "reference/labels/fr.toml",
        "reference/labels/it.toml",
        "reference/labels/kmr.toml",
        "reference/labels/pl.toml",
        "reference/labels/ro.toml",
        "reference/labels/ru.toml",
        "reference/labels/tr.toml",
        "reference/labels/uk.toml",
        "reference/labels/vi.toml",
        "reference/languages.toml",
        "reference/site.toml",
        "reference/target-groups.toml",
        "reference/topics.toml",
        "reference/vocabularies.toml",
    ]
}

/// What a file is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum FileKind {
    Area,
    CounsellingPoints,
    Districts,
    Labels,
    Languages,
    Locations,
    Offers,
    Organizations,
    Plan,
    Site,
    TargetGroups,
    Topics,
    Vocabularies,
    /// It holds no aggregates: holidays, and what reading the plan's document needs.
    ReadElsewhere,
}

impl FileKind {
    /// What the file of this name is for; nothing where seeds have no such file.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "reference/districts.toml" => Self::Districts,
            "reference/languages.toml" => Self::Languages,
            "reference/site.toml" => Self::Site,
            "reference/target-groups.toml" => Self::TargetGroups,
            "reference/topics.toml" => Self::Topics,
            "reference/vocabularies.toml" => Self::Vocabularies,
            "plan/plan.toml" => Self::Plan,
            "plan/organizations.toml" => Self::Organizations,
            "demo/locations.toml" => Self::Locations,
            "demo/offers.toml" => Self::Offers,
            "demo/counselling-points.toml" => Self::CounsellingPoints,
            "plan/corrections.toml" | "plan/keys.toml" | "reference/holidays-nrw.toml" => {
                Self::ReadElsewhere
            }
            _ if in_folder(name, "reference/labels/").is_some() => Self::Labels,
            _ if in_folder(name, "plan/").is_some_and(is_numbered) => Self::Area,
            _ => return None,
        })
    }
}

fn in_folder<'a>(name: &'a str, folder: &str) -> Option<&'a str> {
    let stem = name.strip_prefix(folder)?.strip_suffix(".toml")?;
    (!stem.is_empty() && !stem.contains('/')).then_some(stem)
}

/// Whether it begins with two digits and a hyphen, as the files of the areas do.
fn is_numbered(stem: &str) -> bool {
    matches!(stem.as_bytes(), [a, b, b'-', _, ..] if a.is_ascii_digit() && b.is_ascii_digit())
}
