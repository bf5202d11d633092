//! Taking mails out of the outbox, one after another, and handing them in.
//!
//! A mail is taken for a while: should the program die with it in hand, it becomes due again, and
//! its message has the same id, by which mail programs know it.

use std::error::Error;
use std::time::Duration;

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
/// The longest time between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 60 * 60);

/// Where mails wait.
pub(crate) trait Outbox: Send + Sync {
    /// Why it cannot be read or written.
    type Failure: Error + Send + 'static;

    /// Take the mail that has been due for longest, if any is due at `now`; it is not due again
    /// before `until`.
    fn take(
        &self,
        now: Instant,
        until: Instant,
    ) -> impl Future<Output = Result<Option<Waiting>, Self::Failure>> + Send;

    /// Tell what became of a mail that was taken.
    fn settle(
        &self,
        id: Uuid,
        outcome: &Outcome,
        now: Instant,
    ) -> impl Future<Output = Result<(), Self::Failure>> + Send;
}

/// A mail that was taken out of the outbox.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) id: Uuid,
    pub(crate) mail: Mail,
    /// How often it was taken before.
    pub(crate) attempts: u32,
}

/// What became of a mail.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    Sent,
    /// To be tried again then.
    Later {
        at: Instant,
        reason: String,
    },
    /// Not to be tried again.
    Never {
        reason: String,
    },
}

/// Gives mails their words and hands them in.
#[derive(Debug)]
pub(crate) struct Courier {
    words: Vocabulary,
    post: Post,
    from: Mailbox,
    reply_to: Option<Mailbox>,
    attempts: u32,
    retry_after: Duration,
    patience: Duration,
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
            attempts: config.attempts.get(),
            retry_after: config.retry_after.duration(),
            patience: config.timeout.duration(),
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
    async fn send(&self, waiting: &Waiting) -> Result<(), PostError> {
        let Waiting { id, mail, .. } = waiting;
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

    /// What an attempt means for a mail that was taken so often before.
    fn outcome(&self, sent: &Result<(), PostError>, waiting: &Waiting, now: Instant) -> Outcome {
        let Err(error) = sent else {
            return Outcome::Sent;
        };
        let reason = error.to_string();
        let at = after(now, self.wait(waiting.attempts));
        let is_over = waiting.mail.expires_at.is_some_and(|end| end <= at);
        if error.is_final() || is_over || waiting.attempts.saturating_add(1) >= self.attempts {
            Outcome::Never { reason }
        } else {
            Outcome::Later { at, reason }
        }
    }

    /// How long to wait after so many earlier attempts: twice as long each time.
    fn wait(&self, attempts: u32) -> Duration {
        let factor = 1_u32.checked_shl(attempts).unwrap_or(u32::MAX);
        self.retry_after.saturating_mul(factor).min(LONGEST_WAIT)
    }
}

/// Send what waits in the outbox until told to stop; the mail in hand is sent before the end.
pub(crate) async fn deliver(
    courier: Courier,
    outbox: impl Outbox,
    clock: Clock,
    shutdown: Shutdown,
) {
    courier.introduce();
    let mut round = Round::default();
    loop {
        let pause = round.run(&courier, &outbox, &clock, &shutdown).await;
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
        outbox: &impl Outbox,
        clock: &Clock,
        shutdown: &Shutdown,
    ) -> Duration {
        while !shutdown.has_begun() {
            let now: Instant = clock().into();
            // Twice the time that it may take, so that nobody else sends it meanwhile.
            let until = after(now, 2 * courier.patience);
            let waiting = match outbox.take(now, until).await {
                Ok(Some(waiting)) => waiting,
                Ok(None) => {
                    self.outbox_works();
                    return EVERY;
                }
                Err(error) => return self.outbox_fails(&error),
            };
            self.outbox_works();
            let sent = courier.send(&waiting).await;
            let outcome = courier.outcome(&sent, &waiting, clock().into());
            tell(&waiting, &outcome);
            if let Err(error) = outbox.settle(waiting.id, &outcome, clock().into()).await {
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

fn tell(waiting: &Waiting, outcome: &Outcome) {
    let template = waiting.mail.template;
    let attempt = waiting.attempts.saturating_add(1);
    match outcome {
        Outcome::Sent => info!(mail.id = %waiting.id, %template, attempt, "sent a mail"),
        Outcome::Later { reason, .. } => {
            info!(mail.id = %waiting.id, %template, attempt, reason, "a mail has to wait");
        }
        Outcome::Never { reason } => {
            warn!(mail.id = %waiting.id, %template, attempt, reason, "gave a mail up");
        }
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn after(now: Instant, wait: Duration) -> Instant {
    let wait = chrono::TimeDelta::from_std(wait).unwrap_or(chrono::TimeDelta::MAX);
    now.utc()
        .checked_add_signed(wait)
        .unwrap_or(now.utc())
        .into()
}

#[cfg(test)]
mod tests;
