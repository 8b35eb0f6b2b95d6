//! What the API says of gates.

use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Double, Entry, Gate, GateId, GateList, GateStage, Hour, Way};
use crate::festivals::tickets::{self, Reentry};

/// A gate, for its organiser.
#[derive(Serialize, ToSchema)]
pub struct GateOut {
    id: String,
    name: String,
    /// 0 for a gate to everything, else the position of a zone.
    zone: i64,
    #[schema(schema_with = word_of::<GateStage>)]
    state: &'static str,
    /// By how many seconds its clock was ahead when it was last heard.
    clock_off_seconds: i64,
    heard_at: Option<String>,
    created_at: String,
    revoked_at: Option<String>,
}

impl From<Gate> for GateOut {
    fn from(gate: Gate) -> Self {
        Self {
            id: gate.id.to_string(),
            name: gate.name,
            zone: gate.zone,
            state: gate.stage.name(),
            clock_off_seconds: gate.clock_off / 1_000_000,
            heard_at: gate.heard_at.map(time),
            created_at: time(gate.created_at),
            revoked_at: gate.revoked_at.map(time),
        }
    }
}

/// A gate that was registered just now: its link is told once.
#[derive(Serialize, ToSchema)]
pub struct NewGateOut {
    #[serde(flatten)]
    gate: GateOut,
    /// The path at which its phone scans.
    link: String,
}

impl NewGateOut {
    pub fn new(gate: Gate, token: &str) -> Self {
        Self { gate: gate.into(), link: format!("/gate/{token}") }
    }
}

/// Somebody went through a gate.
#[derive(Serialize, ToSchema)]
pub struct GateEntryOut {
    gate: String,
    #[schema(schema_with = word_of::<Way>)]
    way: &'static str,
    at: String,
}

impl From<Entry> for GateEntryOut {
    fn from(entry: Entry) -> Self {
        Self { gate: entry.gate.to_string(), way: entry.way.name(), at: time(entry.at) }
    }
}

/// A ticket that came in once more than it may.
#[derive(Serialize, ToSchema)]
pub struct DoubleOut {
    #[schema(example = "14SC-0PJ6")]
    number: String,
    first: GateEntryOut,
    again: GateEntryOut,
}

impl From<Double> for DoubleOut {
    fn from(double: Double) -> Self {
        let number = double.ticket.number.to_string();
        Self { number, first: double.first.into(), again: double.again.into() }
    }
}

/// How many came in within an hour.
#[derive(Serialize, ToSchema)]
pub struct HourOut {
    begins_at: String,
    entries: i64,
}

impl From<Hour> for HourOut {
    fn from(hour: Hour) -> Self {
        Self { begins_at: time(hour.begins_at), entries: hour.entries }
    }
}

/// What happens at the gates of a festival.
#[derive(Serialize, ToSchema)]
pub struct GatesOut {
    pub gates: Vec<GateOut>,
    /// Hours in which nobody came are left out.
    pub hours: Vec<HourOut>,
    pub doubles: Vec<DoubleOut>,
}

/// The gate whose list it is, and every gate of its festival.
#[derive(Serialize, ToSchema)]
pub struct GateNameOut {
    id: String,
    name: String,
    zone: i64,
}

fn name(gate: &Gate) -> GateNameOut {
    GateNameOut { id: gate.id.to_string(), name: gate.name.clone(), zone: gate.zone }
}

/// The festival of a gate. Days are counted since 1970-01-01.
#[derive(Serialize, ToSchema)]
pub struct GateFestivalOut {
    /// By what it is known in codes: three octets, hexadecimal.
    mark: String,
    name: String,
    time_zone: String,
    first_day: i64,
    last_day: i64,
}

/// A key that has signed codes. Octets are hexadecimal.
#[derive(Serialize, ToSchema)]
pub struct GateKeyOut {
    id: i64,
    octets: String,
    /// By what it is known in codes.
    mark: String,
}

/// What a gate knows of a kind.
#[derive(Serialize, ToSchema)]
pub struct GateKindOut {
    position: i64,
    name: String,
    day: i64,
    zone: i64,
    #[schema(schema_with = word_of::<Reentry>)]
    reentry: &'static str,
    gate: Option<String>,
}

/// What a gate must know to look at tickets without a network. No name of a person is in it.
#[derive(Serialize, ToSchema)]
pub struct GateListOut {
    gate: GateNameOut,
    festival: GateFestivalOut,
    gates: Vec<GateNameOut>,
    keys: Vec<GateKeyOut>,
    kinds: Vec<GateKindOut>,
    /// Base 64 of eight octets a ticket, by their numbers: the number in five, the version of the code, the position of the kind,
    /// and 1 where it is void.
    tickets: String,
    /// Base 64 of ten octets an entry, by their time: the number of the ticket in five, the place in `gates` with 128 added for a
    /// way out, and the seconds since 1970 in four.
    entries: String,
    made_at: String,
}

fn hex(octets: &[u8]) -> String {
    use std::fmt::Write as _;
    octets.iter().fold(String::with_capacity(octets.len() * 2), |mut text, octet| {
        // A text takes whatever is written to it.
        let _ = write!(text, "{octet:02x}");
        text
    })
}

impl GateListOut {
    pub fn new(list: &GateList, lang: platform::i18n::Lang, now: kernel::Timestamp) -> Self {
        let (festival, days) = (&list.festival, &list.festival.said.days);
        let shop = festival.id.shop();
        let key = |key: &tickets::TicketKey| GateKeyOut {
            id: key.id,
            octets: hex(&key.octets),
            mark: hex(&key.mark()),
        };
        let kind = |kind: &tickets::TicketKind| GateKindOut {
            position: kind.position,
            name: kind.name_in(lang, festival).to_owned(),
            day: kind.said.day,
            zone: kind.said.zone,
            reentry: kind.said.reentry.name(),
            gate: kind.said.gate.map(|gate| GateId::new(shop, gate).to_string()),
        };
        Self {
            gate: name(&list.gate),
            festival: GateFestivalOut {
                mark: hex(&tickets::mark(festival.id)),
                name: festival.name_in(lang).to_owned(),
                time_zone: days.time_zone.clone(),
                first_day: days.first.number(),
                last_day: days.last.number(),
            },
            gates: list.gates.iter().map(name).collect(),
            keys: list.keys.iter().map(key).collect(),
            kinds: list.kinds.iter().map(kind).collect(),
            tickets: list.packed_tickets(),
            entries: list.packed_entries(),
            made_at: time(now),
        }
    }
}

/// What the market has heard of a gate.
#[derive(Serialize, ToSchema)]
pub struct HeardOut {
    /// By how many seconds the gate's clock is ahead.
    pub clock_off_seconds: i64,
    pub now: String,
}
