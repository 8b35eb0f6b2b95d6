/** Told now where there is a connection, else kept by this browser and told when there is one again. */
const KEY = 'told-later'
type Kept = { to: string; lesson: string; read_at: string }

export function later(element: HTMLElement): void {
  const form = element as HTMLFormElement
  const { progress, lesson } = form.dataset
  const place = form.querySelector<HTMLElement>('[data-told]')
  if (!progress || !lesson) return
  const wait = (): void => {
    if (place) [place.hidden, place.textContent] = [false, form.dataset.waiting ?? '']
  }
  if (kept().some((it) => it.to === progress && it.lesson === lesson)) wait()
  void tell()
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const read_at = new Date().toISOString()
    keep([...kept().filter((it) => it.lesson !== lesson), { to: progress, lesson, read_at }])
    wait()
    await tell()
  })
}

/** Tell what was kept, course by course; what no longer can be told is given up. */
async function tell(): Promise<void> {
  for (const to of new Set(kept().map((it) => it.to))) {
    const lessons = kept().filter((it) => it.to === to).slice(0, 60).map(({ lesson, read_at }) => ({ lesson, read_at }))
    const answer = await fetch(to, {
      method: 'PUT', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify({ lessons })
    }).catch(() => null)
    // Nobody answers, or not now: it stays.
    if (!answer || answer.status >= 500 || answer.status === 429 || answer.status === 401) continue
    keep(kept().filter((it) => it.to !== to || !lessons.some(({ lesson }) => lesson === it.lesson)))
    if (answer.ok) location.reload()
  }
}

function kept(): Kept[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Kept[]
  } catch {
    return []
  }
}

function keep(all: Kept[]): void {
  // A browser that keeps nothing tells nothing later.
  try { localStorage.setItem(KEY, JSON.stringify(all)) } catch { /* private browsing */ }
}

addEventListener('online', () => void tell())
