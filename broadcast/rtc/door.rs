//! Offers and answers: what WHIP (RFC 9725) and WHEP post.

use super::floor::{Place, Seat};
use super::incoming::Incoming;
use super::joined::{Joined, NotJoined};
use super::outgoing::Outgoing;
use super::session::{Role, Session};
use super::switchboard::Switchboard;
use crate::gate::{Knock, ShowName, Way};
use crate::studio::Studio;
use kernel::Chance;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;
use str0m::change::SdpOffer;
use str0m::config::{CryptoProvider, DtlsCert};
use str0m::error::IceError;
use str0m::net::TcpType;
use str0m::rtp::{Extension, ExtensionMap};
use str0m::{Candidate, Rtc, RtcConfig};

/// Lets sessions of WebRTC in.
pub struct Door {
    studio: Arc<Studio>,
    pub switchboard: Switchboard,
    candidates: Candidates,
    crypto: Arc<CryptoProvider>,
    /// Made once: it names the process, and making one for each costs a publisher's first second.
    certificate: DtlsCert,
    chance: Chance,
}

/// By which addresses the world reaches us.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    pub udp: Vec<SocketAddr>,
    /// Taken only where there is no UDP: its packets wait for those that were lost.
    pub tcp: Vec<SocketAddr>,
}

/// An offer of a browser has some ten kilobytes.
const LONGEST_OFFER: usize = 64 << 10;

impl Door {
    /// Nothing if the machine cannot make a certificate.
    pub fn new(
        studio: Arc<Studio>,
        switchboard: Switchboard,
        candidates: Candidates,
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
        let place = self.switchboard.floor.publish(publisher.show());
        let now = now();
        self.join(offer, place, Role::Publishing(Incoming::new(publisher, now)), now)
    }

    pub fn watch(
        &self,
        show: &ShowName,
        (seat, from): (Seat, Option<IpAddr>),
        offer: &str,
    ) -> Result<Joined, NotJoined> {
        let offer = read(offer)?;
        let place = self.switchboard.floor.sit(show, seat, from, &self.studio.config.limits)?;
        let now = now();
        self.join(offer, place, Role::Watching(show.clone(), Outgoing::new(now)), now)
    }

    /// Whether somebody may watch now.
    pub fn is_near(&self, show: &ShowName, seat: Seat) -> bool {
        self.switchboard.floor.has_seat(show, seat, &self.studio.config.limits)
    }

    fn join(&self, offer: SdpOffer, place: Place, role: Role, now: Instant) -> Result<Joined, NotJoined> {
        let mut rtc = self.session(now);
        let candidates = self.candidates.all().map_err(|error| NotJoined::Offer(error.to_string()))?;
        for candidate in candidates {
            rtc.add_local_candidate(candidate);
        }
        let answer =
            rtc.sdp_api().accept_offer(offer).map_err(|error| NotJoined::Offer(error.to_string()))?;
        let id = self.chance.token();
        if !self.switchboard.join(Session::new((id.clone(), place), rtc, role, now)) {
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

impl Candidates {
    fn all(&self) -> Result<Vec<Candidate>, IceError> {
        let udp = self.udp.iter().map(|address| Candidate::host(*address, "udp"));
        let tcp = self
            .tcp
            .iter()
            .map(|address| Candidate::builder().tcp().host(*address).tcptype(TcpType::Passive).build());
        udp.chain(tcp).collect()
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
