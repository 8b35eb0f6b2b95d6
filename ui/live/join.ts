/** A session of WHIP or WHEP; leaving also works while the page goes away. */
export type Session = { leave: () => void }

/** Why the server did not let somebody in. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`)
  }
}

/** Make an offer, take the answer. The server waits at a known address, so nobody looks for ways to reach this browser. */
export async function join(peer: RTCPeerConnection, address: string): Promise<Session> {
  await peer.setLocalDescription()
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: peer.localDescription?.sdp ?? '',
    redirect: 'manual',
    signal: AbortSignal.timeout?.(10_000),
  })
  if (answer.status !== 201) throw new Refused(answer.status)
  const place = answer.headers.get('Location')
  let hasLeft = false
  const leave = () => {
    peer.close()
    if (place && !hasLeft) void fetch(new URL(place, new URL(address, location.href)), { method: 'DELETE', keepalive: true }).catch(() => {})
    hasLeft = true
  }
  try {
    await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() })
  } catch (why) {
    leave()
    throw why
  }
  return { leave }
}
