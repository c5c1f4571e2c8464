import '../ui/ui.css'
import { render } from 'solid-js/web'
import { applyTheme } from '#client/app/theme.ts'
import { preferredLanguage, switchLanguage } from '#client/i18n/i18n.ts'
import { listenToKeys } from '#client/ui/keys.ts'
import { GalleryPage } from './gallery-page.tsx'

applyTheme()
listenToKeys()
await switchLanguage(preferredLanguage(), { keep: false })
const root = document.getElementById('gallery')
if (root === null) throw new Error('the page has no place for the gallery')
render(() => <GalleryPage />, root)
