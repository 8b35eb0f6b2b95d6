/**
 * Say a moment as "3 days ago" and keep it true; the exact time stays as the title. A deadline keeps its date and has the
 * time that is left beside it, so that it reads after any words.
 */
const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]]

export function time(element: HTMLElement): void {
  const moment = Date.parse(element.getAttribute('datetime') ?? '')
  if (Number.isNaN(moment)) return
  const lang = element.closest<HTMLElement>('[lang]')?.lang || undefined
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })
  const exact = element.textContent?.trim() ?? ''
  const isDeadline = element.dataset.soonSeconds !== undefined
  const [open, close] = /^(zh|ja)/.test(lang ?? '') ? ['（', '）'] : [' (', ')']
  if (!isDeadline) element.title = exact
  const tell = () => {
    if (!element.isConnected) return
    const seconds = Math.round((moment - Date.now()) / 1000)
    const size = Math.abs(seconds)
    const [unit, length] = units.find(([, l]) => size >= 2 * l || l === 1) ?? ['second', 1]
    const left = words.format(Math.round(seconds / length), unit)
    const text = isDeadline ? `${exact}${open}${left}${close}` : left
    if (element.textContent !== text) element.textContent = text
    if (isDeadline) element.classList.toggle('deadline--soon', seconds < Number(element.dataset.soonSeconds))
    if (seconds <= 0 && element.dataset.reload !== undefined) setTimeout(() => location.reload(), 1500)
    else setTimeout(tell, size < 7_200 ? (size < 120 ? 1000 : 15_000) : 60_000)
  }
  tell()
}
