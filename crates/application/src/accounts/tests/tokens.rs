//! Facts about access tokens and the keys of programs.

use std::collections::BTreeSet;

use data_encoding::{BASE64, BASE64URL_NOPAD};
use domain::account::ApiScope;
use domain::code::Code;
use domain::policy::Actor;
use domain::violation::Rule;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePrivateKey;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

use super::world::{World, account, at, broken, person};
use crate::accounts::NewApiKey;
use crate::{Idempotency, TokenRefused, UseCaseError};

const ANA: &str = "ana@verein.example";

async fn refused(world: &World, token: &str, second: i64) -> TokenRefused {
    let answer = world.accounts.authenticate(token, at(second)).await;
    answer.expect_err("it was accepted")
}

fn parts(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| {
        let bytes = BASE64URL_NOPAD.decode(part.as_bytes()).unwrap();
        serde_json::from_slice(&bytes).unwrap_or(Value::Null)
    });
    (parts.next().unwrap(), parts.next().unwrap())
}

/// The key with which the world signs.
async fn own_key(world: &World) -> EncodingKey {
    let keys = world.store.signing_keys().await.unwrap();
    let der = BASE64
        .decode(keys[0].private_key.reveal().as_bytes())
        .unwrap();
    EncodingKey::from_ed_der(&der)
}

fn signed(header: &Value, claims: &Value, key: &EncodingKey) -> String {
    let mut made = Header::new(Algorithm::EdDSA);
    made.kid = header["kid"].as_str().map(str::to_owned);
    encode(&made, claims, key).unwrap()
}

#[tokio::test]
async fn a_token_says_who_signed_in_and_for_how_long() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let signed_in = world.log_in(ANA, "drei blaue Fahrräder", 10).await.unwrap();
    let (header, claims) = parts(&signed_in.access_token);
    assert_eq!(header["alg"], "EdDSA");
    assert_eq!(claims["sub"], signed_in.account.id.to_global());
    assert_eq!(claims["iss"], "https://angebote.example");
    assert_eq!(claims["aud"], "https://angebote.example");
    assert_eq!(claims["iat"], at(10).utc().timestamp());
    assert_eq!(claims["exp"], at(610).utc().timestamp());
    let keys = world.accounts.jwks(at(20)).await.unwrap();
    assert_eq!(keys["keys"][0]["kid"], header["kid"]);
    assert_eq!(keys["keys"][0]["crv"], "Ed25519");

    let actor = world.who(&signed_in, 600).await;
    assert_eq!(account(&actor).email.as_ref().unwrap().as_str(), ANA);
    let over = refused(&world, &signed_in.access_token, 620).await;
    assert!(matches!(over, TokenRefused::Expired), "{over:?}");
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let token = world
        .log_in(ANA, "drei blaue Fahrräder", 10)
        .await
        .unwrap()
        .access_token;
    let (header, claims) = parts(&token);
    let own = own_key(&world).await;
    assert!(
        world
            .accounts
            .authenticate(&signed(&header, &claims, &own), at(20))
            .await
            .is_ok()
    );

    let mut forged = Vec::new();
    // Another key under the name of ours, and under a name of its own.
    let foreign = SigningKey::from_bytes(&[9; 32]).to_pkcs8_der().unwrap();
    let foreign = EncodingKey::from_ed_der(foreign.as_bytes());
    forged.push(signed(&header, &claims, &foreign));
    forged.push(signed(&json!({ "kid": "another" }), &claims, &foreign));
    forged.push(signed(&json!({}), &claims, &own));
    // Ours, for somebody else, from somebody else, or about nothing.
    for (claim, value) in [
        ("aud", json!("https://elsewhere.example")),
        ("aud", json!(["https://elsewhere.example"])),
        ("iss", json!("https://elsewhere.example")),
        ("sub", json!("nobody")),
        ("sid", claims["sub"].clone()),
        ("exp", json!("tomorrow")),
    ] {
        let mut other = claims.clone();
        other[claim] = value;
        forged.push(signed(&header, &other, &own));
        other.as_object_mut().unwrap().remove(claim);
        forged.push(signed(&header, &other, &own));
    }
    // Without a signature, and with our public key as if it were a secret.
    let encoded = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    for algorithm in ["none", "None", "nOnE", ""] {
        let header = json!({ "alg": algorithm, "typ": "JWT", "kid": header["kid"] });
        forged.push(format!("{}.{}.", encoded(&header), encoded(&claims)));
    }
    let public = world.accounts.jwks(at(20)).await.unwrap()["keys"][0]["x"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut symmetric = Header::new(Algorithm::HS256);
    symmetric.kid = header["kid"].as_str().map(str::to_owned);
    for secret in [
        public.clone().into_bytes(),
        BASE64URL_NOPAD.decode(public.as_bytes()).unwrap(),
    ] {
        let key = EncodingKey::from_secret(&secret);
        forged.push(encode(&symmetric, &claims, &key).unwrap());
    }
    // Changed behind the signature.
    let signature = token.rsplit_once('.').unwrap().1;
    let mut later = claims.clone();
    later["exp"] = json!(at(630).utc().timestamp());
    forged.push(format!(
        "{}.{}.{signature}",
        encoded(&header),
        encoded(&later)
    ));
    for token in forged {
        let why = refused(&world, &token, 20).await;
        assert!(matches!(why, TokenRefused::Forged), "{why:?} of {token}");
    }
    for garbage in [
        "",
        ".",
        "..",
        "a.b.c",
        "x",
        &"a".repeat(100_000),
        "ey.ey.ey",
    ] {
        let why = refused(&world, garbage, 20).await;
        assert!(
            matches!(why, TokenRefused::Malformed | TokenRefused::Forged),
            "{why:?}"
        );
    }
}

#[tokio::test]
async fn a_token_never_holds_longer_than_tokens_live() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let token = world
        .log_in(ANA, "drei blaue Fahrräder", 10_000)
        .await
        .unwrap()
        .access_token;
    let (header, mut claims) = parts(&token);
    // The clock was put back since.
    let why = refused(&world, &token, 10).await;
    assert!(matches!(why, TokenRefused::Expired), "{why:?}");
    claims["exp"] = json!(at(100_000_000).utc().timestamp());
    let token = signed(&header, &claims, &own_key(&world).await);
    let why = refused(&world, &token, 10_010).await;
    assert!(matches!(why, TokenRefused::Expired), "{why:?}");
    claims["exp"] = json!(at(10_100).utc().timestamp());
    claims["nbf"] = json!(at(10_050).utc().timestamp());
    let token = signed(&header, &claims, &own_key(&world).await);
    let why = refused(&world, &token, 10_010).await;
    assert!(matches!(why, TokenRefused::Expired), "{why:?}");
    assert!(
        world
            .accounts
            .authenticate(&token, at(10_060))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_new_key_signs_and_the_old_one_is_believed_until_its_tokens_are_over() {
    const MONTHS: i64 = 90 * 24 * 60 * 60;
    let world = World::new().await;
    world.administrator(ANA).await;
    let before = world
        .log_in(ANA, "drei blaue Fahrräder", MONTHS - 10)
        .await
        .unwrap();
    let after = world
        .log_in(ANA, "drei blaue Fahrräder", MONTHS)
        .await
        .unwrap();
    let name = |token: &str| parts(token).0["kid"].clone();
    assert_ne!(name(&before.access_token), name(&after.access_token));
    world.who(&before, MONTHS + 5).await;
    world.who(&after, MONTHS + 5).await;
    // Another process finds both.
    let other = world.another(|_| ());
    for token in [&before.access_token, &after.access_token] {
        assert!(other.authenticate(token, at(MONTHS + 5)).await.is_ok());
    }
    world.accounts.tidy_up(at(MONTHS + 10)).await.unwrap();
    assert_eq!(world.store.signing_keys().await.unwrap().len(), 2);
    world.accounts.tidy_up(at(MONTHS + 1_000)).await.unwrap();
    assert_eq!(world.store.signing_keys().await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_signs_out_is_out_at_once_and_elsewhere_soon() {
    let world = World::new().await;
    world.administrator(ANA).await;
    let signed_in = world.log_in(ANA, "drei blaue Fahrräder", 10).await.unwrap();
    let actor = world.who(&signed_in, 10).await;
    let other = world.another(|_| ());
    let token = &signed_in.access_token;
    other.authenticate(token, at(10)).await.unwrap();
    // While somebody is busy, a request costs no statement.
    let before = world.store.statements();
    world.who(&signed_in, 12).await;
    assert_eq!(world.store.statements(), before);

    world
        .accounts
        .log_out(person(&actor), at(12))
        .await
        .unwrap();
    let why = refused(&world, token, 12).await;
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
    assert!(other.authenticate(token, at(14)).await.is_ok());
    let why = other.authenticate(token, at(15)).await.unwrap_err();
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
}

#[tokio::test]
async fn a_program_acts_with_its_key_until_it_is_taken_back() {
    let world = World::new().await;
    let ada = world.administrator("ada@stadt.example").await;
    let input = NewApiKey {
        name: "Stadt-App".to_owned(),
        scopes: BTreeSet::from([ApiScope::ReadPublished]),
        quota_per_minute: 60,
        expires_at: Some(at(1_000)),
    };
    let bad = NewApiKey {
        name: "\u{202e}".to_owned(),
        scopes: BTreeSet::new(),
        quota_per_minute: 0,
        expires_at: Some(at(1)),
    };
    match world.accounts.create_api_key(&ada, bad, None, at(10)).await {
        Err(UseCaseError::Rejected(violations)) => assert_eq!(violations.all().len(), 4),
        other => panic!("{other:?}"),
    }
    let denied = world
        .accounts
        .create_api_key(&Actor::Anonymous, input.clone(), None, at(10))
        .await;
    assert!(matches!(denied, Err(UseCaseError::Denied(_))), "{denied:?}");
    let created = world
        .accounts
        .create_api_key(&ada, input, None, at(10))
        .await
        .unwrap();
    assert!(created.secret.starts_with("ak_"));
    assert!(!format!("{created:?}").contains(&created.secret));

    match world.accounts.authenticate(&created.secret, at(20)).await {
        Ok(Actor::Client(client)) => {
            assert_eq!(client.id, created.key.id);
            assert_eq!(client.quota_per_minute, 60);
        }
        other => panic!("{other:?}"),
    }
    let kept = world.accounts.api_keys(&ada).await.unwrap();
    assert_eq!(kept[0].last_used_on, Some(at(20).utc().date_naive()));
    let guessed = format!("{}x", created.secret);
    let why = refused(&world, &guessed, 20).await;
    assert!(matches!(why, TokenRefused::Unknown), "{why:?}");
    let other = world.another(|_| ());
    let why = other
        .authenticate(&created.secret, at(1_000))
        .await
        .unwrap_err();
    assert!(matches!(why, TokenRefused::Expired), "{why:?}");

    let revoked = world
        .accounts
        .revoke_api_key(&ada, created.key.id, at(30))
        .await
        .unwrap();
    assert_eq!(revoked.revoked_at, Some(at(30)));
    let why = refused(&world, &created.secret, 30).await;
    assert!(matches!(why, TokenRefused::Unknown), "{why:?}");
    let audit = world.audit().await;
    assert!(audit.ends_with(&["API_KEY_CREATED".to_owned(), "API_KEY_REVOKED".to_owned()]));
    assert_eq!(ApiScope::ReadPublished.code(), "READ_PUBLISHED");
}

#[tokio::test]
async fn a_closed_account_is_out() {
    let world = World::new().await;
    let ada = world.administrator("ada@stadt.example").await;
    world.administrator(ANA).await;
    let signed_in = world.log_in(ANA, "drei blaue Fahrräder", 10).await.unwrap();
    let ana = world.who(&signed_in, 10).await;
    let id = account(&ana).id;
    world
        .accounts
        .disable_account(&ada, id, at(20))
        .await
        .unwrap();
    let why = refused(&world, &signed_in.access_token, 20).await;
    assert!(matches!(why, TokenRefused::SessionOver), "{why:?}");
    let result = world.log_in(ANA, "drei blaue Fahrräder", 30).await;
    assert_eq!(
        broken(result),
        ("password".to_owned(), Rule::WrongCredentials)
    );
    world.ask_link(ANA, 30).await;
    let mails = world.mails().await;
    assert_eq!(mails.last().unwrap().values.link, None);
    world
        .accounts
        .enable_account(&ada, id, at(40))
        .await
        .unwrap();
    world.log_in(ANA, "drei blaue Fahrräder", 50).await.unwrap();
}

#[tokio::test]
async fn a_key_is_made_once_and_shown_once_however_often_it_is_asked_for() {
    let world = World::new().await;
    let ada = world.administrator("ada@stadt.example").await;
    let input = |name: &str| NewApiKey {
        name: name.to_owned(),
        scopes: [ApiScope::ReadPublished].into(),
        quota_per_minute: 60,
        expires_at: None,
    };
    let key = Idempotency::new("key-1", "createApiKey 0 createApiKey", [1; 32]);
    let ask = async |name, key: &Option<Idempotency>| {
        let made = world
            .accounts
            .create_api_key(&ada, input(name), key.as_ref(), at(10));
        made.await
    };
    let made = ask("An app", &key).await.unwrap();
    match ask("An app", &key).await {
        Err(UseCaseError::SecretShown(id)) => assert_eq!(id, made.key.id.to_global()),
        other => panic!("{other:?}"),
    }
    let other = Idempotency::new("key-1", "createApiKey 0 createApiKey", [2; 32]);
    let reused = ask("Another", &other).await;
    assert!(matches!(reused, Err(UseCaseError::KeyReused)), "{reused:?}");
    let keys = world.accounts.api_keys(&ada).await.unwrap();
    assert_eq!(keys.len(), 1);
}
