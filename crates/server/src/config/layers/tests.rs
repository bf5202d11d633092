//! Facts about how a configuration comes together.

#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use super::{ConfigError, Loaded, load};
use crate::config::Config;

const EXAMPLE: &str = include_str!("../../../../../config.example.toml");

/// Load this file with these variables.
fn loaded(file: &str, variables: &[(&str, &str)]) -> Result<Loaded, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("test.toml");
    std::fs::write(&path, file).unwrap();
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    load(Some(&path), variables)
}

/// What is wrong, without the folder of the test.
fn problems(file: &str, variables: &[(&str, &str)]) -> String {
    let error = loaded(file, variables).unwrap_err().to_string();
    let lines = error.lines().skip(1).map(|line| {
        let line = line.trim();
        line.find("test.toml").map_or(line, |start| &line[start..])
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_example_is_the_defaults() {
    let example = loaded(EXAMPLE, &[]).unwrap().config;
    assert_eq!(
        serde_json::to_value(example).unwrap(),
        serde_json::to_value(Config::default()).unwrap()
    );
}

#[test]
fn the_example_shows_every_option() {
    let defaults = serde_json::to_value(Config::default()).unwrap();
    let example: toml::Table = EXAMPLE.parse().unwrap();
    for (section, options) in defaults.as_object().unwrap() {
        for (option, default) in options.as_object().unwrap() {
            let shown = if default.is_null() {
                EXAMPLE.contains(&format!("\n# {option} = "))
            } else {
                example[section].get(option).is_some()
            };
            assert!(shown, "config.example.toml lacks {section}.{option}");
        }
    }
}

#[test]
fn every_option_of_the_example_has_a_comment() {
    let mut before = "";
    for line in EXAMPLE.lines() {
        let is_option = line.contains(" = ") && !line.starts_with('#');
        assert!(!is_option || before.starts_with('#'), "{line}");
        before = line;
    }
}

#[test]
fn the_environment_covers_the_file() {
    let file = "[http]\nlisten = \"127.0.0.1:1\"\nalias_limit = 7\n[log]\nformat = \"json\"";
    let variables = [
        ("ANGEBOTE__HTTP__LISTEN", "127.0.0.1:2"),
        (
            "ANGEBOTE__HTTP__ORIGINS",
            "https://a.example, https://b.example",
        ),
        ("ANGEBOTE__HTTP__INTROSPECTION", "false"),
        ("ANGEBOTE__DATABASE__MIGRATE_ON_START", "true"),
        ("ANGEBOTE__DATABASE__ACQUIRE_TIMEOUT", "1500ms"),
        ("ANGEBOTE_PORT", "tcp://10.0.0.1:80"),
    ];
    let Loaded {
        config, variables, ..
    } = loaded(file, &variables).unwrap();
    assert_eq!(config.http.listen.port(), 2);
    assert_eq!(config.http.alias_limit, 7);
    assert_eq!(
        config.http.origins,
        ["https://a.example", "https://b.example"]
    );
    assert!(!config.http.introspection);
    assert_eq!(config.database.migrate_on_start, Some(true));
    assert_eq!(config.database.acquire_timeout.to_string(), "1500ms");
    assert_eq!(variables.len(), 5);
}

#[test]
fn an_unknown_key_is_refused_with_what_is_close() {
    let file =
        "[http]\nlisen = \"127.0.0.1:1\"\n[databse]\nurl = \"x\"\n[log]\nlisten = 1\ncolour = 1";
    let variables = [
        ("ANGEBOTE__HTTP__LISSEN", "1"),
        ("ANGEBOTE__HTTP_LISTEN", "1"),
        ("ANGEBOTE__SOMETHING__ELSE", "1"),
    ];
    insta::assert_snapshot!(problems(file, &variables), @"
    test.toml: there is no option `databse`; did you mean `database`?
    test.toml: there is no option `http.lisen`; did you mean `http.listen`?
    test.toml: there is no option `log.colour`
    test.toml: there is no option `log.listen`; did you mean `http.listen`?
    the environment (ANGEBOTE__HTTP_LISTEN): there is no option `http_listen`; did you mean `ANGEBOTE__HTTP__LISTEN`?
    the environment (ANGEBOTE__HTTP__LISSEN): there is no option `http.lissen`; did you mean `ANGEBOTE__HTTP__LISTEN`?
    the environment (ANGEBOTE__SOMETHING__ELSE): there is no option `something.else`
    ");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let file = "http = 1\n[graphql]\ndepth_limit = 0\ncomplexity_limit = \"much\"\n[log]\nlevel = \"loud\"\nformat = \"xml\"";
    let variables = [
        ("ANGEBOTE__HTTP__LISTEN", "here"),
        ("ANGEBOTE__HTTP__BRACKET_DEPTH_LIMIT", "5000"),
        ("ANGEBOTE__HTTP__BODY_LIMIT", "-1"),
        ("ANGEBOTE__DATABASE__BUSY_TIMEOUT", "5"),
        ("ANGEBOTE__DATABASE__MIGRATE_ON_START", "perhaps"),
    ];
    insta::assert_snapshot!(problems(file, &variables), @"
    test.toml: `graphql.complexity_limit`: expected a whole number, not negative
    test.toml: `graphql.depth_limit`: expected at least 1
    test.toml: `http`: this is a section: write [http] and its options below
    test.toml: `log.format`: unknown variant `xml`, expected one of `auto`, `text`, `json`
    test.toml: `log.level`: a level is off, error, warn, info, debug or trace, with exceptions behind it: info,persistence=debug
    the environment (ANGEBOTE__DATABASE__BUSY_TIMEOUT): `database.busy_timeout`: a length of time is a number with a unit: 500ms, 10s, 5min, 1h, 30d
    the environment (ANGEBOTE__DATABASE__MIGRATE_ON_START): `database.migrate_on_start`: expected true or false
    the environment (ANGEBOTE__HTTP__BODY_LIMIT): `http.body_limit`: expected a whole number, not negative
    the environment (ANGEBOTE__HTTP__BRACKET_DEPTH_LIMIT): `http.bracket_depth_limit`: brackets may nest 1 to 200 levels deep; deeper ones could end the program
    the environment (ANGEBOTE__HTTP__LISTEN): `http.listen`: invalid socket address syntax
    ");
}

#[test]
fn a_syntax_error_names_its_line_and_shows_no_password() {
    let file = "[database]\n\nurl = \"postgres://user:s3cret@host/name";
    insta::assert_snapshot!(problems(file, &[]), @r#"test.toml: line 3: invalid basic string, expected `"`"#);
    let places = [
        "database = \"postgres://user:s3cret@host/name\"",
        "[database]\nurl = \"mysql://user:s3cret@host/name\"",
        "[database]\nurl = [\"postgres://user:s3cret@host/name\"]",
        "[database]\nurl = \"postgres://user:s3cret@host:port/name\"",
        "[database]\nmax_connections = \"postgres://user:s3cret@host/name\"",
        "[database]\nbusy_timeout = \"postgres://user:s3cret@host/name\"",
        "database\nurl = \"postgres://user:s3cret@host/name\"",
        "[database]\nurl = postgres://user:s3cret@host/name",
    ];
    for file in places {
        let error = loaded(file, &[]).unwrap_err();
        assert!(!format!("{error:?} {error}").contains("s3cret"), "{error}");
    }
    let url = ("ANGEBOTE__DATABASE__URL", "postgres:/user:s3cret@host");
    let error = loaded("", &[url]).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("s3cret"), "{error}");
}

#[test]
fn a_password_for_mails_is_shown_nowhere() {
    let files = [
        "[mail]\nuser = \"angebote\"\npassword = \"s3cret\"",
        "[mail]\npassword = \"s3cret\"",
        "[mail]\npassword = \"s3cret\"\npassword_file = \"a\"",
        "[mail]\npassword = [\"s3cret\"]",
        "[mail]\npassword = \"s3cret",
    ];
    for file in files {
        let loaded = loaded(file, &[]);
        assert!(!format!("{loaded:?}").contains("s3cret"), "{file}");
        if let Ok(Loaded { config, .. }) = loaded {
            assert_eq!(config.mail.password.reveal(), "s3cret");
            let shown = serde_json::to_string(&config).unwrap();
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
}

#[test]
fn what_does_not_go_together_is_refused() {
    let file = "[mail]\npassword = \"a\"\npassword_file = \"b\"";
    insta::assert_snapshot!(problems(file, &[]), @"
    `mail.password_file`: mail.password is set as well: set one of them
    `mail.user`: there is a password and nobody whose it is: set it, too
    ");
    let variables = [
        ("ANGEBOTE__MAIL__HOST", "mail.example.org"),
        ("ANGEBOTE__MAIL__USER", "angebote"),
        ("ANGEBOTE__MAIL__PASSWORD", "a"),
        ("ANGEBOTE__MAIL__ENCRYPTION", "none"),
    ];
    insta::assert_snapshot!(problems("", &variables), @"`mail.encryption`: without one a password is not sent to another machine: set starttls or tls");
    insta::assert_snapshot!(problems("[mail]\nuser = \"a\"", &[]), @"`mail.user`: there is no password: set mail.password or mail.password_file, too");
}

#[test]
fn an_empty_variable_leaves_an_option_unset() {
    let variables = [
        ("ANGEBOTE__MAIL__HOST", ""),
        ("ANGEBOTE__MAIL__REPLY_TO", " "),
        ("ANGEBOTE__AUTH__LOG_IN_PAGE", ""),
        ("ANGEBOTE__HTTP__ORIGINS", ""),
    ];
    let config = loaded("", &variables).unwrap().config;
    assert!(config.mail.host.as_ref().is_none() && config.mail.reply_to.as_ref().is_none());
    assert!(config.auth.log_in_page.as_ref().is_none() && config.http.origins.is_empty());
    let wrong = [
        ("ANGEBOTE__AUTH__LOG_IN_PAGE", "/log-in"),
        ("ANGEBOTE__HTTP__CLIENT_ADDRESS_HEADER", "x forwarded"),
        ("ANGEBOTE__HTTP__PUBLIC_URL", "angebote.example"),
        ("ANGEBOTE__MAIL__FROM", "nobody"),
        ("ANGEBOTE__MAIL__HOST", "smtp://mail.example"),
    ];
    insta::assert_snapshot!(problems("", &wrong), @"
    the environment (ANGEBOTE__AUTH__LOG_IN_PAGE): `auth.log_in_page`: an address is expected that links can begin with, without ? and #: https://angebote.example.org
    the environment (ANGEBOTE__HTTP__CLIENT_ADDRESS_HEADER): `http.client_address_header`: invalid HTTP header name
    the environment (ANGEBOTE__HTTP__PUBLIC_URL): `http.public_url`: an address is expected that links can begin with, without ? and #: https://angebote.example.org
    the environment (ANGEBOTE__MAIL__FROM): `mail.from`: an address is written `Name <mailbox@example.org>` or `mailbox@example.org`
    the environment (ANGEBOTE__MAIL__HOST): `mail.host`: the name of a machine is expected, without scheme or port: mail.example.org
    ");
}

#[test]
fn a_file_that_is_named_has_to_be_there() {
    let error = load(Some("no/such/file.toml".as_ref()), []).unwrap_err();
    insta::assert_snapshot!(error, @"
    the configuration cannot be used
      no/such/file.toml: cannot be read: No such file or directory (os error 2)
    ");
}

#[test]
fn no_damage_to_a_file_makes_reading_panic() {
    let nested = ["[".repeat(50_000), "{ a = ".repeat(50_000)];
    for value in nested {
        assert!(loaded(&format!("log = {value}"), &[]).is_err());
    }
    let characters: Vec<char> = EXAMPLE.chars().collect();
    for at in (0..characters.len()).step_by(29) {
        let (before, after) = characters.split_at(at);
        let before: String = before.iter().collect();
        let after: String = after.iter().skip(1).collect();
        for other in ["", "[", "\"", "=", "\n[log]\n", "é"] {
            if let Err(error) = loaded(&format!("{before}{other}{after}"), &[]) {
                assert_ne!(error.to_string(), "");
            }
        }
    }
}
