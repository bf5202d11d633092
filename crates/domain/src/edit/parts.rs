//! Places, contacts, pictures and languages.

use chrono::{Datelike, NaiveDate};

use super::editor::{Editor, Parts};
use super::input::{
    AccessibilityInput, Change, ContactInput, EntryLanguageInput, ImageInput, PersonInput,
    PlaceInput,
};
use super::plain::TextLimit;
use crate::contact::{Contact, ContactAudience, EmailAddress, NamedPerson, PhoneNumber, WebUrl};
use crate::entry::{EntryLanguage, Place, Position};
use crate::id::{DistrictId, LocationId, PartId};
use crate::image::Image;
use crate::place::AccessibilityFacts;
use crate::violation::Rule;

/// For how many years somebody may agree to be named.
const CONSENT_YEARS: i32 = 5;
/// The longest extension of a telephone number, in digits.
const EXTENSION_DIGITS: usize = 8;
const MOST_LANGUAGES: usize = 60;

pub(super) const PLACES: Parts<Place, PlaceInput> = Parts {
    most: 50,
    id: |place| place.id,
    named: |input| input.id.as_deref(),
    edit: edit_place,
    copied: None,
};

pub(super) const CONTACTS: Parts<Contact, ContactInput> = Parts {
    most: 50,
    id: |contact| contact.id,
    named: |input| input.id.as_deref(),
    edit: edit_contact,
    copied: None,
};

pub(super) const IMAGES: Parts<Image, ImageInput> = Parts {
    most: 20,
    id: |image| image.id,
    named: |input| input.id.as_deref(),
    edit: edit_image,
    copied: None,
};

/// Change a place, or make one with this id.
pub(super) fn edit_place(
    editor: &mut Editor<'_>,
    current: Option<Place>,
    id: PartId,
    input: PlaceInput,
) -> Option<Place> {
    let PlaceInput {
        id: _,
        location,
        district,
        schedule,
        contacts,
        languages,
    } = input;
    let mut place = current.unwrap_or(Place {
        id,
        position: Position::Withheld,
        schedule: None,
        contacts: Vec::new(),
        languages: Vec::new(),
    });
    let position = edit_position(editor, place.position, location, district);
    if schedule.is_named() {
        let mut hours = place.schedule.take().unwrap_or_default();
        let is_there = schedule.value().is_some();
        super::schedule::edit(editor, &mut hours, schedule);
        place.schedule = is_there.then_some(hours);
    }
    editor.parts("contacts", &mut place.contacts, contacts, &CONTACTS);
    edit_languages(editor, &mut place.languages, languages);
    place.position = position?;
    Some(place)
}

/// At a location or within a district: naming one replaces the other, naming both is refused.
fn edit_position(
    editor: &mut Editor<'_>,
    current: Position,
    location: Change<String>,
    district: Change<String>,
) -> Option<Position> {
    match (location, district) {
        (Change::Set(_), Change::Set(_)) => {
            editor.note_at("district", Rule::Contradicts("location".to_owned()));
            None
        }
        (Change::Set(location), _) => editor
            .at("location", |editor| editor.id::<LocationId>(&location))
            .map(Position::At),
        (_, Change::Set(district)) => editor
            .at("district", |editor| editor.id::<DistrictId>(&district))
            .map(Position::Within),
        (location, district) => {
            let goes = match current {
                Position::At(_) => location.is_named(),
                Position::Within(_) | Position::WithheldWithin(_) => district.is_named(),
                Position::Withheld => true,
            };
            if goes {
                editor.note_at("location", Rule::Missing);
                return None;
            }
            Some(current)
        }
    }
}

pub(super) fn edit_languages(
    editor: &mut Editor<'_>,
    target: &mut Vec<EntryLanguage>,
    change: Change<Vec<EntryLanguageInput>>,
) {
    let key = |language: &EntryLanguage| (language.language.clone(), language.role);
    editor.list(
        "languages",
        target,
        change,
        (MOST_LANGUAGES, key),
        |editor, input| {
            let language = editor.at("language", |editor| editor.language(&input.language))?;
            Some(EntryLanguage {
                language,
                role: input.role,
            })
        },
    );
}

pub(super) fn edit_contact(
    editor: &mut Editor<'_>,
    current: Option<Contact>,
    id: PartId,
    input: ContactInput,
) -> Option<Contact> {
    let ContactInput {
        id: _,
        audience,
        function,
        person,
        email,
        phone,
        phone_extension,
        url,
    } = input;
    let mut contact = current.unwrap_or(Contact {
        id,
        audience: ContactAudience::Public,
        function: None,
        person: None,
        email: None,
        phone: None,
        phone_extension: None,
        url: None,
        person_erased_on: None,
    });
    Editor::set_or(&mut contact.audience, audience, ContactAudience::Public);
    editor.text("function", &mut contact.function, function, TextLimit::NAME);
    editor.optional("person", &mut contact.person, person, read_person);
    editor.optional("email", &mut contact.email, email, |editor, text| {
        editor.parse(&text, EmailAddress::parse)
    });
    editor.optional("phone", &mut contact.phone, phone, |editor, text| {
        editor.parse(&text, PhoneNumber::parse)
    });
    editor.optional(
        "phoneExtension",
        &mut contact.phone_extension,
        phone_extension,
        |editor, text| editor.parse(&text, read_extension),
    );
    editor.optional("url", &mut contact.url, url, |editor, text| {
        editor.parse(&text, WebUrl::parse)
    });
    if contact.person.is_some() {
        // Somebody else is named now; who was erased stays so in the revisions before.
        contact.person_erased_on = None;
    }
    Some(contact)
}

fn read_extension(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let well_formed = (1..=EXTENSION_DIGITS).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit());
    well_formed
        .then(|| text.to_owned())
        .ok_or("an extension is 1 to 8 digits")
}

fn read_person(editor: &mut Editor<'_>, input: PersonInput) -> Option<NamedPerson> {
    let name = editor.at("name", |editor| editor.words(&input.name, TextLimit::NAME));
    let recorded = editor.at("consentRecordedOn", |editor| {
        let day = editor.date(&input.consent_recorded_on)?;
        if day > editor.context.today {
            editor.note(Rule::Malformed(
                "a consent is recorded before it is entered".to_owned(),
            ));
        }
        Some(day)
    });
    let expires = editor.at("consentExpiresOn", |editor| {
        let day = editor.date(&input.consent_expires_on)?;
        let recorded = recorded?;
        if day < recorded {
            editor.note(Rule::RangeReversed);
        } else if years_after(recorded, CONSENT_YEARS).is_some_and(|latest| day > latest) {
            editor.note(Rule::Malformed(format!(
                "a consent holds for {CONSENT_YEARS} years at most"
            )));
        }
        Some(day)
    });
    Some(NamedPerson {
        name: name?,
        consent_recorded_on: recorded?,
        consent_expires_on: expires?,
    })
}

/// The same day some years later; the day after where that year has none.
fn years_after(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year() + years;
    day.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

pub(super) fn edit_image(
    editor: &mut Editor<'_>,
    current: Option<Image>,
    id: PartId,
    input: ImageInput,
) -> Option<Image> {
    let ImageInput {
        id: _,
        upload,
        alternative_text,
        credit,
        license,
    } = input;
    let before = current.as_ref();
    let text = editor.required_text(
        "alternativeText",
        before.map(|image| &image.alternative_text),
        alternative_text,
        TextLimit::NOTE,
    );
    let picture = before.map(|image| (image.url.clone(), image.width, image.height));
    let picture = editor.required("upload", picture, upload, |editor, name| {
        let found = editor.context.uploads.get(&name).cloned();
        if found.is_none() {
            editor.note(Rule::Unknown(name.chars().take(40).collect()));
        }
        found.map(|upload| (upload.url, upload.width, upload.height))
    });
    let (mut made_by, mut allowed_by) = current
        .map(|image| (image.credit, image.license))
        .unwrap_or_default();
    for (step, target, change) in [
        ("credit", &mut made_by, credit),
        ("license", &mut allowed_by, license),
    ] {
        editor.optional(step, target, change, |editor, text| {
            editor.words(&text, TextLimit::NAME)
        });
    }
    let (url, width, height) = picture?;
    Some(Image {
        id,
        url,
        alternative_text: text?,
        credit: made_by,
        license: allowed_by,
        width,
        height,
    })
}

pub(super) fn edit_accessibility(
    editor: &mut Editor<'_>,
    target: &mut AccessibilityFacts,
    change: Change<AccessibilityInput>,
) {
    let input = match change {
        Change::Keep => return,
        Change::Clear => {
            *target = AccessibilityFacts::default();
            return;
        }
        Change::Set(input) => input,
    };
    let AccessibilityInput {
        wheelchair,
        accessible_toilet,
        accessible_parking,
        induction_loop,
        tactile_guidance,
        note,
    } = input;
    Editor::set(&mut target.wheelchair, wheelchair);
    Editor::set(&mut target.accessible_toilet, accessible_toilet);
    Editor::set(&mut target.accessible_parking, accessible_parking);
    Editor::set(&mut target.induction_loop, induction_loop);
    Editor::set(&mut target.tactile_guidance, tactile_guidance);
    editor.at("accessibility", |editor| {
        editor.text("note", &mut target.note, note, TextLimit::NOTE);
    });
}
