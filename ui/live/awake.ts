/** Keep the screen on, also after another app was in front; gives what lets it sleep again. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  const ask = async () => {
    if (document.visibilityState === 'visible') lock = await navigator.wakeLock?.request('screen').catch(() => null) ?? null
  }
  document.addEventListener('visibilitychange', ask)
  void ask()
  return () => {
    document.removeEventListener('visibilitychange', ask)
    void lock?.release().catch(() => {})
  }
}
