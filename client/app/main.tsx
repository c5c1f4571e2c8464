import '../ui/ui.css'
import { render } from 'solid-js/web'
import { preferredLanguage, switchLanguage } from '#client/i18n/i18n.ts'
import { listenToKeys } from '#client/ui/keys.ts'
import { App } from './routes.tsx'
import { applyTheme } from './theme.ts'

applyTheme()
listenToKeys()
await switchLanguage(preferredLanguage(), { keep: false })
const root = document.getElementById('app')
if (root === null) throw new Error('the page has no place for the application')
render(() => <App />, root)
