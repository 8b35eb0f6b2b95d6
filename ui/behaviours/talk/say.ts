import { waiting } from './line'
import { outbox } from './outbox'

/** Milliseconds until what was not sent is tried again; each time twice as long. */
const FIRST_PAUSE = 4_000
const LONGEST_PAUSE = 60_000

/**
 * Send what is typed at once, show it as sending, and let it be sent again under the same key when that failed. Words that
 * were not sent are kept over a reload, and sent when the connection is back.
 */
export function say(list: HTMLElement, at: string, toEnd: () => void): void {
  const form = document.querySelector<HTMLFormElement>('#say')
  const words = form?.querySelector<HTMLTextAreaElement>('textarea')
  const photos = form?.querySelector<HTMLInputElement>('input[type=file]')
  if (!form || !words || !photos) return
  const draft = `draft:${at}`
  let told = 0

  const box = outbox(at)

  const deliver = async (letter: FormData, line: HTMLElement, pause = FIRST_PAUSE) => {
    line.lastElementChild!.textContent = list.dataset.sending ?? ''
    delete line.dataset.unsent
    const answer = await fetch(form.action, { method: 'POST', body: letter, redirect: 'manual' }).catch(() => null)
    // Sent, or refused for good: it is not tried again by itself. A redirect leads to where one signs in.
    const isOver = answer && (answer.ok || (answer.status >= 400 && answer.status < 500 && answer.status !== 429))
    if (isOver) box.drop(String(letter.get('key')))
    if (answer?.ok) return
    const again = document.createElement('button')
    again.type = 'button'
    again.className = 'button button--small'
    again.textContent = list.dataset.again ?? ''
    again.addEventListener('click', () => void deliver(letter, line))
    line.dataset.unsent = ''
    line.lastElementChild!.replaceChildren(`${list.dataset.failed ?? ''} `, again)
    // A device says that it is online before a server can be reached.
    if (!isOver) setTimeout(() => {
      if (line.isConnected && line.dataset.unsent !== undefined) void deliver(letter, line, Math.min(2 * pause, LONGEST_PAUSE))
    }, pause)
  }

  const show = (letter: FormData, key: string) => {
    const line = waiting(letter, key)
    list.append(line)
    void deliver(letter, line)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const about = form.querySelector('.conversation-about')
    if (!words.value.trim() && !photos.files?.length && !about) return
    const letter = new FormData(form)
    const key = crypto.randomUUID()
    letter.set('key', key)
    letter.set('script', 'true')
    const isMore = words.value.trim() !== '' || (photos.files?.length ?? 0) > 0
    if (!photos.files?.length && !about) box.keep(key, words.value)
    show(letter, isMore ? key : `${key}-about`)
    about?.remove()
    form.reset()
    words.value = ''
    name()
    localStorage.removeItem(draft)
    words.focus()
    toEnd()
  })
  // What was left unsent, as of an earlier visit or a lost connection.
  for (const [key, left] of box.all()) {
    if (list.querySelector(`[data-key="${CSS.escape(key)}"]`)) {
      box.drop(key)
      continue
    }
    const letter = new FormData()
    letter.set('key', key)
    letter.set('words', left)
    letter.set('script', 'true')
    show(letter, key)
  }
  addEventListener('online', () => {
    for (const again of list.querySelectorAll<HTMLElement>('[data-unsent] button')) again.click()
  })

  words.addEventListener('keydown', (event) => {
    // Enter also ends a word that is being composed, in Chinese say.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  words.addEventListener('input', () => {
    localStorage.setItem(draft, words.value)
    if (Date.now() - told < 3000) return
    told = Date.now()
    void fetch(`${at}/typing`, { method: 'POST' }).catch(() => {})
  })
  words.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files
    if (!files?.length) return
    photos.files = files
    name()
  })
  photos.addEventListener('change', () => name())
  for (const reply of form.querySelectorAll<HTMLElement>('[data-reply]')) {
    reply.addEventListener('click', () => {
      words.value = reply.dataset.reply ?? ''
      words.focus()
    })
  }

  const name = () => {
    const shown = form.querySelector<HTMLElement>('[data-files]')
    const names = [...(photos.files ?? [])].map((file) => file.name)
    shown?.toggleAttribute('hidden', names.length === 0)
    if (shown) shown.textContent = names.join(', ')
  }
  words.value ||= localStorage.getItem(draft) ?? ''
}
