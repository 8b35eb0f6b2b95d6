import type { Kept } from './kept'
import type { Sent } from './list'
import { written } from './number'

/** Entries that are told at once. */
const PART = 500

export type Heard = { kind: 'heard'; list: Sent; clockOff: number } | { kind: 'revoked' } | { kind: 'unreachable' }

const rfc3339 = (at: number) => new Date(at).toISOString()

/** Tell what is not told yet, and fetch the list anew. */
export async function tell(path: string, kept: Kept): Promise<Heard> {
  try {
    let clockOff = 0
    for (;;) {
      const entries = await kept.untold(PART)
      const body = JSON.stringify({
        clock: rfc3339(Date.now()),
        entries: entries.map(({ counter, number, version, way, at }) => ({ counter, number: written(number), version, way, at: rfc3339(at) })),
      })
      const answer = await fetch(`${path}/entries`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      if (answer.status === 404) return { kind: 'revoked' }
      if (!answer.ok) return { kind: 'unreachable' }
      clockOff = Number((await answer.json() as { clock_off_seconds: number }).clock_off_seconds) * 1000
      await kept.told(entries)
      if (entries.length < PART) break
    }
    const answer = await fetch(`${path}/list`)
    if (answer.status === 404) return { kind: 'revoked' }
    if (!answer.ok) return { kind: 'unreachable' }
    return { kind: 'heard', list: await answer.json() as Sent, clockOff }
  } catch {
    return { kind: 'unreachable' }
  }
}
