/** An exhibit as the page tells it; lengths on the floor are millimetres. */
export interface Told {
  id: string; x: number; z: number; turn: number
  title: string; lang: string; maker: string; makerLang: string; price: string; why: string
  story: string; storyLang: string; size: string; sizeMm: [number, number, number]
  url: string; light: string; full: string; bytes: number; triangles: number; pieces: number
  poster: string | null
}

export interface Hall { width: number; depth: number; entrance: number; exhibits: Told[] }

export type Words = Record<string, string>

/** What the page says of the room, and the words for it. */
export function told(): { hall: Hall, words: Words } {
  const room = document.getElementById('hall-room')?.textContent ?? '{}'
  const words = document.getElementById('hall-words')
  return { hall: JSON.parse(room) as Hall, words: { ...words?.dataset } as Words }
}

/** The colours of the house, as the scheme of the page has them. */
export interface Colours { page: string; surface: string; sunken: string; text: string; quiet: string; rule: string; action: string; dark: boolean }

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const raw = { page: of('paper'), surface: of('sheet'), sunken: of('shade'), text: of('ink-1'), quiet: of('ink-2'), rule: of('line-1'), action: of('cinnabar') }
  // The night has light ink.
  return { ...raw, dark: parseInt(raw.text.slice(1, 3), 16) > 128 }
}
