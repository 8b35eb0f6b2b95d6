/**
 * Say where one is, when the button is tapped and the browser was allowed to: to a tenth of a degree, which is a town and
 * nobody's house. Choosing a place from the list does the same without it.
 */
export function locate(button: HTMLElement): void {
  const list = button.parentElement?.querySelector('select')
  if (!list || !('geolocation' in navigator)) return
  button.hidden = false
  const words = button.querySelector<HTMLElement>('[data-words]') ?? button
  button.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here = `${coords.latitude.toFixed(1)},${coords.longitude.toFixed(1)}`
        list.add(new Option(button.dataset.here ?? here, here, true, true))
        button.removeAttribute('aria-busy')
        list.form?.requestSubmit()
      },
      () => {
        button.removeAttribute('aria-busy')
        words.textContent = button.dataset.refused ?? ''
      },
      { maximumAge: 600_000, timeout: 10_000, enableHighAccuracy: false },
    )
  })
}
