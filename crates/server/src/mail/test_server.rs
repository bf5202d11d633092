//! A mail server for tests, as small as one can be.

#![allow(clippy::unwrap_used)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// How it behaves.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Manner {
    /// Takes everything.
    Obliging,
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
    messages: Arc<Mutex<Vec<String>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl TestServer {
    /// Listen on any free port until the test is over.
    pub(crate) async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            messages: Arc::default(),
            lines: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                // Whoever hangs up ends it.
                tokio::spawn(async move { drop(serving.converse(stream, manner).await) });
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
        self.lines.lock().unwrap().clone()
    }

    async fn converse(&self, stream: TcpStream, manner: Manner) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        match manner {
            Manner::Silent => std::future::pending().await,
            Manner::Confused => stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?,
            _ => stream.write_all(b"220 test\r\n").await?,
        }
        let mut line = String::new();
        while stream.read_line(&mut line).await? > 0 {
            let command = line.trim_end().to_owned();
            line.clear();
            let answer = match command.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-test\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "AUTH" => "235 welcome",
                "RCPT" => match manner {
                    Manner::Answering(answer) => answer,
                    _ => "250 yes",
                },
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 yes",
            };
            self.lines.lock().unwrap().push(command.clone());
            stream.write_all(answer.as_bytes()).await?;
            stream.write_all(b"\r\n").await?;
            if command == "DATA" {
                let message = read_message(&mut stream).await?;
                self.messages.lock().unwrap().push(message);
                stream.write_all(b"250 taken\r\n").await?;
            }
        }
        Ok(())
    }
}

async fn read_message(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
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
