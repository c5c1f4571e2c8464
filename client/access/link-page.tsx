import { useLocation, useNavigate } from '@solidjs/router'
import { createSignal, onMount, Show } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { inspectLink, type LinkKind, type LinkView, openWithLink } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { type TextKey, t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { Empty } from '#client/ui/empty.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Late, Skeleton } from '#client/ui/loaded.tsx'
import { ProblemNote } from '#client/ui/problem-note.tsx'
import { CenterPage } from './sign-in-page.tsx'

const words: Readonly<Record<LinkKind, { readonly title: TextKey; readonly text: TextKey; readonly verb: TextKey }>> = {
  'first-administrator': { title: 'access.firstTitle', text: 'access.firstText', verb: 'access.create' },
  invitation: { title: 'access.invitationTitle', text: 'access.invitationText', verb: 'access.activate' },
  recovery: { title: 'access.recoveryTitle', text: 'access.recoveryText', verb: 'access.setPassword' },
  'sign-in': { title: 'access.demoTitle', text: 'access.demoText', verb: 'access.enter' },
}
const shortestLogin = 3
const shortestPassword = 12

function LinkForm(props: { token: string; link: LinkView }) {
  const navigate = useNavigate()
  const [login, setLogin] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [again, setAgain] = createSignal('')
  const [wasSent, setSent] = createSignal(false)
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()
  const asksLogin = () => props.link.kind === 'first-administrator'
  const loginError = () =>
    asksLogin() && login().trim().length < shortestLogin ? t('access.loginTooShort') : undefined
  const passwordError = () =>
    props.link.needsPassword && password().length < shortestPassword ? t('access.passwordTooShort') : undefined
  const againError = () =>
    props.link.needsPassword && again() !== password() ? t('access.passwordsDiffer') : undefined

  async function use(event: SubmitEvent) {
    event.preventDefault()
    setSent(true)
    if ([loginError(), passwordError(), againError()].some((error) => error !== undefined)) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await openWithLink({
        token: props.token,
        ...(asksLogin() ? { login: login().trim() } : {}),
        ...(props.link.needsPassword ? { password: password() } : {}),
      })
      navigate('/', { replace: true })
    } catch (error) {
      setRefusal(problemIn(error))
    } finally {
      setBusy(false)
    }
  }
  const shown = (error: string | undefined) => (wasSent() ? error : undefined)
  return (
    <>
      <h1>{t(words[props.link.kind].title)}</h1>
      <p class="mut">{t(words[props.link.kind].text, { user: props.link.user ?? '' })}</p>
      <form class="form" onSubmit={(event) => void use(event)}>
        <Show when={asksLogin()}>
          <TextField
            label={t('access.login')}
            hint={t('access.loginHint')}
            autocomplete="username"
            value={login()}
            onInput={setLogin}
            error={shown(loginError())}
          />
        </Show>
        <Show when={props.link.needsPassword}>
          <TextField
            label={t('access.password')}
            hint={t('access.passwordHint')}
            type="password"
            autocomplete="new-password"
            value={password()}
            onInput={setPassword}
            error={shown(passwordError())}
          />
          <TextField
            label={t('access.passwordAgain')}
            type="password"
            autocomplete="new-password"
            value={again()}
            onInput={setAgain}
            error={shown(againError())}
          />
        </Show>
        <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div class="acts">
          <Button kind="primary" type="submit" busy={isBusy() ? t('access.signingIn') : undefined}>
            {t(words[props.link.kind].verb)}
          </Button>
        </div>
      </form>
    </>
  )
}

/** `/lien#<token>`: the token stands after the hash, which no browser sends to a server or to another site. */
export function LinkPage() {
  const location = useLocation()
  const [token] = createSignal(location.hash.replace(/^#/, ''))
  const [link, setLink] = createSignal<LinkView>()
  const [refusal, setRefusal] = createSignal<Problem>()
  async function inspect() {
    try {
      setLink(await inspectLink(token()))
    } catch (error) {
      setRefusal(problemIn(error))
    }
  }
  onMount(() => {
    if (token() !== '') void inspect()
  })
  return (
    <CenterPage title={t('access.linkTitle')}>
      <Show
        when={token() !== ''}
        fallback={<Empty title={t('access.linkMissing')}>{t('access.linkMissingText')}</Empty>}
      >
        <Show
          when={link()}
          fallback={
            <>
              <h1>{t('access.linkTitle')}</h1>
              <Show when={refusal()} fallback={<Late>{<Skeleton />}</Late>}>
                {(problem) => (
                  <Show when={problem().code === 'invalid-request'} fallback={<ProblemNote problem={problem()} />}>
                    <Empty title={t('access.linkMissing')}>{t('access.linkMissingText')}</Empty>
                  </Show>
                )}
              </Show>
              <a href="/connexion">{t('access.signIn')}</a>
            </>
          }
        >
          {(found) => <LinkForm token={token()} link={found()} />}
        </Show>
      </Show>
    </CenterPage>
  )
}
