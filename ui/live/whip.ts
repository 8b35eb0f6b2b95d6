import { join, type Session } from './join'

/** What a telephone's network carries and a face needs. */
const BITS_PER_SECOND = 1_800_000
const CONNECTED_WITHIN = 12_000

/** Publish a picture by WebRTC. Fails where it cannot connect. */
export async function publish(address: string, picture: MediaStream): Promise<{ peer: RTCPeerConnection; session: Session }> {
  const peer = new RTCPeerConnection()
  for (const track of picture.getTracks()) {
    const isVideo = track.kind === 'video'
    const sendEncodings = isVideo ? [{ maxBitrate: BITS_PER_SECOND, maxFramerate: 30 }] : undefined
    const transceiver = peer.addTransceiver(track, { direction: 'sendonly', streams: [picture], sendEncodings })
    if (isVideo) prefer(transceiver, 'video/H264')
  }
  let session: Session | null = null
  try {
    session = await join(peer, address)
    await connected(peer)
    await smooth(peer)
    return { peer, session }
  } catch (why) {
    session?.leave()
    peer.close()
    throw why
  }
}

/** The server takes no other codec; what repairs losses stays. */
function prefer(transceiver: RTCRtpTransceiver, type: string): void {
  const all = RTCRtpSender.getCapabilities('video')?.codecs ?? []
  const chosen = all.filter(({ mimeType }) => mimeType === type)
  if (chosen.length) transceiver.setCodecPreferences?.([...chosen, ...all.filter(({ mimeType }) => /rtx|red|ulpfec/.test(mimeType))])
}

/** On a weak network the picture becomes coarser before it stutters. */
async function smooth(peer: RTCPeerConnection): Promise<void> {
  const sender = peer.getSenders().find(({ track }) => track?.kind === 'video')
  if (!sender) return
  const parameters = sender.getParameters() as RTCRtpSendParameters & { degradationPreference?: string }
  parameters.degradationPreference = 'maintain-framerate'
  await sender.setParameters(parameters).catch(() => {})
}

function connected(peer: RTCPeerConnection): Promise<void> {
  return new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('not connected in time')), CONNECTED_WITHIN)
    const look = () => {
      if (peer.connectionState === 'connected') done()
      else if (peer.connectionState === 'failed' || peer.connectionState === 'closed') fail(new Error(peer.connectionState))
      else return
      clearTimeout(late)
      peer.removeEventListener('connectionstatechange', look)
    }
    peer.addEventListener('connectionstatechange', look)
    look()
  })
}
