//! Texts of exact length that mean nothing in particular.

use crate::chance::Chance;

/// How long the texts of an offer are in each language, in characters: 600 together.
pub(crate) const TITLE: usize = 40;
/// See [`TITLE`].
pub(crate) const SUMMARY: usize = 140;
/// See [`TITLE`].
pub(crate) const DESCRIPTION: usize = 420;

/// The words of a language, from which texts are put together.
pub(super) struct Prose {
    words: &'static str,
}

/// The texts of an offer in one language.
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) description: String,
}

impl Texts {
    /// The texts of the offer at this position.
    pub(super) fn new(prose: &Prose, index: u32, chance: &mut Chance) -> Self {
        let number = index.to_string();
        let words = prose.words(TITLE - 1 - number.chars().count(), chance);
        Self {
            title: format!("{words} {number}"),
            summary: prose.sentences(SUMMARY, chance),
            description: prose.sentences(DESCRIPTION, chance),
        }
    }
}

impl Prose {
    pub(super) const GERMAN: Self = Self {
        words: "Treffpunkt Nachbarschaft Sprache lernen gemeinsam kochen Familien Kinder Jugendliche \
                offen kostenlos Beratung Begleitung Schule Ausbildung Arbeit Wohnung suchen finden \
                Garten Werkstatt Musik Theater Sport Bewegung Frauen Männer Eltern Großeltern \
                Ehrenamt Übersetzung Termin Nachmittag Abend Woche regelmäßig mitmachen herzlich \
                willkommen Küche Bücher vorlesen Hausaufgaben Prüfung Bewerbung schreiben Fahrrad \
                reparieren tauschen feiern kennenlernen Stadtteil Brücke Begegnung Gespräch Hilfe",
    };

    pub(super) const ENGLISH: Self = Self {
        words: "meeting neighbourhood language learning together cooking families children teenagers \
                open free advice company school training work flat search find garden workshop music \
                theatre sport movement women men parents grandparents volunteers translation \
                appointment afternoon evening week regular join warm welcome kitchen books reading \
                homework exam application writing bicycle repair swap celebrate district bridge \
                encounter conversation help every with for and near",
    };

    pub(super) const ARABIC: Self = Self {
        words: "لقاء الحي اللغة تعلم معا الطبخ عائلات أطفال شباب مفتوح مجاني استشارة مرافقة مدرسة \
                تدريب عمل سكن بحث حديقة ورشة موسيقى مسرح رياضة حركة نساء رجال آباء أجداد متطوعون \
                ترجمة موعد ظهر مساء أسبوع منتظم شارك أهلا وسهلا مطبخ كتب قراءة واجبات امتحان طلب \
                كتابة دراجة إصلاح تبادل احتفال حي جسر حوار مساعدة كل مع من في قرب",
    };

    /// Sentences of exactly this many characters, the last of them cut off.
    fn sentences(&self, characters: usize, chance: &mut Chance) -> String {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        let mut text = String::new();
        let mut length = 0;
        let mut left = 0;
        while length < characters {
            if left == 0 {
                left = 6 + chance.below(8);
            }
            left -= 1;
            let word = chance.one(&words).unwrap_or_default();
            let end = if left == 0 { ". " } else { " " };
            text.push_str(word);
            text.push_str(end);
            length += word.chars().count() + end.len();
        }
        let cut = text.chars().take(characters.saturating_sub(1));
        cut.chain(['.']).collect()
    }

    /// Words of exactly this many characters, the last of them cut off.
    fn words(&self, characters: usize, chance: &mut Chance) -> String {
        let sentences = self.sentences(characters + 1, chance);
        sentences.chars().take(characters).collect()
    }
}
