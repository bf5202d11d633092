//! The last step: a message goes to the mail server, or into a folder where there is none.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use thiserror::Error;
use tokio::time::timeout;

use crate::config::{MailConfig, MailEncryption, Secret, secret_in};
use crate::error::ServerError;

/// Where messages are handed in.
#[derive(Debug)]
pub(crate) enum Post {
    /// A mail server.
    Server {
        transport: AsyncSmtpTransport<Tokio1Executor>,
        patience: Duration,
    },
    /// A folder of `.eml` files, which mail programs open.
    Folder(PathBuf),
}

/// Why a message was not taken. Nothing here repeats an address.
#[derive(Debug, Error)]
pub(crate) enum PostError {
    /// The mail server does not take this message, and would not take it later.
    #[error("the mail server refused it with {code}")]
    Refused { code: u16 },
    /// The mail server may take it later.
    #[error("the mail server asked with {code} to try again later")]
    Postponed { code: u16 },
    /// The mail server takes nothing from us as we are configured.
    #[error("the mail server refused us with {code}")]
    NotWelcome { code: u16 },
    /// The mail server is away, or does not say what mail servers say.
    #[error("the mail server cannot be used: {0}")]
    Unusable(&'static str),
    /// The folder cannot be written.
    #[error("the folder of mails cannot be written")]
    Unwritable(#[source] io::Error),
    /// The address is none that a message can go to, or the message has no words.
    #[error("there is no message to send: {0}")]
    NoMessage(&'static str),
}

impl PostError {
    /// Whether there is no point in trying this message again.
    pub(crate) const fn is_final(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::NoMessage(_))
    }

    /// Whether the next message would fare no better.
    pub(crate) const fn is_for_all(&self) -> bool {
        matches!(
            self,
            Self::NotWelcome { .. } | Self::Unusable(_) | Self::Unwritable(_)
        )
    }
}

impl Post {
    /// What the configuration says. `own_name` is how we introduce ourselves to the mail server.
    ///
    /// # Errors
    /// A file that it names cannot be read.
    pub(crate) fn new(config: &MailConfig, own_name: &str) -> Result<Self, ServerError> {
        let Some(host) = config.host.as_ref() else {
            return Ok(Self::Folder(config.folder.clone()));
        };
        let encryption = config.encryption;
        let port = match config.port {
            0 => encryption.usual_port(),
            port => port,
        };
        let patience = config.timeout.duration();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host.as_str())
            .port(port)
            .hello_name(ClientId::Domain(own_name.to_owned()))
            .timeout(Some(patience))
            .tls(match encryption {
                MailEncryption::StartTls => Tls::Required(tls(config, host.as_str())?),
                MailEncryption::Tls => Tls::Wrapper(tls(config, host.as_str())?),
                MailEncryption::None => Tls::None,
            });
        if let Some(user) = config.user.as_ref() {
            let password = password(config)?;
            let password = password.reveal().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self::Server {
            transport: builder.build(),
            patience,
        })
    }

    /// Hand a message in. `name` is the name of its file, where it becomes one.
    ///
    /// # Errors
    /// It was not taken.
    pub(crate) async fn send(&self, message: Message, name: &str) -> Result<(), PostError> {
        match self {
            Self::Server {
                transport,
                patience,
            } => match timeout(*patience, transport.send(message)).await {
                Ok(sent) => sent.map(drop).map_err(|error| reason(&error)),
                Err(_) => Err(PostError::Unusable("it did not answer in time")),
            },
            Self::Folder(folder) => {
                let file = folder.join(format!("{name}.eml"));
                let folder = folder.clone();
                let written = move || write(&folder, &file, &message.formatted());
                tokio::task::spawn_blocking(written)
                    .await
                    .map_err(io::Error::other)
                    .flatten()
                    .map_err(PostError::Unwritable)
            }
        }
    }

    /// Whether messages would be taken: the mail server answers, or the folder can be made.
    ///
    /// # Errors
    /// They would not.
    pub(crate) async fn examine(&self) -> Result<(), PostError> {
        match self {
            Self::Server {
                transport,
                patience,
            } => match timeout(*patience, transport.test_connection()).await {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err(PostError::Unusable("it did not answer as mail servers do")),
                Ok(Err(error)) => Err(reason(&error)),
                Err(_) => Err(PostError::Unusable("it did not answer in time")),
            },
            Self::Folder(folder) => {
                let existing = folder.ancestors().find(|it| it.exists());
                let existing = existing.unwrap_or_else(|| Path::new("."));
                match existing
                    .metadata()
                    .map(|it| it.is_dir() && !it.permissions().readonly())
                {
                    Ok(true) => Ok(()),
                    Ok(false) => {
                        let kind = io::ErrorKind::PermissionDenied;
                        Err(PostError::Unwritable(kind.into()))
                    }
                    Err(error) => Err(PostError::Unwritable(error)),
                }
            }
        }
    }
}

fn tls(config: &MailConfig, host: &str) -> Result<TlsParameters, ServerError> {
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(file) = config.ca_file.as_ref() {
        let unreadable = |source| ServerError::File {
            file: file.as_path().to_owned(),
            source,
        };
        let pem = std::fs::read(file.as_path()).map_err(unreadable)?;
        let certificate = Certificate::from_pem(&pem)
            .map_err(|error| unreadable(io::Error::new(io::ErrorKind::InvalidData, error)))?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build().map_err(|source| ServerError::Mail {
        source: Box::new(source),
    })
}

fn password(config: &MailConfig) -> Result<Secret, ServerError> {
    match config.password_file.as_ref() {
        None => Ok(config.password.clone()),
        Some(file) => secret_in(file.as_path()).map_err(|source| ServerError::File {
            file: file.as_path().to_owned(),
            source,
        }),
    }
}

/// What a failure means. The words of the server are left out: they repeat addresses.
fn reason(error: &lettre::transport::smtp::Error) -> PostError {
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return match code {
            // "Takes no mail", and what has to do with signing in.
            521 | 530 | 534 | 535 | 538 => PostError::NotWelcome { code },
            500.. => PostError::Refused { code },
            _ => PostError::Postponed { code },
        };
    }
    PostError::Unusable(if error.is_timeout() {
        "it did not answer in time"
    } else if error.is_tls() {
        "its certificate or encryption is not acceptable"
    } else if error.is_client() {
        "it does not offer the encryption or the way to sign in that is configured"
    } else if error.is_response() {
        "it did not answer as mail servers do"
    } else {
        "no connection, or it broke"
    })
}

/// Write a message for the eyes of whoever runs the program alone: links in it are secret.
fn write(folder: &Path, file: &Path, message: &[u8]) -> io::Result<()> {
    if !folder.is_dir() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options.open(file)?.write_all(message)
}

#[cfg(test)]
mod tests;
