/** Say a deadline as "in 3 days" and keep it true; the exact time stays as the title. */
const units: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]]

export function time(element: HTMLElement): void {
  const moment = Date.parse(element.getAttribute('datetime') ?? '')
  if (Number.isNaN(moment)) return
  const lang = element.closest<HTMLElement>('[lang]')?.lang || undefined
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' })
  element.title = element.textContent?.trim() ?? ''
  const tell = () => {
    if (!element.isConnected) return
    const seconds = Math.round((moment - Date.now()) / 1000)
    const size = Math.abs(seconds)
    const [unit, length] = units.find(([, l]) => size >= 2 * l || l === 1) ?? ['second', 1]
    const text = words.format(Math.trunc(seconds / length), unit)
    if (element.textContent !== text) element.textContent = text
    if (element.dataset.soonSeconds) element.classList.toggle('deadline--soon', seconds < Number(element.dataset.soonSeconds))
    if (seconds <= 0 && element.dataset.reload !== undefined) setTimeout(() => location.reload(), 1500)
    else setTimeout(tell, size < 7_200 ? (size < 120 ? 1000 : 15_000) : 60_000)
  }
  tell()
}
