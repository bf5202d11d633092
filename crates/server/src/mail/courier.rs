//! Taking mails out of the outbox, one after another, and handing them in.
//!
//! A mail is taken for a while: should the program die with it in hand, it becomes due again, and
//! its message has the same id, by which mail programs know it. How often and when a mail is tried
//! again is for the use cases to say.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use application::accounts::{Accounts, OutboxMail};
use application::{Application, ApplicationError};
use domain::mail::Mail;
use domain::period::Instant;
use gateway::Clock;
use lettre::address::AddressError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use tracing::{info, warn};
use uuid::Uuid;

use super::letter::{Letter, letter};
use super::post::{Post, PostError};
use super::words::Vocabulary;
use crate::config::MailConfig;
use crate::error::ServerError;
use crate::serve::Shutdown;

/// How often is looked for new mails: somebody waits for a link in front of a screen.
const EVERY: Duration = Duration::from_secs(2);
/// How long is waited after a failure that is not the mail's.
const AFTER_FAILURE: Duration = Duration::from_secs(15);
/// Gives mails their words and hands them in.
#[derive(Debug)]
pub(crate) struct Courier {
    words: Vocabulary,
    post: Post,
    from: Mailbox,
    reply_to: Option<Mailbox>,
}

impl Courier {
    /// What the configuration says.
    ///
    /// # Errors
    /// A file that it names cannot be read.
    pub(crate) fn new(config: &MailConfig) -> Result<Self, ServerError> {
        let from = config.from.mailbox().clone();
        Ok(Self {
            words: Vocabulary::read()?,
            post: Post::new(config, from.email.domain())?,
            from,
            reply_to: config.reply_to.as_ref().map(|it| it.mailbox().clone()),
        })
    }

    /// Say once where mails go.
    fn introduce(&self) {
        match &self.post {
            Post::Server { .. } => info!("mails go to the mail server"),
            Post::Folder(folder) => {
                let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
                warn!(
                    folder = %folder.display(),
                    "no mail server is configured: mails are written into a folder"
                );
            }
        }
    }

    /// Hand a mail in.
    async fn send(&self, waiting: &OutboxMail) -> Result<(), PostError> {
        let OutboxMail { id, mail, .. } = waiting;
        let message = self.message(*id, mail)?;
        // In the order in which they came: ids begin with the time.
        let name = format!("{id}-{}", mail.template);
        self.post.send(message, &name).await
    }

    fn message(&self, id: Uuid, mail: &Mail) -> Result<Message, PostError> {
        let sender = match &self.from.name {
            Some(name) => name.as_str(),
            None => self.from.email.domain(),
        };
        let words = self.words.in_language(&mail.language);
        let Letter {
            subject,
            plain,
            html,
        } = letter(words, mail, sender)
            .map_err(|_| PostError::NoMessage("it lacks the link that it is about"))?;
        let to: Result<Address, AddressError> = mail.to.as_str().parse();
        let to = to.map_err(|_| PostError::NoMessage("nothing can be sent to its address"))?;
        let mut message = Message::builder()
            .from(self.from.clone())
            // Without the name, which somebody else may have chosen.
            .to(Mailbox::new(None, to))
            .subject(subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(header("Content-Language", words.language.as_str()))
            // So that out-of-office programs do not answer (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if let Some(reply_to) = &self.reply_to {
            message = message.reply_to(reply_to.clone());
        }
        message
            .multipart(MultiPart::alternative_plain_html(plain, html))
            .map_err(|_| PostError::NoMessage("its parts do not make a message"))
    }
}

/// Send what waits in the outbox until told to stop; the mail in hand is sent before the end.
pub(crate) async fn deliver(
    courier: Courier,
    application: Arc<Application>,
    clock: Clock,
    shutdown: Shutdown,
) {
    courier.introduce();
    let mut round = Round::default();
    loop {
        let accounts = application.accounts();
        let pause = round.run(&courier, accounts, &clock, &shutdown).await;
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shutdown.begun() => return,
        }
    }
}

/// What was told of failures, so that one line tells of the first and one of the end.
#[derive(Debug, Default)]
struct Round {
    outbox_failed: bool,
    post_failed: bool,
}

impl Round {
    /// Send what is due; how long to wait then.
    async fn run(
        &mut self,
        courier: &Courier,
        accounts: &Accounts,
        clock: &Clock,
        shutdown: &Shutdown,
    ) -> Duration {
        while !shutdown.has_begun() {
            // One at a time, so that no other waits in vain when the program ends.
            let waiting = match accounts.mails_due(clock().into(), 1).await {
                Ok(mut waiting) => waiting.pop(),
                Err(error) => return self.outbox_fails(&error),
            };
            self.outbox_works();
            let Some(waiting) = waiting else {
                return EVERY;
            };
            let sent = courier.send(&waiting).await;
            if let Err(error) = settle(accounts, &waiting, &sent, clock().into()).await {
                return self.outbox_fails(&error);
            }
            if !self.post_works(&sent) {
                return AFTER_FAILURE;
            }
        }
        EVERY
    }

    fn outbox_works(&mut self) {
        if std::mem::take(&mut self.outbox_failed) {
            info!("the outbox can be read again");
        }
    }

    fn outbox_fails(&mut self, error: &(dyn Error + 'static)) -> Duration {
        if !std::mem::replace(&mut self.outbox_failed, true) {
            warn!(error, "the outbox cannot be used; mails wait");
        }
        AFTER_FAILURE
    }

    /// Whether the next mail may fare better than this one.
    fn post_works(&mut self, sent: &Result<(), PostError>) -> bool {
        match sent {
            Err(error) if error.is_for_all() => {
                if !std::mem::replace(&mut self.post_failed, true) {
                    warn!(
                        error = error as &dyn Error,
                        "mails cannot be sent; they wait"
                    );
                }
                false
            }
            _ => {
                if std::mem::take(&mut self.post_failed) {
                    info!("mails can be sent again");
                }
                true
            }
        }
    }
}

/// Note what became of a mail, and tell of it.
async fn settle(
    accounts: &Accounts,
    waiting: &OutboxMail,
    sent: &Result<(), PostError>,
    now: Instant,
) -> Result<(), ApplicationError> {
    let OutboxMail { id, attempts, mail } = waiting;
    let template = mail.template;
    let attempt = attempts.saturating_add(1);
    let Err(error) = sent else {
        accounts.mail_sent(*id, now).await?;
        info!(mail.id = %id, %template, attempt, "sent a mail");
        return Ok(());
    };
    let reason = error.to_string();
    let again = if error.is_final() {
        accounts.mail_given_up(*id, &reason).await?;
        None
    } else {
        accounts.mail_failed(waiting, &reason, now).await?
    };
    match again {
        Some(_) => info!(mail.id = %id, %template, attempt, reason, "a mail has to wait"),
        None => warn!(mail.id = %id, %template, attempt, reason, "gave a mail up"),
    }
    Ok(())
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests;
