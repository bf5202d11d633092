//! Facts about what people read.

#![allow(clippy::unwrap_used)]

use domain::code::Code;
use domain::contact::{EmailAddress, WebUrl};

use super::*;
use crate::mail::words::Vocabulary;

const LINK: &str = "https://angebote.example/anmelden?a=1&b=2#token=abc-123_xyz";

/// A mail that names everything that a mail can name.
fn mail(template: MailTemplate, language: &str) -> Mail {
    Mail {
        to: EmailAddress::parse("ana@verein.example").unwrap(),
        account: None,
        language: language.parse().unwrap(),
        template,
        values: MailValues {
            name: Some("Ana Yıldız".to_owned()),
            organization: Some("Verein für Nachbarschaft".to_owned()),
            subjects: vec!["Sprachcafé".to_owned(), "Hausaufgabenhilfe".to_owned()],
            unnamed: 0,
            comment: Some("Bitte den Preis ergänzen.\nDanke!".to_owned()),
            link: Some(WebUrl::parse(LINK).unwrap()),
            minutes: Some(15),
        },
        expires_at: None,
    }
}

fn lettered(mail: &Mail) -> Letter {
    let vocabulary = Vocabulary::read().unwrap();
    letter(
        vocabulary.in_language(&mail.language),
        mail,
        "Angebote Minden",
    )
    .unwrap()
}

/// Every mail in every language.
fn every_letter() -> Vec<(String, Mail, Letter)> {
    let vocabulary = Vocabulary::read().unwrap();
    let mut letters = Vec::new();
    for words in vocabulary.all() {
        for template in MailTemplate::ALL {
            let mail = mail(*template, words.language.as_str());
            let letter = letter(words, &mail, "Angebote Minden").unwrap();
            letters.push((format!("{template} in {}", words.language), mail, letter));
        }
    }
    letters
}

#[test]
fn every_mail_says_in_every_language_what_it_names() {
    let escaped = LINK.replace('&', "&amp;");
    for (
        which,
        mail,
        Letter {
            subject,
            plain,
            html,
        },
    ) in every_letter()
    {
        assert!(plain.contains(LINK), "{which}: {plain}");
        assert_eq!(html.matches(&escaped).count(), 3, "{which}: {html}");
        let values = &mail.values;
        let named = values
            .subjects
            .iter()
            .chain(&values.organization)
            .chain(&values.name);
        for value in named {
            assert!(plain.contains(value), "{which}: {value}: {plain}");
            assert!(html.contains(value), "{which}: {value}: {html}");
            assert!(!subject.contains(value), "{which}: {subject}");
        }
        assert!(
            plain.contains("Danke!") && html.contains("Danke!"),
            "{which}"
        );
        assert!(plain.contains("15"), "{which}: {plain}");
    }
}

#[test]
fn no_placeholder_is_left() {
    for (
        which,
        _,
        Letter {
            subject,
            plain,
            html,
        },
    ) in every_letter()
    {
        for text in [&subject, &plain, &html] {
            assert!(!text.contains(['{', '}']), "{which}: {text}");
        }
        assert!(!subject.is_empty(), "{which}");
        assert!(subject.chars().count() <= 60, "{which}: {subject}");
    }
}

#[test]
fn a_page_says_its_language_and_direction_and_fetches_nothing() {
    for (which, mail, Letter { html, .. }) in every_letter() {
        let direction = match mail.language.as_str() {
            "ar" | "fa" | "ckb" => "rtl",
            _ => "ltr",
        };
        let said = format!("lang=\"{}\" dir=\"{direction}\"", mail.language);
        assert_eq!(html.matches(&said).count(), 2, "{which}");
        for loading in [
            "src=",
            "url(",
            "<img",
            "<link",
            "<script",
            "@import",
            "background=",
        ] {
            assert!(!html.contains(loading), "{which}: {loading}");
        }
        assert_eq!(html.matches("http").count(), 3, "{which}: only the link");
    }
}

#[test]
fn what_a_mail_does_not_name_is_left_out() {
    for template in MailTemplate::ALL {
        let mut mail = mail(*template, "en");
        mail.values = MailValues::default();
        let vocabulary = Vocabulary::read().unwrap();
        let letter = letter(vocabulary.in_language(&mail.language), &mail, "Angebote");
        match letter {
            Err(LetterError::LinkMissing) => assert!(is_about_a_link(*template), "{template}"),
            Ok(Letter { plain, html, .. }) => {
                assert!(plain.starts_with("Hello,\n\n"), "{template}: {plain}");
                for left_out in ["It is about", "Note:", "Organization:", "works for"] {
                    assert!(!plain.contains(left_out), "{template}: {plain}");
                }
                assert!(!html.contains("<a "), "{template}: {html}");
            }
        }
    }
}

#[test]
fn html_in_a_value_stays_text() {
    let mut mail = mail(MailTemplate::RevisionReturned, "de");
    let script = "<script>alert('1')</script><a href=\"https://bad.example\">&";
    mail.values.name = Some(script.to_owned());
    mail.values.organization = Some(script.to_owned());
    mail.values.subjects = vec![script.to_owned()];
    mail.values.comment = Some(script.to_owned());
    let Letter { html, .. } = lettered(&mail);
    let text = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;\
                &lt;a href=&quot;https://bad.example&quot;&gt;&amp;";
    assert_eq!(html.matches(text).count(), 4, "{html}");
    assert!(!html.contains("<script"));
}

#[test]
fn a_value_cannot_pretend_to_be_more_than_a_value() {
    let mut mail = mail(MailTemplate::Invitation, "en");
    mail.values.name = Some("Ana\r\nBcc: all@example.org\n\nYour account\u{202e}\u{7}".to_owned());
    mail.values.organization = Some("x".repeat(5_000));
    let Letter {
        plain,
        html,
        subject,
    } = lettered(&mail);
    assert!(
        plain.starts_with("Hello Ana Bcc: all@example.org Your account,\n\n"),
        "{plain}"
    );
    assert!(plain.contains(&format!("Organization: {}…\n", "x".repeat(200))));
    for text in [plain, html, subject] {
        assert!(!text.contains(['\r', '\u{202e}', '\u{7}']));
        assert!(!text.contains("\nBcc"));
    }
}

#[test]
fn a_value_of_the_other_direction_does_not_turn_the_sentence() {
    let mut right_to_left = mail(MailTemplate::LoginLink, "ar");
    let Letter { plain, .. } = lettered(&right_to_left);
    assert!(
        plain.starts_with("مرحبًا \u{2068}Ana Yıldız\u{2069}،\n"),
        "{plain}"
    );
    right_to_left.values.name = Some("فرشته".to_owned());
    assert!(lettered(&right_to_left).plain.starts_with("مرحبًا فرشته،\n"));
    right_to_left.language = "en".parse().unwrap();
    assert!(
        lettered(&right_to_left)
            .plain
            .starts_with("Hello \u{2068}فرشته\u{2069},\n")
    );
}

#[test]
fn a_returned_change_in_german() {
    let Letter { subject, plain, .. } = lettered(&mail(MailTemplate::RevisionReturned, "de"));
    insta::assert_snapshot!(format!("{subject}\n\n{plain}"), @"
    Bitte sehen Sie Ihre Änderung noch einmal an

    Guten Tag Ana Yıldız,

    Wir haben Ihre Änderung angesehen und haben eine Frage oder eine Bitte dazu. Bitte sehen Sie sie noch einmal an und schicken Sie sie dann wieder ab.

    Organisation: Verein für Nachbarschaft

    Es geht um:
    - Sprachcafé
    - Hausaufgabenhilfe

    Anmerkung:
    > Bitte den Preis ergänzen.
    > Danke!

    Öffnen:
    https://angebote.example/anmelden?a=1&b=2#token=abc-123_xyz

    So lange gilt der Link: 15 Minuten.

    Freundliche Grüße
    Angebote Minden

    Diese Nachricht wurde automatisch verschickt.
    ");
}

#[test]
fn a_link_to_sign_in_in_arabic() {
    let mut mail = mail(MailTemplate::LoginLink, "ar");
    mail.values = MailValues {
        name: Some("Ana".to_owned()),
        link: mail.values.link,
        minutes: Some(15),
        ..MailValues::default()
    };
    insta::assert_snapshot!(lettered(&mail).html, @r#"
    <!doctype html>
    <html lang="ar" dir="rtl">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>رابط تسجيل الدخول</title>
    </head>
    <body style="margin:0;padding:24px;background:#ffffff;color:#1a1a1a">
    <div lang="ar" dir="rtl" style="max-width:36em;margin:0 auto;font-family:sans-serif;font-size:16px;line-height:1.5">
    <p>مرحبًا <bdi>Ana</bdi>،</p>
    <p>يمكنكم بهذا الرابط تسجيل الدخول دون كلمة مرور.</p>
    <p><a href="https://angebote.example/anmelden?a=1&amp;b=2#token=abc-123_xyz" style="display:inline-block;padding:12px 24px;border-radius:4px;background:#0b4f8a;color:#ffffff;font-weight:bold;text-decoration:none">تسجيل الدخول</a></p>
    <p>إذا لم يعمل الزر، فافتحوا هذا العنوان:<br>
    <a href="https://angebote.example/anmelden?a=1&amp;b=2#token=abc-123_xyz" dir="ltr" style="overflow-wrap:anywhere">https://angebote.example/anmelden?a=1&amp;b=2#token=abc-123_xyz</a></p>
    <p>مدة صلاحية الرابط: <bdi>15 دقيقة</bdi>.</p>
    <p>يرجى عدم إعطاء الرابط لأي شخص آخر. إذا لم تطلبوه، فلا داعي لفعل أي شيء.</p>
    <p>مع أطيب التحيات<br>
    <bdi>Angebote Minden</bdi></p>
    <p>أُرسلت هذه الرسالة تلقائيًا.</p>
    </div>
    </body>
    </html>
    "#);
}

#[test]
fn what_stays_unnamed_is_counted() {
    let mut mail = mail(MailTemplate::ConfirmationDue, "de");
    mail.values.subjects = Vec::new();
    mail.values.unnamed = 2;
    let plain = lettered(&mail).plain;
    let line = plain
        .lines()
        .find(|line| line.contains("hier nicht genannt"));
    assert_eq!(
        line,
        Some("Weitere, die hier nicht genannt werden: 2"),
        "{plain}"
    );
}
