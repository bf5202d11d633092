//! A small client, as an app has one.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::{Value, json};

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.body))
    }

    /// The data of an answer that has to be without errors.
    pub fn data(&self) -> Value {
        let mut json = self.json();
        assert_eq!(json.get("errors"), None, "{json:#}");
        assert_eq!(self.status, 200);
        json["data"].take()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    address: SocketAddr,
    agent: ureq::Agent,
    access_token: Option<String>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .new_agent();
        Self {
            address,
            agent,
            access_token: None,
        }
    }

    /// The same client, as somebody who has signed in; with connections of its own.
    pub fn signed_in(&self, access_token: &str) -> Self {
        Self {
            access_token: Some(access_token.to_owned()),
            ..Self::new(self.address)
        }
    }

    /// The same somebody at another address, where the program was started again.
    pub fn moved_to(&self, other: &Self) -> Self {
        Self {
            access_token: self.access_token.clone(),
            ..Self::new(other.address)
        }
    }

    /// The answer, or none where nobody takes the connection.
    pub fn try_get(&self, path: &str, headers: &[(&str, &str)]) -> Option<Answer> {
        let mut request = self.agent.get(format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Some(answer(request.call().ok()?))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.try_get(path, &[("accept", ACCEPTED)]).unwrap()
    }

    pub fn post_raw(&self, body: &str) -> Answer {
        self.send(body).unwrap()
    }

    /// The answer, or none where the program ended before it had answered.
    pub fn try_post(&self, body: &Value) -> Option<Answer> {
        self.send(&body.to_string()).ok()
    }

    fn send(&self, body: &str) -> Result<Answer, ureq::Error> {
        let mut request = self
            .agent
            .post(format!("http://{}/graphql", self.address))
            .header("accept", ACCEPTED)
            .header("content-type", "application/json");
        if let Some(token) = &self.access_token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        read(request.send(body)?)
    }

    /// Announce a body of so many bytes and send none of it: the status and the body of the answer.
    pub fn announce(&self, bytes: usize) -> (u16, Value) {
        self.send_raw(&format!("content-length: {bytes}"), &[])
    }

    /// Send a body of so many bytes whose length is announced, all of it before anything is read.
    pub fn send_at_length(&self, bytes: usize) -> (u16, Value) {
        self.send_raw(&format!("content-length: {bytes}"), &vec![b' '; bytes])
    }

    /// The same, in chunks whose number only the end tells.
    pub fn send_in_chunks(&self, bytes: usize) -> (u16, Value) {
        const CHUNK: usize = 0x1_0000;
        let chunk = format!("{CHUNK:x}\r\n{}\r\n", " ".repeat(CHUNK));
        let body = chunk.repeat(bytes.div_ceil(CHUNK)) + "0\r\n\r\n";
        self.send_raw("transfer-encoding: chunked", body.as_bytes())
    }

    fn send_raw(&self, length: &str, body: &[u8]) -> (u16, Value) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nhost: test\r\naccept: {ACCEPTED}\r\n\
             content-type: application/json\r\n{length}\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).unwrap())
    }

    pub fn post(&self, body: &Value) -> Answer {
        self.post_raw(&body.to_string())
    }

    /// Ask without variables.
    pub fn ask(&self, query: &str) -> Answer {
        self.post(&json!({ "query": query }))
    }

    /// Ask by `GET`.
    pub fn ask_by_get(&self, query: &str, variables: &Value) -> Answer {
        self.get(&format!(
            "/graphql?query={}&variables={}",
            encoded(query),
            encoded(&variables.to_string())
        ))
    }

    pub fn is_ready(&self) -> bool {
        self.try_get("/health/ready", &[])
            .is_some_and(|answer| answer.status == 200)
    }
}

const ACCEPTED: &str = "application/graphql-response+json";

fn answer(response: ureq::http::Response<ureq::Body>) -> Answer {
    read(response).unwrap()
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Result<Answer, ureq::Error> {
    Ok(Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        body: response.body_mut().read_to_string()?,
    })
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
