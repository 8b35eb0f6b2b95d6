//! What the tracks of a show are made of, as its publisher told.

use super::picture;
use bytes::Bytes;
use mp4_atom::{Atom as _, Avcc};
use std::time::Duration;

/// The clock of a show: ticks of 90 kHz, on which frames of every usual rate and of H.264 over RTP fall whole.
pub const TICKS: i64 = 90_000;

/// Ticks of a length of time, to the millisecond.
pub fn ticks(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / TICKS) * TICKS / 1_000
}

/// Microseconds of ticks; none of what lies before the beginning.
pub fn micros(ticks: i64) -> i64 {
    ticks.max(0).saturating_mul(100) / 9
}

/// H.264 with its parameter sets, as `avcC` holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    pub(crate) avcc: Avcc,
    pub width: u16,
    pub height: u16,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audio {
    /// With its AudioSpecificConfig.
    Aac { config: Vec<u8>, rate: u32, channels: u8 },
    /// Always counted at 48 kHz.
    Opus { channels: u8 },
}

/// The tracks of a show. A show may be silent, or dark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    pub video: Option<Video>,
    pub audio: Option<Audio>,
}

/// Why a track cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    #[error("the parameter sets of the video cannot be read")]
    ParameterSets,
    #[error("the configuration of the audio cannot be read")]
    AudioConfig,
    #[error("only H.264 video and AAC or Opus audio are taken")]
    Codec,
}

/// Rates by the index of ISO/IEC 14496-3, table 1.18.
const AAC_RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

impl Video {
    /// From an AVCDecoderConfigurationRecord, which is the body of `avcC`.
    pub fn from_record(record: &[u8]) -> Result<Video, FormatError> {
        let avcc = Avcc::decode_body(&mut &record[..]).map_err(|_| FormatError::ParameterSets)?;
        Video::from_avcc(avcc)
    }

    /// What [`Video::from_record`] reads; nothing if a set is longer than can be said.
    pub fn record(&self) -> Option<Vec<u8>> {
        let mut record = Vec::new();
        self.avcc.encode_body(&mut record).ok()?;
        Some(record)
    }

    /// From the parameter sets as they travel in the stream itself.
    pub fn from_sets(sps: &[u8], pps: &[u8]) -> Result<Video, FormatError> {
        Video::from_avcc(Avcc::new(sps, pps).map_err(|_| FormatError::ParameterSets)?)
    }

    fn from_avcc(avcc: Avcc) -> Result<Video, FormatError> {
        let sps = avcc.sequence_parameter_sets.first().ok_or(FormatError::ParameterSets)?;
        let has_all = sps.len() >= 4 && !avcc.picture_parameter_sets.is_empty() && avcc.length_size == 4;
        if !has_all {
            return Err(FormatError::ParameterSets);
        }
        let (width, height) = picture::size(sps).ok_or(FormatError::ParameterSets)?;
        Ok(Video { avcc, width, height })
    }

    /// `avc1.42E01F`: profile, constraints and level.
    pub fn codec(&self) -> String {
        let avcc = &self.avcc;
        let (profile, level) = (avcc.avc_profile_indication, avcc.avc_level_indication);
        format!("avc1.{profile:02X}{:02X}{level:02X}", avcc.profile_compatibility)
    }
}

impl Audio {
    /// From an AudioSpecificConfig.
    pub fn aac(config: &[u8]) -> Result<Audio, FormatError> {
        let (Some(first), Some(second)) = (config.first(), config.get(1)) else {
            return Err(FormatError::AudioConfig);
        };
        let index = usize::from((first & 7) << 1 | second >> 7);
        let rate = *AAC_RATES.get(index).ok_or(FormatError::AudioConfig)?;
        let channels = second >> 3 & 15;
        if channels == 0 || config.len() > 64 {
            return Err(FormatError::AudioConfig);
        }
        Ok(Audio::Aac { config: config.to_vec(), rate, channels })
    }

    /// In how many parts a second is counted.
    pub fn scale(&self) -> u32 {
        match self {
            Audio::Aac { rate, .. } => *rate,
            Audio::Opus { .. } => 48_000,
        }
    }

    pub fn codec(&self) -> &'static str {
        match self {
            Audio::Aac { .. } => "mp4a.40.2",
            Audio::Opus { .. } => "opus",
        }
    }

    /// How long a packet sounds, counted in [`Audio::scale`].
    pub fn length(&self, packet: &Bytes) -> u32 {
        match self {
            Audio::Aac { .. } => 1_024,
            Audio::Opus { .. } => opus_length(packet),
        }
    }
}

impl Formats {
    /// As `CODECS` of a playlist names them.
    pub fn codecs(&self) -> String {
        let video = self.video.as_ref().map(Video::codec);
        let audio = self.audio.as_ref().map(|audio| audio.codec().to_owned());
        [video, audio].into_iter().flatten().collect::<Vec<_>>().join(",")
    }
}

/// RFC 6716, section 3.1: what the first byte says of the length of a frame, and how many there are.
fn opus_length(packet: &[u8]) -> u32 {
    let Some(first) = packet.first() else { return 960 };
    let frame = match first >> 3 {
        config @ 0..=11 => [480, 960, 1_920, 2_880][usize::from(config & 3)],
        config @ 12..=15 => [480, 960][usize::from(config & 1)],
        config => [120, 240, 480, 960][usize::from(config & 3)],
    };
    let frames = match first & 3 {
        0 => 1,
        1 | 2 => 2,
        _ => packet.get(1).map_or(1, |count| u32::from(count & 63)),
    };
    (frame * frames).clamp(120, 5_760)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_of_opus_says_how_long_it_sounds() {
        let opus = Audio::Opus { channels: 2 };
        // Configuration 31 is 20 ms of CELT; three frames are said by a count.
        assert_eq!(opus.length(&Bytes::from_static(&[31 << 3])), 960);
        assert_eq!(opus.length(&Bytes::from_static(&[31 << 3 | 3, 3])), 2_880);
        assert_eq!(opus.length(&Bytes::from_static(&[3 << 3])), 2_880);
        assert_eq!(opus.length(&Bytes::new()), 960);
    }

    #[test]
    fn aac_says_its_rate_and_channels() {
        let stereo = Audio::aac(&[0x12, 0x10]).unwrap();
        assert_eq!(stereo, Audio::Aac { config: vec![0x12, 0x10], rate: 44_100, channels: 2 });
        assert_eq!(Audio::aac(&[0x12]), Err(FormatError::AudioConfig));
        assert_eq!(Audio::aac(&[0xff, 0xff]), Err(FormatError::AudioConfig));
    }

    #[test]
    fn parameter_sets_of_garbage_are_refused() {
        for length in 0..40 {
            let garbage: Vec<u8> = (0..length).map(|at| (at * 37 % 251) as u8).collect();
            assert!(Video::from_record(&garbage).is_err());
        }
    }
}
