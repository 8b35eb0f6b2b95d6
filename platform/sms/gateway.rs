//! Asking a gateway to send a text, as its template says.

use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use bytes::Bytes;
use serde_json::Value;

use super::SmsConfig;
use crate::http::{Http, HttpError};

/// Why a market's gateway cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    #[error("JISHI_SMS_URL is not an address that can be asked")]
    Url,
    #[error("neither JISHI_SMS_URL nor JISHI_SMS_BODY says where {{to}} and {{text}} go")]
    NoPlace,
    #[error("JISHI_SMS_HEADERS are written as Name: value, several by |")]
    Headers,
    #[error("texts cannot be sent: {0}")]
    Http(String),
}

/// Whoever sends texts for the market.
#[derive(Clone)]
pub struct Gateway {
    http: Http,
    url: String,
    body: Option<(Form, String)>,
    headers: Vec<(HeaderName, HeaderValue)>,
    reference: Option<String>,
}

/// How values are written into what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Json,
    Fields,
}

/// What a gateway made of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It sends it; perhaps under a number of its own.
    Taken { reference: Option<String> },
    /// It will not send it, now or later: the status.
    Refused(u16),
}

impl Gateway {
    pub fn open(config: &SmsConfig, url: &str) -> Result<Self, GatewayError> {
        let body = config.body.clone().map(|body| {
            let form = if body.trim_start().starts_with(['{', '[']) { Form::Json } else { Form::Fields };
            (form, body)
        });
        let template = format!("{url} {}", body.as_ref().map_or("", |(_, body)| body));
        if !template.contains("{to}") || !template.contains("{text}") {
            return Err(GatewayError::NoPlace);
        }
        let is_address = |url: &str| {
            filled(url, Form::Fields, &["", "", ""]).parse::<Uri>().is_ok_and(|uri| uri.host().is_some())
        };
        if !is_address(url) {
            return Err(GatewayError::Url);
        }
        let headers = headers(config.headers.as_deref().unwrap_or_default()).ok_or(GatewayError::Headers)?;
        let http = Http::open().map_err(|HttpError(error)| GatewayError::Http(error))?;
        Ok(Self { http, url: url.to_owned(), body, headers, reference: config.reference.clone() })
    }

    /// Have a text sent to a number; `id` is ours, for its report.
    pub async fn send(&self, to: &str, text: &str, id: &str) -> Result<Answer, HttpError> {
        let values = [to, text, id];
        let mut request = Request::builder()
            .method(if self.body.is_some() { Method::POST } else { Method::GET })
            .uri(filled(&self.url, Form::Fields, &values));
        if let Some((form, _)) = &self.body {
            let kind = match form {
                Form::Json => "application/json",
                Form::Fields => "application/x-www-form-urlencoded",
            };
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = self.body.as_ref().map(|(form, body)| filled(body, *form, &values)).unwrap_or_default();
        // What could not be asked names the number: it is told without it.
        let request =
            request.body(Bytes::from(body)).map_err(|_| HttpError("the template makes no request".into()))?;
        let answer =
            self.http.ask(request).await.map_err(|_| HttpError("the gateway does not answer".into()))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(Answer::Taken { reference: self.reference_in(answer.body()) });
        }
        let is_final = status.is_client_error()
            && !matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS);
        if is_final {
            Ok(Answer::Refused(status.as_u16()))
        } else {
            Err(HttpError(format!("the gateway says {}", status.as_u16())))
        }
    }

    fn reference_in(&self, body: &[u8]) -> Option<String> {
        let answer: Value = serde_json::from_slice(body).ok()?;
        match answer.pointer(self.reference.as_deref()?)? {
            Value::String(text) => Some(text.chars().take(100).collect()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// A template with number, text and id in their places, each written so that it stays one value.
fn filled(template: &str, form: Form, [to, text, id]: &[&str; 3]) -> String {
    let written = |value: &str| match form {
        Form::Fields => {
            form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
        }
        Form::Json => {
            let quoted = Value::from(value).to_string();
            quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
        }
    };
    let mut out = String::with_capacity(template.len() + text.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let places = [("{to}", *to), ("{text}", *text), ("{id}", *id)];
        match places.into_iter().find(|(place, _)| from.starts_with(place)) {
            Some((place, value)) => {
                out.push_str(&written(value));
                rest = &from[place.len()..];
            }
            None => {
                out.push('{');
                rest = &from[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn headers(lines: &str) -> Option<Vec<(HeaderName, HeaderValue)>> {
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        let mut value = HeaderValue::from_str(value.trim()).ok()?;
        value.set_sensitive(true);
        Some((HeaderName::from_bytes(name.trim().as_bytes()).ok()?, value))
    };
    lines.split('|').filter(|line| !line.trim().is_empty()).map(header).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_become_more_than_a_value() {
        let values = ["+8613800138000", "1&to=+1 \"x\"\n{to} 您好", "7"];
        let url = filled("https://sms.example/send?to={to}&text={text}&id={id}", Form::Fields, &values);
        assert_eq!(
            url,
            "https://sms.example/send?to=%2B8613800138000&text=1%26to%3D%2B1%20%22x%22%0A%7Bto%7D%20%E6%82%A8%E5%A5%BD&id=7"
        );
        let body = filled(r#"{"to":"{to}","content":{"text":"{text}"}}"#, Form::Json, &values);
        let read: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            (read["to"].as_str(), read["content"]["text"].as_str()),
            (Some(values[0]), Some(values[1]))
        );
    }

    #[test]
    fn a_template_that_cannot_send_is_refused_at_the_start() {
        let open = |url: &str, body: Option<&str>, headers: Option<&str>| {
            let config = SmsConfig {
                body: body.map(str::to_owned),
                headers: headers.map(str::to_owned),
                ..SmsConfig::default()
            };
            Gateway::open(&config, url).map(drop)
        };
        assert_eq!(open("https://sms.example/send", None, None), Err(GatewayError::NoPlace));
        assert_eq!(open("sms/send?to={to}&text={text}", None, None), Err(GatewayError::Url));
        let url = "https://sms.example/send?to={to}";
        assert_eq!(open(url, Some("text={text}"), Some("no colon")), Err(GatewayError::Headers));
        assert_eq!(headers("Authorization: Bearer a:b | X-Key: 7").map(|all| all.len()), Some(2));
        assert_eq!(headers("").map(|all| all.len()), Some(0));
    }
}
