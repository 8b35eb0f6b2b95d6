//! The boxes of fragmented MP4: what a player must know first, and fragments.

use super::format::{Audio, Formats, Video};
use bytes::{BufMut as _, Bytes};
use mp4_atom::{
    Avc1, Codec, Dinf, Dops, Dref, DrefEntry, Encode as _, Ftyp, Hdlr, Mdhd, Mdia, Mfhd, Minf, Moof, Moov,
    Mp4a, Mvex, Mvhd, Smhd, Stbl, Stco, Stsd, Tfdt, Tfhd, Tkhd, Traf, Trak, Trex, Trun, TrunEntry,
    TrunSamples, Url, Visual, Vmhd, esds,
};

const VIDEO: u32 = 1;
const AUDIO: u32 = 2;
/// `sample_depends_on = 2`: can be decoded on its own.
const ALONE: u32 = 0x0200_0000;
/// `sample_depends_on = 1` and `sample_is_non_sync_sample`.
const NEEDS_OTHERS: u32 = 0x0101_0000;
/// What an encoder of Opus starts with, in samples of 48 kHz (RFC 7845 recommends to say it).
const OPUS_PRE_SKIP: u16 = 312;

/// One frame or packet with its place in its own track's time.
#[derive(Clone, Debug)]
pub struct Sample {
    pub at: i64,
    pub length: u32,
    /// By how much later it is shown than decoded.
    pub offset: i32,
    pub is_key: bool,
    pub data: Bytes,
}

/// The init segment: what these tracks are. Nothing if a box would not hold it.
pub fn init(formats: &Formats) -> Option<Bytes> {
    let video = formats.video.as_ref().map(video_track);
    let audio = formats.audio.as_ref().map(audio_track);
    let trak: Vec<Trak> = [video, audio].into_iter().flatten().collect();
    let trex = trak.iter().map(|track| Trex {
        track_id: track.tkhd.track_id,
        default_sample_description_index: 1,
        ..Trex::default()
    });
    let brands = [b"iso6", b"cmfc", b"mp41"].map(Into::into).to_vec();
    let ftyp = Ftyp { major_brand: b"iso6".into(), minor_version: 0, compatible_brands: brands };
    let moov = Moov {
        mvhd: Mvhd {
            timescale: 1_000,
            rate: 1.into(),
            volume: 1.into(),
            next_track_id: 3,
            ..Mvhd::default()
        },
        mvex: Some(Mvex { mehd: None, trex: trex.collect() }),
        trak,
        meta: None,
        udta: None,
        ainf: None,
    };
    let mut bytes = Vec::new();
    ftyp.encode(&mut bytes).ok()?;
    moov.encode(&mut bytes).ok()?;
    Some(bytes.into())
}

/// `moof` and `mdat` with these samples. Nothing if a box would not hold it.
pub fn fragment(sequence: u32, video: &[Sample], audio: &[Sample]) -> Option<Bytes> {
    let runs: Vec<(u32, &[Sample])> =
        [(VIDEO, video), (AUDIO, audio)].into_iter().filter(|(_, samples)| !samples.is_empty()).collect();
    let sizes: Vec<usize> = runs.iter().map(|(_, samples)| size(samples)).collect();
    let mdat = 8 + sizes.iter().sum::<usize>();
    let traf = runs.iter().map(|(track, samples)| run(*track, samples)).collect();
    let mut moof = Moof { mfhd: Mfhd { sequence_number: sequence }, traf };
    let mut head = Vec::new();
    moof.encode(&mut head).ok()?;
    let mut start = head.len() + 8;
    for (traf, size) in moof.traf.iter_mut().zip(&sizes) {
        traf.trun.first_mut()?.data_offset = Some(i32::try_from(start).ok()?);
        start += size;
    }
    let mut bytes = Vec::with_capacity(head.len() + mdat);
    moof.encode(&mut bytes).ok()?;
    bytes.put_u32(u32::try_from(mdat).ok()?);
    bytes.put_slice(b"mdat");
    for sample in runs.iter().flat_map(|(_, samples)| *samples) {
        bytes.put_slice(&sample.data);
    }
    Some(bytes.into())
}

fn size(samples: &[Sample]) -> usize {
    samples.iter().map(|sample| sample.data.len()).sum()
}

fn run(track: u32, samples: &[Sample]) -> Traf {
    let at = samples.first().map_or(0, |sample| sample.at);
    let entries = samples.iter().map(|sample| TrunEntry {
        duration: Some(sample.length),
        size: u32::try_from(sample.data.len()).ok(),
        flags: Some(if sample.is_key { ALONE } else { NEEDS_OTHERS }),
        cts: (track == VIDEO).then(|| sample.offset.into()),
    });
    Traf {
        tfhd: Tfhd { track_id: track, default_base_is_moof: true, ..Tfhd::default() },
        tfdt: Some(Tfdt { base_media_decode_time: u64::try_from(at).unwrap_or(0) }),
        trun: vec![Trun { data_offset: Some(0), samples: TrunSamples::Explicit(entries.collect()) }],
        ..Traf::default()
    }
}

fn video_track(video: &Video) -> Trak {
    let visual =
        Visual { data_reference_index: 1, width: video.width, height: video.height, ..Visual::default() };
    let codec = Codec::Avc1(Avc1 {
        visual,
        avcc: video.avcc.clone(),
        btrt: None,
        colr: None,
        pasp: None,
        taic: None,
        fiel: None,
        spatial: None,
    });
    Trak {
        tkhd: Tkhd {
            track_id: VIDEO,
            enabled: true,
            in_movie: true,
            width: video.width.into(),
            height: video.height.into(),
            ..Tkhd::default()
        },
        mdia: Mdia {
            mdhd: Mdhd { timescale: 90_000, language: "und".into(), ..Mdhd::default() },
            hdlr: Hdlr { handler: b"vide".into(), name: "video".into() },
            minf: Minf { vmhd: Some(Vmhd::default()), dinf: here(), stbl: only(codec), ..Minf::default() },
        },
        ..Trak::default()
    }
}

fn audio_track(audio: &Audio) -> Trak {
    Trak {
        tkhd: Tkhd { track_id: AUDIO, enabled: true, in_movie: true, volume: 1.into(), ..Tkhd::default() },
        mdia: Mdia {
            mdhd: Mdhd { timescale: audio.scale(), language: "und".into(), ..Mdhd::default() },
            hdlr: Hdlr { handler: b"soun".into(), name: "audio".into() },
            minf: Minf {
                smhd: Some(Smhd::default()),
                dinf: here(),
                stbl: only(audio_codec(audio)),
                ..Minf::default()
            },
        },
        ..Trak::default()
    }
}

fn audio_codec(audio: &Audio) -> Codec {
    let entry = |channels: u8, rate: u32| mp4_atom::Audio {
        data_reference_index: 1,
        channel_count: channels.into(),
        sample_size: 16,
        // Sixteen bits hold no 88.2 and 96 kHz; players then read the configuration.
        sample_rate: u16::try_from(rate).unwrap_or(0).into(),
    };
    match audio {
        Audio::Aac { config, rate, channels } => {
            let dec_config = esds::DecoderConfig {
                object_type_indication: 0x40,
                stream_type: 5,
                dec_specific: Some(esds::DecoderSpecific {
                    raw: config.clone(),
                    ..esds::DecoderSpecific::default()
                }),
                ..esds::DecoderConfig::default()
            };
            let es_desc = esds::EsDescriptor { es_id: 2, dec_config, ..esds::EsDescriptor::default() };
            let audio = entry(*channels, *rate);
            Codec::Mp4a(Mp4a { audio, esds: esds::Esds { es_desc }, btrt: None, taic: None })
        }
        Audio::Opus { channels } => {
            let dops = Dops {
                output_channel_count: *channels,
                pre_skip: OPUS_PRE_SKIP,
                input_sample_rate: 48_000,
                output_gain: 0,
                channel_mapping: None,
            };
            Codec::Opus(mp4_atom::Opus { audio: entry(*channels, 48_000), dops, btrt: None })
        }
    }
}

fn only(codec: Codec) -> Stbl {
    Stbl { stsd: Stsd { codecs: vec![codec] }, stco: Some(Stco::default()), ..Stbl::default() }
}

fn here() -> Dinf {
    Dinf { dref: Dref { entries: vec![DrefEntry::Url(Url::default())] } }
}
