//! A target, and how its address is read.

use kernel::{Timestamp, lifecycle, shop_id};
use platform::http::Dial;

shop_id!(
    /// A service to which the shows of a shop are handed on.
    TargetId
);

lifecycle! {
    "a target", "problem-target-state";
    /// Whether shows are handed on there.
    TargetStage { On = "on", Off = "off" }
    /// What its shop does with it.
    TargetAct { SwitchOff = "switch-off", SwitchOn = "switch-on" }
    On --SwitchOff--> Off
    Off --SwitchOn--> On
}

#[derive(Clone)]
pub struct Target {
    pub id: TargetId,
    pub name: String,
    pub address: Address,
    /// Said to the service, and to nobody else.
    pub key: String,
    pub state: TargetStage,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Secrets stay out of logs.
impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("id", &self.id).field("address", &self.address).finish_non_exhaustive()
    }
}

/// `rtmp://live.example/app`: where a service takes shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    text: String,
    pub has_tls: bool,
    pub host: String,
    pub port: u16,
    /// What the service calls the place where it takes them.
    pub app: String,
}

const PORT: u16 = 1_935;
const TLS_PORT: u16 = 443;
const MOST_HOST: usize = 253;

impl Address {
    /// None for what is no such address, or is not called.
    pub fn parse(text: &str, dial: &Dial) -> Option<Self> {
        Self::kept(text).filter(|address| dial.includes(address.scheme(), &address.host, address.port))
    }

    /// The same without a look at whether it is called: that is done when it is.
    pub fn kept(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('/');
        let (scheme, rest) = text.split_once("://")?;
        let has_tls = match scheme.to_ascii_lowercase().as_str() {
            "rtmp" => false,
            "rtmps" => true,
            _ => return None,
        };
        let scheme = if has_tls { "rtmps" } else { "rtmp" };
        let (authority, app) = rest.split_once('/')?;
        let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| is_port(port)) {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (authority, if has_tls { TLS_PORT } else { PORT }),
        };
        let is_host = (1..=MOST_HOST).contains(&host.len())
            && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
        let is_app = !app.is_empty() && app.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let host = host.to_ascii_lowercase();
        (is_host && is_app).then(|| Self {
            text: format!("{scheme}://{host}:{port}/{app}"),
            has_tls,
            host,
            port,
            app: app.to_owned(),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub fn scheme(&self) -> &'static str {
        if self.has_tls { "rtmps" } else { "rtmp" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_of_services_are_taken() {
        let dial = Dial::new(&["rtmp://127.0.0.1:19350".into()]);
        let read = |text: &str| Address::parse(text, &dial).map(|address| address.text);
        for (text, whole) in [
            ("rtmp://a.live.example/live2", "rtmp://a.live.example:1935/live2"),
            ("RTMPS://Live.Example:443/app/more/", "rtmps://live.example:443/app/more"),
            ("rtmp://8.8.8.8:1936/x", "rtmp://8.8.8.8:1936/x"),
            ("rtmp://127.0.0.1:19350/live", "rtmp://127.0.0.1:19350/live"),
        ] {
            assert_eq!(read(text).as_deref(), Some(whole));
        }
        for text in [
            "http://live.example/app",
            "rtmp://live.example",
            "rtmp://live.example/",
            "rtmp://localhost/app",
            "rtmp://127.0.0.1/app",
            "rtmp://10.0.0.1/app",
            "rtmp://[::1]/app",
            "rtmp://169.254.169.254/latest",
            "rtmp://user:word@live.example/app",
            "rtmp://live.example:22/app",
            "rtmp://live.example/a b",
            "file:///etc/passwd",
            "rtmp:///app",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
