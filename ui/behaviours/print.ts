/** Print the page. Without scripts the browser's own menu does it, and the button stays hidden. */
export function print(button: HTMLElement): void {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
