//! A mail server for tests, as small as one can be.

#![allow(clippy::unwrap_used)]

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The authority that vouches for the server, as a file of this crate.
pub(crate) const AUTHORITY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/mail/test_server/authority.pem"
);
/// The certificate and the key of `127.0.0.1`: known to everybody, and good for nothing.
const SERVER: &[u8] = include_bytes!("test_server/server.pem");

/// How it behaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Manner {
    /// Takes everything.
    Obliging,
    /// Takes everything over an encrypted connection.
    Encrypted,
    /// Takes everything once the connection was made an encrypted one.
    Encrypting,
    /// Answers the address of a recipient with this line.
    Answering(&'static str),
    /// Takes the connection and says nothing.
    Silent,
    /// Says something else than mail servers do.
    Confused,
}

/// A mail server and what it was told.
#[derive(Clone, Debug)]
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    manner: Manner,
    messages: Arc<Mutex<Vec<String>>>,
    commands: Arc<Mutex<Vec<String>>>,
}

impl TestServer {
    /// Listen on any free port until the test is over.
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            manner,
            messages: Arc::default(),
            commands: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                // Whoever hangs up ends it.
                tokio::spawn(async move { drop(serving.receive(stream).await) });
            }
        });
        server
    }

    /// The messages that it took.
    pub(crate) fn messages(&self) -> Vec<String> {
        self.messages.lock().unwrap().clone()
    }

    /// The commands that it was given.
    pub(crate) fn commands(&self) -> Vec<String> {
        self.commands.lock().unwrap().clone()
    }

    async fn receive(&self, stream: TcpStream) -> io::Result<()> {
        match self.manner {
            Manner::Silent => std::future::pending().await,
            Manner::Confused => {
                let mut stream = BufReader::new(stream);
                say(&mut stream, "HTTP/1.1 200 OK").await?;
                self.converse(&mut stream).await.map(drop)
            }
            Manner::Encrypted => {
                let mut stream = BufReader::new(acceptor().accept(stream).await?);
                say(&mut stream, "220 test").await?;
                self.converse(&mut stream).await.map(drop)
            }
            Manner::Obliging | Manner::Answering(_) | Manner::Encrypting => {
                let mut stream = BufReader::new(stream);
                say(&mut stream, "220 test").await?;
                if self.converse(&mut stream).await? == End::ToEncrypt {
                    let stream = acceptor().accept(stream.into_inner()).await?;
                    self.converse(&mut BufReader::new(stream)).await?;
                }
                Ok(())
            }
        }
    }

    async fn converse<S>(&self, stream: &mut BufReader<S>) -> io::Result<End>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 0 {
            let command = line.trim_end().to_owned();
            line.clear();
            self.commands.lock().unwrap().push(command.clone());
            let answer = match command.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" if self.manner == Manner::Encrypting => "250-test\r\n250 STARTTLS",
                "EHLO" => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "AUTH" => "235 welcome",
                "RCPT" => match self.manner {
                    Manner::Answering(answer) => answer,
                    _ => "250 yes",
                },
                "STARTTLS" => "220 go on",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 yes",
            };
            say(stream, answer).await?;
            match command.as_str() {
                "STARTTLS" => return Ok(End::ToEncrypt),
                "DATA" => {
                    let message = read_message(stream).await?;
                    self.messages.lock().unwrap().push(message);
                    say(stream, "250 taken").await?;
                }
                _ => {}
            }
        }
        Ok(End::Over)
    }
}

/// Why a conversation ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum End {
    Over,
    ToEncrypt,
}

async fn say(stream: &mut (impl AsyncWrite + Unpin), answer: &str) -> io::Result<()> {
    stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn read_message(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<String> {
    let mut message = String::new();
    loop {
        let start = message.len();
        stream.read_line(&mut message).await?;
        if &message[start..] == ".\r\n" {
            message.truncate(start);
            return Ok(message);
        }
    }
}

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(SERVER).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}
