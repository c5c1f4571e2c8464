import { createSignal, For, Show } from 'solid-js'
import type { UserView } from '#models/access/access.schemas.ts'
import type { Problem } from '#models/shared/problem.ts'
import { disableUser, recoveryLink, session, users, usersPath } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { createLoad, refresh } from '#client/api/load.ts'
import { fmt, t } from '#client/i18n/i18n.ts'
import { roleText } from '#client/i18n/role-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { Shown } from '#client/ui/loaded.tsx'
import { PageHead } from '#client/ui/panel.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { ScrollRegion } from '#client/ui/table.tsx'
import { createTitle } from '#client/ui/title.ts'
import { showToast } from '#client/ui/toast.tsx'
import { StatusMark } from '#client/ui/verdict-mark.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { type GivenLink, LinkDialog } from './link-dialog.tsx'

const statusLook = {
  invited: { tone: 'warn', text: 'access.statusInvited' },
  active: { tone: 'ok', text: 'access.statusActive' },
  disabled: { tone: 'none', text: 'access.statusDisabled' },
} as const

function UserRow(props: { user: UserView; onDisable: () => void; onLink: () => void }) {
  const isOneself = () => props.user.user === session()?.user
  return (
    <tr>
      <th scope="row">
        {props.user.user} <span class="mut3">{props.user.login}</span>
      </th>
      <td>{fmt.list(props.user.grants.map((grant) => `${t(roleText[grant.role])} (${grant.body})`))}</td>
      <td>{props.user.language === 'fr' ? t('access.french') : t('access.english')}</td>
      <td>
        <StatusMark tone={statusLook[props.user.status].tone}>{t(statusLook[props.user.status].text)}</StatusMark>
      </td>
      <td>{props.user.lastSeenAt === null ? t('access.never') : fmt.dateTime(props.user.lastSeenAt)}</td>
      <td>
        <Show when={props.user.status !== 'disabled'}>
          <span class="row">
            <Button small onClick={() => props.onLink()}>
              {t('access.recovery')}
            </Button>
            <Button
              small
              kind="danger"
              blockedBy={isOneself() ? t('access.yourself') : undefined}
              onClick={() => props.onDisable()}
            >
              {t('access.disable')}
            </Button>
          </span>
        </Show>
      </td>
    </tr>
  )
}

function DisableDialog(props: { user: string | undefined; onClose: () => void }) {
  const [refusal, setRefusal] = createSignal<Problem>()
  async function disable(user: string) {
    setRefusal(undefined)
    try {
      await disableUser(user)
      showToast({ text: t('access.disabled', { user }) })
      props.onClose()
      await refresh(usersPath)
    } catch (error) {
      setRefusal(problemIn(error))
    }
  }
  return (
    <Dialog
      open={props.user !== undefined}
      title={t('access.disableTitle', { user: props.user ?? '' })}
      onClose={() => props.onClose()}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('ui.cancel')}</Button>
          <Button kind="danger" onClick={() => void disable(props.user ?? '')}>
            {t('access.disable')}
          </Button>
        </>
      }
    >
      <p>{t('access.disableText')}</p>
      <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
    </Dialog>
  )
}

/** Who may enter, and with which roles where. */
export function AccountsPage() {
  createTitle(() => t('access.accounts'))
  const load = createLoad(
    () => usersPath,
    (_, signal) => users(signal),
  )
  const [isInviting, setInviting] = createSignal(false)
  const [disabling, setDisabling] = createSignal<string>()
  const [given, setGiven] = createSignal<GivenLink>()
  async function giveLink(user: string) {
    try {
      setGiven({ user, link: (await recoveryLink(user)).link })
      await refresh(usersPath)
    } catch (error) {
      showToast({ text: problemIn(error).title, tone: 'bad' })
    }
  }
  return (
    <>
      <PageHead title={t('access.accounts')} sub={t('access.accountsSub')}>
        <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
          {t('access.invite')}
        </Button>
      </PageHead>
      <Shown load={load}>
        {(list) => (
          <Show when={list().length > 0} fallback={<Empty title={t('access.noAccounts')} />}>
            <ScrollRegion label={t('access.accounts')} class="panel">
              <table class="tbl">
                <thead>
                  <tr>
                    <th scope="col">{t('access.account')}</th>
                    <th scope="col">{t('access.roles')}</th>
                    <th scope="col">{t('access.language')}</th>
                    <th scope="col">{t('access.status')}</th>
                    <th scope="col">{t('access.lastSeen')}</th>
                    <th scope="col">{t('access.actions')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={list()}>
                    {(user) => (
                      <UserRow
                        user={user}
                        onDisable={() => setDisabling(user.user)}
                        onLink={() => void giveLink(user.user)}
                      />
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </Show>
        )}
      </Shown>
      <InviteDialog
        open={isInviting()}
        onInvited={(link) => {
          setInviting(false)
          setGiven(link)
          void refresh(usersPath)
        }}
        onClose={() => setInviting(false)}
      />
      <DisableDialog user={disabling()} onClose={() => setDisabling(undefined)} />
      <LinkDialog given={given()} onClose={() => setGiven(undefined)} />
    </>
  )
}
