import { signOut } from '#client/api/access.ts'
import { language, switchLanguage, t } from '#client/i18n/i18n.ts'
import type { Command } from '#client/ui/commands.ts'
import type { Destination } from './navigation.ts'
import { toggleTheme } from './theme.ts'

/** Commands that every page offers. */
export function layoutCommands(options: {
  destinations: readonly Destination[]
  navigate: (href: string) => void
  showKeys: () => void
}): readonly Command[] {
  return [
    ...options.destinations.map((one): Command => ({
      id: `go ${one.href}`,
      kind: 'go',
      icon: one.icon,
      text: t(one.text),
      ...(one.letter === undefined ? {} : { keys: `G ${one.letter.toUpperCase()}` }),
      run: () => options.navigate(one.href),
    })),
    { id: 'theme', kind: 'action', icon: 'moon', text: t('app.switchTheme'), run: toggleTheme },
    {
      id: 'language',
      kind: 'action',
      icon: 'globe',
      text: t('app.switchLanguage'),
      run: () => void switchLanguage(language() === 'fr' ? 'en' : 'fr', { keep: true }),
    },
    {
      id: 'sign-out',
      kind: 'action',
      icon: 'user',
      text: t('app.signOut'),
      run: () => void signOut().then(() => options.navigate('/connexion')),
    },
    { id: 'keys', kind: 'help', icon: 'book', text: t('app.shortcuts'), keys: '?', run: options.showKeys },
  ]
}
