import { attach } from '../attach'
import { listen } from './talk/listen'
import { older } from './talk/older'
import { photos } from './talk/photo'
import { say } from './talk/say'

/** Keep a conversation up to date: new messages as they come, what the other side reads and writes, and what is said here. */
export function talk(list: HTMLElement): void {
  const at = list.dataset.at
  if (!at) return
  const side = list.dataset.side ?? ''
  let last = Number(list.dataset.last ?? 0)
  let presence: ReturnType<typeof setTimeout>
  let writing: ReturnType<typeof setTimeout>

  const isAtEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 160
  const toEnd = () => {
    scrollTo({ top: document.documentElement.scrollHeight })
    toggle('[data-new]', false)
  }

  const put = (html: string) => {
    const fresh = document.createRange().createContextualFragment(html).querySelector('li')
    if (!fresh) return
    last = Math.max(last, Number(fresh.dataset.position))
    if (list.querySelector(`#${fresh.id}`)) return
    const isMine = fresh.dataset.key !== undefined
    const follows = isMine || isAtEnd()
    for (const id of [fresh.dataset.offer, fresh.dataset.answers]) if (id) settle(list, id)
    const waiting = isMine ? list.querySelector(`[data-waiting="${CSS.escape(fresh.dataset.key ?? '')}"]`) : null
    if (waiting) waiting.replaceWith(fresh)
    else list.insertBefore(fresh, list.querySelector('[data-waiting]'))
    attach(list)
    document.querySelector('.conversation-hint')?.remove()
    if (follows) toEnd()
    else toggle('[data-new]', true)
    if (!isMine) {
      toggle('[data-typing]', false)
      read()
    }
  }

  const read = () => {
    if (document.visibilityState === 'visible') void fetch(`${at}/reading`, { method: 'POST', body: new URLSearchParams({ position: String(last) }) }).catch(() => {})
  }

  const news = (text: string) => {
    const said = JSON.parse(text) as { read?: number; by?: string; typing?: string; present?: string }
    if (said.read !== undefined && said.by !== side) markSeen(list, said.read)
    if (said.typing !== undefined && said.typing !== side) {
      toggle('[data-typing]', true)
      clearTimeout(writing)
      writing = setTimeout(() => toggle('[data-typing]', false), 5000)
    }
    if (said.present !== undefined && said.present !== side) {
      toggle('[data-presence]', true)
      clearTimeout(presence)
      presence = setTimeout(() => toggle('[data-presence]', false), 40_000)
    }
  }

  photos(list)
  older(list)
  document.addEventListener('visibilitychange', read)
  document.querySelector('[data-new]')?.addEventListener('click', toEnd)
  addEventListener('scroll', () => {
    if (isAtEnd()) toggle('[data-new]', false)
  }, { passive: true })
  say(list, at, toEnd)
  listen(() => `${at}/stream?after=${last}`, { message: put, news })
  if (!location.hash || location.hash === '#end') toEnd()
}

/** Nothing can be done any more with what was said earlier about an offer. */
function settle(list: HTMLElement, offer: string): void {
  document.querySelector(`[data-waits="${CSS.escape(offer)}"]`)?.remove()
  for (const old of list.querySelectorAll(`[data-offer="${CSS.escape(offer)}"] [data-acts], [data-offer="${CSS.escape(offer)}"] .deadline`)) old.remove()
}

function toggle(selector: string, isShown: boolean): void {
  document.querySelector(selector)?.toggleAttribute('hidden', !isShown)
}

/** Put the mark behind the last message of ours that the other side has read. */
function markSeen(list: HTMLElement, position: number): void {
  const mine = [...list.querySelectorAll<HTMLElement>('[data-key][data-position]')].filter((one) => Number(one.dataset.position) <= position)
  const lastOne = mine.at(-1)
  if (!lastOne) return
  list.querySelector('[data-seen-mark]')?.remove()
  const mark = document.createElement('li')
  mark.className = 'talk-seen'
  mark.dataset.seenMark = ''
  mark.textContent = list.dataset.seen ?? ''
  lastOne.after(mark)
}
