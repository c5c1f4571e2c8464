import { For } from 'solid-js'
import { actionsOfRole, roles } from '#models/access/access.schemas.ts'
import { session } from '#client/api/access.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { roleText } from '#client/i18n/role-text.ts'
import { LinkButton } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { createTitle } from '#client/ui/title.ts'
import type { Destination } from './navigation.ts'

/** A page that the person's roles do not read: who may, and what theirs are. Nothing went wrong. */
export function ClosedPage(props: { page: Destination }) {
  createTitle(() => t(props.page.text))
  const readers = () => {
    const { needs } = props.page
    return needs === undefined ? [] : roles.filter((role) => actionsOfRole[role].includes(needs))
  }
  const own = () => [...new Set((session()?.grants ?? []).map((grant) => grant.role))]
  return (
    <>
      <PageHead title={t(props.page.text)} />
      <section class="panel">
        <div class="panel-b closed">
          <Icon name="lock" />
          <div>
            <p class="strong">{t('app.closedTitle')}</p>
            <ul class="dots">
              <For each={readers()}>{(role) => <li>{t(roleText[role])}</li>}</For>
            </ul>
            <p>
              {t('app.closedText', { count: own().length, roles: fmt.list(own().map((role) => t(roleText[role]))) })}
            </p>
            <p>
              <LinkButton href="/">{t('app.backHome')}</LinkButton>
            </p>
          </div>
        </div>
      </section>
    </>
  )
}
