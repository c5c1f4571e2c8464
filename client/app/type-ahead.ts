/**
 * Keeps what is typed between the call of a field and its appearing, so that « Ctrl K, guichet » loses no letter to the network
 * and none of them fires as a shortcut of the page.
 */
export function createTypeAhead() {
  let typed = ''
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.length === 1) typed += event.key
    else if (event.key === 'Backspace') typed = typed.slice(0, -1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    start() {
      typed = ''
      document.addEventListener('keydown', onKey, { capture: true })
    },
    /** What was typed meanwhile; from here on, keys go where they should. */
    take(): string {
      document.removeEventListener('keydown', onKey, { capture: true })
      return typed
    },
  }
}
