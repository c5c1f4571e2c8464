import { createSignal } from 'solid-js'

type Theme = 'light' | 'dark'
const storageKey = 'arpent.theme'

function keptTheme(): Theme | undefined {
  const kept = localStorage.getItem(storageKey)
  return kept === 'light' || kept === 'dark' ? kept : undefined
}

const systemIsDark = matchMedia('(prefers-color-scheme: dark)')
const [chosen, setChosen] = createSignal(keptTheme())
const [system, setSystem] = createSignal<Theme>(systemIsDark.matches ? 'dark' : 'light')
systemIsDark.addEventListener('change', (event) => setSystem(event.matches ? 'dark' : 'light'))

/** The theme on screen: the person's choice, else the system's. */
export function theme(): Theme {
  return chosen() ?? system()
}

export function applyTheme(): void {
  const kept = chosen()
  if (kept === undefined) delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = kept
}

export function toggleTheme(): void {
  const next = theme() === 'dark' ? 'light' : 'dark'
  localStorage.setItem(storageKey, next)
  setChosen(next)
  applyTheme()
}
