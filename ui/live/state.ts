export type State = 'soon' | 'practice' | 'live' | 'paused' | 'ended'

const root = () => document.querySelector<HTMLElement>('.room, .studio')

/** How the show stands, as far as this page knows. */
export function state(): State {
  return (root()?.dataset.state ?? 'ended') as State
}

export function become(next: State): void {
  const place = root()
  if (!place || place.dataset.state === next) return
  place.dataset.state = next
  place.dispatchEvent(new CustomEvent('state', { bubbles: true }))
}

/** What the server says. Who publishes from this page knows better, but not when the show has been ended elsewhere. */
export function hear(next: State): void {
  if (root()?.dataset.publishing === undefined || next === 'ended') become(next)
}

export function onState(act: (now: State) => void): void {
  document.addEventListener('state', () => act(state()))
}
