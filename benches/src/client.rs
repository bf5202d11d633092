//! As much of HTTP/1.1 as it takes to ask one server again and again over one connection.

use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::failure::Failure;

type Outcome<T> = std::result::Result<T, Failure>;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection that is kept open.
pub(crate) struct Client {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

impl Client {
    /// Connect to a server on this machine.
    pub(crate) fn connect(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&host, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            host,
        })
    }

    /// Post a GraphQL request with more lines of its head, each ended; the body of the answer.
    pub(crate) fn post(&mut self, languages: &str, head: &str, body: &str) -> Result<String> {
        let request = format!(
            "POST /graphql HTTP/1.1\r\nhost: {}\r\ncontent-type: application/json\r\n\
             accept: application/graphql-response+json\r\naccept-language: {languages}\r\n\
             {head}content-length: {}\r\n\r\n{body}",
            self.host,
            body.len(),
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        self.answer()
    }

    /// Ask as somebody who reads these languages.
    pub(crate) fn ask_in(&mut self, languages: &str, body: &str) -> Outcome<String> {
        self.post(languages, "", body)
            .map_err(Failure::io("asking the program"))
    }

    /// Ask and read the data of the answer, which has to be without errors.
    pub(crate) fn data(&mut self, head: &str, body: &Value) -> Outcome<Value> {
        let answer = self
            .post("de", head, &body.to_string())
            .map_err(Failure::io("asking the program"))?;
        let mut answer: Value = serde_json::from_str(&answer)?;
        match answer.get("errors") {
            None => Ok(answer["data"].take()),
            Some(errors) => Err(Failure::Refused {
                schema: "program",
                errors: errors.to_string(),
            }),
        }
    }

    fn answer(&mut self) -> Result<String> {
        let mut length = None;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().ok();
            }
        }
        let length: usize = length.ok_or_else(|| Error::other("the answer has no length"))?;
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        String::from_utf8(body).map_err(Error::other)
    }
}
