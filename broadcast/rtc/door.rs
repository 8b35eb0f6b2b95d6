//! Offers and answers: what WHIP (RFC 9725) and WHEP post.

use super::incoming::Incoming;
use super::outgoing::Outgoing;
use super::switchboard::{Floor, Role, Session, Switchboard};
use crate::gate::{Knock, Refusal, ShowName, Way};
use crate::show::Gone;
use crate::studio::{NotAdmitted, Studio};
use kernel::Chance;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use str0m::change::SdpOffer;
use str0m::config::{CryptoProvider, DtlsCert};
use str0m::rtp::{Extension, ExtensionMap};
use str0m::{Candidate, Rtc, RtcConfig};

/// Lets sessions of WebRTC in.
pub struct Door {
    studio: Arc<Studio>,
    pub switchboard: Switchboard,
    candidates: Vec<SocketAddr>,
    crypto: Arc<CryptoProvider>,
    /// Made once: it names the process, and making one for each costs a publisher's first second.
    certificate: DtlsCert,
    chance: Chance,
}

/// What the answer to a WHIP or WHEP request holds, sent with status 201.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The last piece of the `Location` at which the session is deleted. It is secret.
    pub session: String,
    /// The body, `application/sdp`.
    pub answer: String,
}

/// Why a session was not begun.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotJoined {
    #[error("the offer cannot be read: {0}")]
    Offer(String),
    #[error(transparent)]
    NotAdmitted(#[from] NotAdmitted),
    #[error("this show cannot be watched without delay; its playlist can be")]
    NotByWebRtc,
    #[error("as many watch without delay as there may be; the playlist has room")]
    Full,
    #[error("WebRTC is not switched on")]
    Off,
}

/// An offer of a browser has some ten kilobytes.
const LONGEST_OFFER: usize = 64 << 10;

impl NotJoined {
    /// The status of HTTP that says so.
    pub fn status(&self) -> u16 {
        match self {
            NotJoined::Offer(_) => 400,
            NotJoined::NotAdmitted(NotAdmitted::Refused(Refusal::UnknownKey)) => 401,
            NotJoined::NotAdmitted(NotAdmitted::Refused(Refusal::Said(_))) => 403,
            NotJoined::NotAdmitted(NotAdmitted::NotNow(Gone::Full)) | NotJoined::Full => 503,
            NotJoined::NotAdmitted(NotAdmitted::NotNow(_)) => 409,
            NotJoined::NotByWebRtc => 404,
            NotJoined::Off => 501,
        }
    }
}

impl Door {
    /// Nothing if the machine cannot make a certificate.
    pub fn new(
        studio: Arc<Studio>,
        switchboard: Switchboard,
        candidates: Vec<SocketAddr>,
        chance: Chance,
    ) -> Option<Door> {
        let crypto = Arc::new(str0m::crypto::from_feature_flags());
        let certificate = crypto.dtls_provider.generate_certificate()?;
        Some(Door { studio, switchboard, candidates, crypto, certificate, chance })
    }

    pub async fn publish(&self, key: &str, from: Option<IpAddr>, offer: &str) -> Result<Joined, NotJoined> {
        let offer = read(offer)?;
        let knock = Knock { key: key.to_owned(), from, by: Way::Whip };
        let publisher = self.studio.admit(knock).await?;
        let now = now();
        self.join(offer, Role::Publishing(Incoming::new(publisher, now)), now)
    }

    pub fn watch(&self, show: &ShowName, offer: &str) -> Result<Joined, NotJoined> {
        let offer = read(offer)?;
        {
            let mut floor = self.switchboard.floor();
            self.has_place(&floor, show)?;
            // The switchboard counts anew when it takes the session.
            floor.viewers += 1;
        }
        let now = now();
        self.join(offer, Role::Watching(show.clone(), Outgoing::new(now)), now)
    }

    /// Whether somebody may watch now.
    pub fn is_near(&self, show: &ShowName) -> bool {
        self.has_place(&self.switchboard.floor(), show).is_ok()
    }

    fn has_place(&self, floor: &Floor, show: &ShowName) -> Result<(), NotJoined> {
        if !floor.shows.contains(show) {
            return Err(NotJoined::NotByWebRtc);
        }
        if floor.viewers >= self.studio.config.limits.viewers {
            return Err(NotJoined::Full);
        }
        Ok(())
    }

    fn join(&self, offer: SdpOffer, role: Role, now: Instant) -> Result<Joined, NotJoined> {
        let mut rtc = self.session(now);
        for candidate in &self.candidates {
            let candidate =
                Candidate::host(*candidate, "udp").map_err(|error| NotJoined::Offer(error.to_string()))?;
            rtc.add_local_candidate(candidate);
        }
        let answer =
            rtc.sdp_api().accept_offer(offer).map_err(|error| NotJoined::Offer(error.to_string()))?;
        let id = self.chance.token();
        let session = Session { id: id.clone(), rtc, role, joined_at: now, wakes: now };
        if !self.switchboard.join(session) {
            return Err(NotJoined::Full);
        }
        Ok(Joined { session: id, answer: answer.to_sdp_string() })
    }

    fn session(&self, now: Instant) -> Rtc {
        // Without the orientation, a browser turns the picture itself; a fragment could not say it.
        let mut extensions = ExtensionMap::empty();
        extensions.set(1, Extension::AudioLevel);
        extensions.set(2, Extension::AbsoluteSendTime);
        extensions.set(3, Extension::TransportSequenceNumber);
        extensions.set(4, Extension::RtpMid);
        RtcConfig::new()
            .set_crypto_provider(Arc::clone(&self.crypto))
            .set_dtls_cert(self.certificate.clone())
            .set_ice_lite(true)
            .set_extension_map(extensions)
            .clear_codecs()
            .enable_h264(true)
            .enable_opus(true, false)
            .build(now)
    }
}

fn read(offer: &str) -> Result<SdpOffer, NotJoined> {
    if offer.len() > LONGEST_OFFER {
        return Err(NotJoined::Offer("it is too long".to_owned()));
    }
    SdpOffer::from_sdp_string(offer).map_err(|error| NotJoined::Offer(error.to_string()))
}

fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
