import { useNavigate, useSearchParams } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import type { Problem } from '#models/shared/problem.ts'
import { signIn } from '#client/api/access.ts'
import { problemIn } from '#client/api/http.ts'
import { t } from '#client/i18n/i18n.ts'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Logo, Sprite } from '#client/ui/icon.tsx'
import { Note, ProblemNote } from '#client/ui/problem-note.tsx'
import { createTitle } from '#client/ui/title.ts'
import { LanguageButton } from './language-button.tsx'

/** A page of its own, before anyone is signed in. */
export function CenterPage(props: { title: string; children: JSX.Element }) {
  createTitle(() => props.title)
  return (
    <>
      <Sprite />
      <main class="center-page" id="content">
        <div class="panel">
          <div class="panel-b stack">
            <p class="logo-line">
              <Logo />
              {t('app.name')}
              <span class="grow" />
              <LanguageButton />
            </p>
            {props.children}
          </div>
        </div>
      </main>
    </>
  )
}

/** Only a path of ours may be returned to: an address elsewhere would lend our name to a stranger. */
function safeReturn(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/'
}

export function SignInPage() {
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  const [login, setLogin] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Problem>()
  async function enter(event: SubmitEvent) {
    event.preventDefault()
    setBusy(true)
    setRefusal(undefined)
    try {
      await signIn(login(), password())
      const back = parameters['suite']
      navigate(safeReturn(typeof back === 'string' ? back : undefined), { replace: true })
    } catch (error) {
      setRefusal(problemIn(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <CenterPage title={t('access.signIn')}>
      <h1>{t('access.signIn')}</h1>
      <p class="mut">{t('access.signInSub')}</p>
      <Show when={parameters['suite']}>
        <Note>{t('access.signInAgain')}</Note>
      </Show>
      <form class="form" onSubmit={(event) => void enter(event)}>
        <TextField label={t('access.login')} autocomplete="username" value={login()} onInput={setLogin} />
        <TextField
          label={t('access.password')}
          type="password"
          autocomplete="current-password"
          value={password()}
          onInput={setPassword}
        />
        <Show when={refusal()}>{(problem) => <ProblemNote problem={problem()} />}</Show>
        <div class="acts">
          <Button kind="primary" type="submit" busy={isBusy() ? t('access.signingIn') : undefined}>
            {t('access.signIn')}
          </Button>
          <a class="sm" href="/barometre">
            {t('access.publicPage')}
          </a>
        </div>
      </form>
    </CenterPage>
  )
}
