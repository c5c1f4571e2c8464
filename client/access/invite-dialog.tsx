import { createSignal, Index, Show } from 'solid-js'
import { type Role, roles } from '#models/access/access.schemas.ts'
import type { BodyView } from '#models/access/access.schemas.ts'
import type { Problem } from '#models/shared/problem.ts'
import { inviteUser, session } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { language, t } from '#client/i18n/i18n.ts'
import { roleText } from '#client/i18n/role-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { SelectField, TextField } from '#client/ui/field.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import type { GivenLink } from './link-dialog.tsx'

type Grant = { readonly role: Role; readonly body: string }
const shortestLogin = 3

function GrantFields(props: {
  grant: Grant
  bodies: readonly BodyView[]
  canRemove: boolean
  onChange: (grant: Grant) => void
  onRemove: () => void
}) {
  const bodyOptions = () =>
    props.bodies.map((body) => ({
      value: body.code,
      text: `${body.code}, ${language() === 'fr' ? body.nameFr : body.nameEn}`,
    }))
  return (
    <div class="row-w">
      <SelectField
        label={t('access.role')}
        value={props.grant.role}
        options={roles.map((role) => ({ value: role, text: t(roleText[role]) }))}
        onChange={(role) => props.onChange({ ...props.grant, role })}
      />
      <SelectField
        label={t('access.body')}
        value={props.grant.body}
        options={bodyOptions()}
        onChange={(body) => props.onChange({ ...props.grant, body })}
      />
      <Show when={props.canRemove}>
        <Button small kind="quiet" icon="x" name={t('access.removeGrant')} onClick={() => props.onRemove()} />
      </Show>
    </div>
  )
}

/** Makes an account that its owner activates by a link; the first grant is for the first body in reach. */
export function InviteDialog(props: { open: boolean; onInvited: (link: GivenLink) => void; onClose: () => void }) {
  const bodies = () => session()?.bodies ?? []
  const firstGrant = (): Grant => ({ role: 'portfolio-manager', body: bodies()[0]?.code ?? '' })
  const [login, setLogin] = createSignal('')
  const [chosenLanguage, setChosenLanguage] = createSignal<'fr' | 'en'>('fr')
  const [grants, setGrants] = createSignal<readonly Grant[]>([firstGrant()])
  const [wasSent, setSent] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()
  const loginError = () => (login().trim().length < shortestLogin ? t('access.loginTooShort') : undefined)

  async function invite(event: SubmitEvent) {
    event.preventDefault()
    setSent(true)
    if (loginError() !== undefined) return
    setBusy(true)
    setRefusal(undefined)
    try {
      const made = await inviteUser({ login: login().trim(), language: chosenLanguage(), grants: [...grants()] })
      setLogin('')
      setSent(false)
      setGrants([firstGrant()])
      props.onInvited(made)
    } catch (error) {
      setRefusal(problemIn(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open={props.open} title={t('access.invite')} onClose={() => props.onClose()}>
      <form class="form" onSubmit={(event) => void invite(event)}>
        <TextField
          label={t('access.login')}
          hint={t('access.loginHint')}
          value={login()}
          onInput={setLogin}
          error={wasSent() ? loginError() : undefined}
        />
        <SelectField
          label={t('access.language')}
          value={chosenLanguage()}
          options={[
            { value: 'fr', text: t('access.french') },
            { value: 'en', text: t('access.english') },
          ]}
          onChange={setChosenLanguage}
        />
        <fieldset class="stack">
          <legend class="lbl">{t('access.roles')}</legend>
          <Index each={grants()}>
            {(grant, place) => (
              <GrantFields
                grant={grant()}
                bodies={bodies()}
                canRemove={grants().length > 1}
                onChange={(next) => setGrants(grants().map((one, other) => (other === place ? next : one)))}
                onRemove={() => setGrants(grants().filter((_, other) => other !== place))}
              />
            )}
          </Index>
          <div>
            <Button small icon="plus" onClick={() => setGrants([...grants(), firstGrant()])}>
              {t('access.addGrant')}
            </Button>
          </div>
        </fieldset>
        <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div class="acts">
          <Button kind="primary" type="submit" busy={isBusy() ? t('access.inviting') : undefined}>
            {t('access.inviteSend')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
