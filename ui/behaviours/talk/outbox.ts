/** Words that wait to be sent in one conversation, by their keys; they outlive the page. */
export function outbox(at: string): { all(): [string, string][]; keep(key: string, words: string): void; drop(key: string): void } {
  const name = `outbox:${at}`
  const read = (): Record<string, string> => JSON.parse(localStorage.getItem(name) ?? '{}') as Record<string, string>
  const write = (kept: Record<string, string>) => {
    if (Object.keys(kept).length) localStorage.setItem(name, JSON.stringify(kept))
    else localStorage.removeItem(name)
  }
  return {
    all: () => Object.entries(read()),
    keep: (key, words) => write({ ...read(), [key]: words }),
    drop: (key) => {
      const { [key]: _, ...kept } = read()
      write(kept)
    },
  }
}
