/** Minus and plus beside a number field, within its min and max. */
export function quantity(root: HTMLElement): void {
  const input = root.querySelector<HTMLInputElement>('input')
  if (!input) return
  const buttons = [...root.querySelectorAll<HTMLButtonElement>('[data-step]')]
  const limits = () => {
    for (const button of buttons) {
      const next = Number(input.value) + Number(button.dataset.step)
      button.disabled = next < Number(input.min || 1) || next > Number(input.max || Infinity)
    }
  }
  for (const button of buttons) {
    button.addEventListener('click', () => {
      input.value = String(Number(input.value) + Number(button.dataset.step))
      limits()
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
  }
  input.addEventListener('input', limits)
  input.addEventListener('limits', limits)
  limits()
}
