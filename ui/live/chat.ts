import { enliven, fragment } from './enliven'

/** A page keeps so many lines. */
const MOST = 200

/** The lines of a chat: they stay at the end unless somebody reads further up, who is told that there are new ones. */
export function chat(list: HTMLElement): { put: (html: string) => void; tell: (position: number, words: string, place?: string) => void; remove: (position?: number) => void } {
  const box = list.closest<HTMLElement>('.chat')
  const fresh = document.querySelector<HTMLElement>('[data-new]')
  const acts = list.parentElement?.parentElement?.querySelector<HTMLTemplateElement>('template[data-acts]')
  // What grows must not push a reader who is at the end away from it, so where they are is known before.
  let isAtEnd = true
  const toEnd = () => {
    if (!box) return
    box.scrollTop = box.scrollHeight
    fresh?.toggleAttribute('hidden', true)
  }
  box?.addEventListener('scroll', () => {
    isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60
    if (isAtEnd) fresh?.toggleAttribute('hidden', true)
  }, { passive: true })
  if (box) new ResizeObserver(() => isAtEnd && toEnd()).observe(box)
  fresh?.addEventListener('click', toEnd)
  aloud(box)
  toEnd()

  const add = (line: HTMLElement) => {
    const follows = isAtEnd
    list.append(line)
    enliven(line)
    if (!follows) return void fresh?.toggleAttribute('hidden', false)
    while (list.childElementCount > MOST) list.firstElementChild?.remove()
    toEnd()
  }

  return {
    put(html) {
      const line = fragment(html).querySelector('li')
      if (!line || document.getElementById(line.id)) return
      if (acts) line.append(actsOn(line, acts))
      add(line)
    },
    tell(position, words, place) {
      if (!words || document.getElementById(`moment-${position}`)) return
      const line = document.createElement('li')
      line.id = `moment-${position}`
      line.className = 'chat-line chat-line--sold'
      const inner = place ? document.createElement('a') : line
      inner.textContent = words
      if (inner instanceof HTMLAnchorElement && place) {
        inner.href = place
        inner.dataset.behaviour = 'sheet'
        line.append(inner)
      }
      add(line)
    },
    remove(position) {
      document.getElementById(`moment-${position}`)?.remove()
    },
  }
}

/** What a host may do about a line. */
function actsOn(line: HTMLElement, template: HTMLTemplateElement): DocumentFragment {
  const acts = template.content.cloneNode(true) as DocumentFragment
  for (const form of acts.querySelectorAll('form')) form.setAttribute('action', (form.getAttribute('action') ?? '').replace('MOMENT', line.id.replace('moment-', '')))
  return acts
}

/** Who cannot see the lines may have them read, and is not made to listen to them. */
function aloud(box: HTMLElement | null): void {
  const button = document.querySelector<HTMLElement>('[data-aloud]')
  if (!button || !box) return
  button.hidden = false
  button.addEventListener('click', () => {
    const isOn = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(isOn))
    box.setAttribute('aria-live', isOn ? 'polite' : 'off')
  })
}
