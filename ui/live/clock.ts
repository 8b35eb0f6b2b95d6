/** What is on this screen: a moment of the programme in milliseconds since 1970, or nothing while no picture runs. */
type Reading = () => number | null

let reading: Reading = () => null

export const clock = {
  follow(read: Reading): void {
    reading = read
  },
  stop(): void {
    reading = () => null
  },
  now(): number | null {
    const now = reading()
    return now !== null && Number.isFinite(now) ? now : null
  },
}
