import { A, useNavigate } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { may, session, signOut } from '#client/api/access.ts'
import { fmt, language, switchLanguage, t } from '#client/i18n/i18n.ts'
import { roleText } from '#client/i18n/role-text.ts'
import { Icon, Logo } from '#client/ui/icon.tsx'
import { destinations } from './navigation.ts'
import { theme, toggleTheme } from './theme.ts'

/** What the figures cover: one body by name, several by count. */
function Scope() {
  const bodies = () => session()?.bodies ?? []
  const name = () => {
    const [only, ...others] = bodies()
    if (only === undefined || others.length > 0) return t('app.wholePortfolio')
    return language() === 'fr' ? only.nameFr : only.nameEn
  }
  return (
    <span class="band-ctx">
      {name()} <small>{t('app.bodies', { count: bodies().filter((one) => one.kind === 'body').length })}</small>
    </span>
  )
}

function Freshness() {
  return (
    <span class="band-fresh">
      <Icon name="clock" small />
      <Show when={session()?.dataAsOf} fallback={t('app.noData')}>
        {(asOf) => (
          <span>
            <span class="lg">{t('app.dataAsOf')} </span>
            <time dateTime={asOf()}>{fmt.date(asOf())}</time>
          </span>
        )}
      </Show>
    </span>
  )
}

function otherLanguage(): 'fr' | 'en' {
  return language() === 'fr' ? 'en' : 'fr'
}

function AccountMenu(props: { onKeys: () => void }) {
  const navigate = useNavigate()
  const roles = () => [...new Set(session()?.grants.map((grant) => grant.role) ?? [])].map((role) => t(roleText[role]))
  let menu: HTMLDivElement | undefined
  const after = (act: () => void) => () => {
    menu?.hidePopover()
    act()
  }
  async function leave() {
    await signOut()
    navigate('/connexion')
  }
  return (
    <>
      <button class="band-btn" type="button" popovertarget="account-menu" aria-haspopup="dialog">
        <Icon name="user" />
        <span class="lbl-role">{roles()[0]}</span>
        <span class="vh">{t('app.menu')}</span>
        <Icon name="chev" small />
      </button>
      <div class="menu pop" id="account-menu" popover="auto" ref={(element) => (menu = element)}>
        <p class="who">
          <b>{session()?.user}</b>
          {fmt.list(roles())}
        </p>
        <nav aria-label={t('app.menu')}>
          <For each={destinations.filter((one) => one.isMain !== true && (one.needs === undefined || may(one.needs)))}>
            {(one) => (
              <A class="mi only-mob" href={one.href} onClick={after(() => undefined)}>
                <Icon name={one.icon} />
                {t(one.text)}
              </A>
            )}
          </For>
        </nav>
        <button
          type="button"
          class="mi only-mob"
          lang={otherLanguage()}
          onClick={after(() => void switchLanguage(otherLanguage(), { keep: true }))}
        >
          <Icon name="globe" />
          {t('app.otherLanguage')}
        </button>
        <button type="button" class="mi" onClick={after(props.onKeys)}>
          <Icon name="book" />
          {t('app.shortcuts')}
        </button>
        <button type="button" class="mi" onClick={after(() => void leave())}>
          <Icon name="right" />
          {t('app.signOut')}
        </button>
      </div>
    </>
  )
}

export function Band(props: { mini: boolean; onSearch: () => void; onKeys: () => void }) {
  const themeText = () => (theme() === 'dark' ? t('app.themeLight') : t('app.themeDark'))
  return (
    <header class="band" classList={{ mini: props.mini }}>
      <A class="brand" href="/">
        <Logo />
        {t('app.name')}
      </A>
      <Scope />
      <button type="button" class="band-search" onClick={() => props.onSearch()}>
        <Icon name="search" />
        <span>{t('app.search')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Freshness />
      <button type="button" class="band-btn" aria-label={themeText()} title={themeText()} onClick={toggleTheme}>
        <Icon name="moon" />
      </button>
      <button
        type="button"
        class="band-btn band-lang"
        lang={otherLanguage()}
        onClick={() => void switchLanguage(otherLanguage(), { keep: true })}
      >
        {t('app.otherLanguage')}
      </button>
      <AccountMenu onKeys={() => props.onKeys()} />
    </header>
  )
}
